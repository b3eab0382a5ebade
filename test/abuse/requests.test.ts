/** Requests that are not what they should be (D2, D13, F1): each is refused by name, nothing of the inside shows, and the server stays up. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import {
  exchangeBytes,
  expectNothingOfTheInside,
  expectRefusal,
  post,
  type RawAnswer,
} from "../support/raw-request.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

let server: RunningServer;
let app: ProvisionedApp;
beforeAll(async () => {
  server = await startRunningServer();
  app = await provisionApp(server.sdk, { pool: {} });
  await provisionPerson(server.sdk, app, { username: "alice", password: "Correct-Horse-9", permanent: true });
});
afterAll(() => server.stop());

const signIn = (more: object = {}): object => ({
  AuthFlow: "USER_PASSWORD_AUTH",
  ClientId: app.clientId,
  AuthParameters: { USERNAME: "alice", PASSWORD: "Correct-Horse-9" },
  ...more,
});

const send = (
  name: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<RawAnswer> => post(server.url, name, body, headers);

/** The server is none the worse for what a test has done to it. */
afterEach(async () => {
  const answers = [
    await send("InitiateAuth", JSON.stringify(signIn())),
    await fetch(`${server.url}/health/ready`),
  ];
  if (answers.some(({ status }) => status !== 200)) throw new Error("the server did not get over it");
});

const malformed = { type: "SerializationException" };

describe("a body that is not JSON", () => {
  it.each([
    ["a brace", "{"],
    ["words", "hello"],
    ["two objects", "{}{}"],
    ["a comma too many", '{"ClientId":"a",}'],
    ["single quotes", "{'ClientId':'a'}"],
    ["a comment", '{"ClientId":"a" /* b */}'],
    ["NaN", '{"ClientId":NaN}'],
    ["an open string", '{"ClientId":"a'],
    ["a raw line break in a string", '{"ClientId":"a\nb"}'],
    ["a byte order mark", "\uFEFF{}"],
    ["a NUL", "\0"],
    ["a form", "AuthFlow=USER_PASSWORD_AUTH&ClientId=a"],
    ["XML", '<?xml version="1.0"?><a/>'],
    ["an array", "[]"],
    ["a string", '"InitiateAuth"'],
    ["a number", "1"],
    ["null", "null"],
    ["true", "true"],
    ["blanks", "   "],
  ])("%s is refused", async (_what, body) => {
    expectRefusal(await send("InitiateAuth", body), malformed);
  });

  it("nothing at all is an empty object", async () => {
    expectRefusal(await send("InitiateAuth", ""), { type: "InvalidParameterException" });
  });
});

describe("a body in another encoding", () => {
  const text = JSON.stringify({
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: "x",
    AuthParameters: { USERNAME: "ä" },
  });
  it.each<[string, Buffer]>([
    ["Latin 1", Buffer.from(text, "latin1")],
    ["UTF-16", Buffer.from(text, "utf16le")],
    [
      "UTF-8 cut in the middle of a character",
      Buffer.from(text.slice(0, text.indexOf("ä") + 1)).subarray(0, -1),
    ],
    [
      "overlong UTF-8",
      Buffer.concat([Buffer.from('{"ClientId":"'), Buffer.of(0xc0, 0xaf), Buffer.from('"}')]),
    ],
    [
      "a surrogate in UTF-8",
      Buffer.concat([Buffer.from('{"ClientId":"'), Buffer.of(0xed, 0xa0, 0x80), Buffer.from('"}')]),
    ],
    ["random bytes", Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))],
  ])("%s is refused", async (_what, body) => {
    expectRefusal(await send("InitiateAuth", body), malformed);
    expectRefusal(
      await send("InitiateAuth", body, { "content-type": "application/json; charset=utf-16" }),
      malformed,
    );
  });

  it("or said to be compressed is read as it is", async () => {
    const answer = await send("InitiateAuth", JSON.stringify(signIn()), { "content-encoding": "gzip" });
    expect([200, 400]).toContain(answer.status);
  });
});

describe("a body of the wrong shape", () => {
  it.each<[string, unknown]>([
    ["a number for text", { ClientId: 7 }],
    ["an object for text", { ClientId: {} }],
    ["a list for text", { ClientId: ["a"] }],
    ["true for text", { ClientId: true }],
    ["text for a map", { AuthParameters: "USERNAME" }],
    ["a list for a map", { AuthParameters: [] }],
    ["a number in a map", { AuthParameters: { USERNAME: 1, PASSWORD: "x" } }],
    ["an object in a map", { AuthParameters: { USERNAME: { $ne: "" }, PASSWORD: "x" } }],
    ["a list in a map", { AuthParameters: { USERNAME: ["alice"], PASSWORD: "x" } }],
    ["a boolean in a map", { AuthParameters: { USERNAME: true, PASSWORD: "x" } }],
  ])("%s is refused", async (_what, more) => {
    // The table's rows are spread over a request that is otherwise good.
    expectRefusal(await send("InitiateAuth", JSON.stringify(signIn(more as object))), malformed);
  });

  it("names everything that is missing", async () => {
    const answer = await send("InitiateAuth", "{}");
    expectRefusal(answer, { type: "InvalidParameterException" });
    expect(answer.text).toContain("2 validation errors detected");
  });

  it("null is as good as absent", async () => {
    const answer = await send(
      "InitiateAuth",
      JSON.stringify(signIn({ ClientMetadata: null, Session: null })),
    );
    expect(answer.status).toBe(200);
    expectRefusal(await send("InitiateAuth", JSON.stringify(signIn({ ClientId: null }))), {
      type: "InvalidParameterException",
    });
  });
});

describe("keys that mean something to JavaScript", () => {
  const poisoned = [
    '{"__proto__":{"ClientId":"CLIENT","isAdmin":true},"AuthFlow":"USER_PASSWORD_AUTH"}',
    '{"constructor":{"prototype":{"polluted":"yes"}},"ClientId":"CLIENT","AuthFlow":"USER_PASSWORD_AUTH"}',
    '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"CLIENT","AuthParameters":{"__proto__":"alice","PASSWORD":"Correct-Horse-9"}}',
    '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"CLIENT","AuthParameters":{"__proto__":{"USERNAME":"alice"},"PASSWORD":"Correct-Horse-9"}}',
    '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"CLIENT","AuthParameters":{"constructor":"x","toString":"y","hasOwnProperty":"z"}}',
    '{"AuthFlow":"constructor","ClientId":"CLIENT","AuthParameters":{"USERNAME":"alice","PASSWORD":"Correct-Horse-9"}}',
    '{"AuthFlow":"__proto__","ClientId":"CLIENT","AuthParameters":{"USERNAME":"alice","PASSWORD":"Correct-Horse-9"}}',
    '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"__proto__","AuthParameters":{"USERNAME":"alice","PASSWORD":"Correct-Horse-9"}}',
  ];

  it.each(poisoned)("are data: %s", async (body) => {
    const answer = await send("InitiateAuth", body.replaceAll("CLIENT", app.clientId));
    expect(answer.status).toBe(400);
    expectNothingOfTheInside(answer);
  });

  it("name no operation", async () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])
      expectRefusal(await send(name, "{}"), { type: "UnknownOperationException" });
  });

  it("name no attribute, no user and no pool", async () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      const signUp = {
        ClientId: app.clientId,
        Username: name,
        Password: "Correct-Horse-9",
        UserAttributes: [{ Name: name, Value: "x" }],
      };
      const answer = await send("SignUp", JSON.stringify(signUp));
      expect(answer.status).toBe(400);
      expectNothingOfTheInside(answer);
      expect((await fetch(`${server.url}/${name}/.well-known/jwks.json`)).status).toBe(404);
    }
  });

  it("may be a username, which then is one like any other", async () => {
    for (const Username of ["__proto__", "constructor"]) {
      const signUp = { ClientId: app.clientId, Username, Password: "Correct-Horse-9" };
      expect((await send("SignUp", JSON.stringify(signUp))).status).toBe(200);
      expectRefusal(await send("SignUp", JSON.stringify(signUp)), { type: "UsernameExistsException" });
    }
  });
});

describe("a key given twice", () => {
  it.each([
    '{"ClientId":"a","ClientId":"b"}',
    '{"ClientId":"a","Client\\u0049d":"b"}',
    '{"AuthParameters":{"USERNAME":"alice","USERNAME":"bob"}}',
    '{"a":{},"b":[{"c":1,"c":1}]}',
  ])("is refused wherever it is: %s", async (body) => {
    expectRefusal(await send("InitiateAuth", body), malformed);
  });

  it("in two spellings is two keys, of which one means nothing", async () => {
    const body = JSON.stringify(signIn({ clientId: "other", CLIENTID: "other" }));
    expect((await send("InitiateAuth", body)).status).toBe(200);
  });
});

describe("sizes", () => {
  const tooLarge = { status: 413, type: "RequestEntityTooLargeException" };

  it("a body of 10 MB is refused in a way that a browser can read", async () => {
    const body = JSON.stringify({ ...signIn(), ClientMetadata: { filler: "x".repeat(10_000_000) } });
    expectRefusal(await send("InitiateAuth", body), tooLarge);
  });

  it("a body that grows beyond the limit without saying so is refused, too", async () => {
    let left = 40;
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    const body = new ReadableStream({
      pull(controller) {
        left -= 1;
        if (left === 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    expectRefusal(await post(server.url, "InitiateAuth", body), tooLarge);
  });

  it("a body at the limit is read", async () => {
    const empty = JSON.stringify(signIn({ ClientMetadata: { filler: "" } }));
    const full = empty.replace('"filler":""', `"filler":"${"x".repeat(1024 * 1024 - empty.length)}"`);
    expect(full.length).toBe(1024 * 1024);
    expect((await send("InitiateAuth", full)).status).not.toBe(413);
    expectRefusal(await send("InitiateAuth", `${full} `), tooLarge);
  });

  it.each([33, 1000, 500_000])("%i levels are too deep", async (levels) => {
    const body = `{"ClientMetadata":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    expectRefusal(await send("InitiateAuth", body), malformed);
    const objects = `${'{"a":'.repeat(Math.min(levels, 100_000))}1${"}".repeat(Math.min(levels, 100_000))}`;
    expectRefusal(await send("InitiateAuth", objects), malformed);
  });

  it.each(["1e400", "-1e400", "1e999999999", "9".repeat(1000), "0.1e-99999", "-0", "1.5"])(
    "the number %s breaks nothing",
    async (number) => {
      const answer = await send(
        "InitiateAuth",
        JSON.stringify(signIn({ NotAMember: 0 })).replace('"NotAMember":0', `"NotAMember":${number}`),
      );
      expect(answer.status).toBe(200);
    },
  );

  it("a hundred thousand keys are read once and for nothing", async () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(",");
    const answer = await send("InitiateAuth", `{${keys}}`);
    expectRefusal(answer, { type: "InvalidParameterException" });
  });
});

describe("a target", () => {
  it.each([
    "AWSCognitoIdentityProviderService.",
    "AWSCognitoIdentityProviderService.NoSuchOperation",
    "AWSCognitoIdentityProviderService.initiateauth",
    "AWSCognitoIdentityProviderService.InitiateAuth.",
    "AWSCognitoIdentityProviderService.InitiateAuth,SignUp",
    "awscognitoidentityproviderservice.InitiateAuth",
    "AWSCognitoIdentityService.GetId",
    "InitiateAuth",
    ".InitiateAuth",
    "../InitiateAuth",
    "DynamoDB_20120810.ListTables",
  ])("%s is unknown", async (target) => {
    expectRefusal(await send("", JSON.stringify(signIn()), { "x-amz-target": target }), {
      type: "UnknownOperationException",
    });
  });

  it("may not be missing", async () => {
    const answer = await fetch(server.url, { method: "POST", body: "{}" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("UnknownOperationException");
  });
});

describe("headers and lines", () => {
  const head = (lines: string[], body = ""): string =>
    [
      `POST / HTTP/1.1`,
      "Host: x",
      ...lines,
      `Content-Length: ${body.length}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n");
  const target = "X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth";

  it.each<[string, string[]]>([
    ["a target twice", [target, target.replace("InitiateAuth", "SignUp")]],
    ["a folded line", [target, "X-Folded: a\r\n b"]],
    ["a header of 8 KB", [target, `X-Long: ${"x".repeat(8000)}`]],
    ["a header of 100 KB", [target, `X-Long: ${"x".repeat(100_000)}`]],
    ["five thousand headers", [target, ...Array.from({ length: 5000 }, (_, index) => `X-${index}: y`)]],
    ["a name with blanks", [target, "X Bad: y"]],
    ["a NUL in a value", [target, "X-Bad: a\0b"]],
    ["two lengths", [target, "Content-Length: 5"]],
    ["a length that is no number", [target, "Content-Length: many"]],
    ["a length and chunks (smuggling)", [target, "Transfer-Encoding: chunked"]],
    ["an unknown transfer encoding", [target, "Transfer-Encoding: gzip, identity"]],
    ["a forged address", [target, "X-Forwarded-For: '; drop table users; --", 'Forwarded: for="[::1"']],
    ["an absurd origin", [target, `Origin: ${"o".repeat(2000)}`, "Access-Control-Request-Headers: x"]],
  ])("%s breaks nothing", async (_what, lines) => {
    const heard = await exchangeBytes(server.url, head(lines));
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(heard.toLowerCase()).toContain("access-control-allow-origin: *");
    expectNothingOfTheInside({ status: 0, headers: new Headers(), text: heard });
  });

  it.each<[string, string | Buffer]>([
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello there\r\n\r\n"],
    ["an endless method", `${"G".repeat(100_000)} / HTTP/1.1\r\n\r\n`],
    ["HTTP/9", "POST / HTTP/9.9\r\n\r\n"],
    [
      "an absolute path to somewhere else",
      "POST http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ],
    ["a path that climbs", "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
    [
      "a path with a broken escape",
      "GET /%zz/.well-known/jwks.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
    ["a path with a NUL", "GET /%00/.well-known/jwks.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
    [
      "a host with spaces",
      "POST / HTTP/1.1\r\nHost: a b c\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ],
    ["no host", "POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"],
  ])("%s breaks nothing", async (_what, bytes) => {
    const heard = await exchangeBytes(server.url, bytes);
    expect(heard).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expectNothingOfTheInside({ status: 0, headers: new Headers(), text: heard });
  });

  it.each(["GET", "PUT", "DELETE", "PATCH", "PROPFIND"])(
    "%s is no way to call an operation",
    async (method) => {
      const answer = await fetch(server.url, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    },
  );

  it("what is reflected in an answer's header cannot start a new one", async () => {
    const name = "a\r\nSet-Cookie: x=1";
    const answer = await send("InitiateAuth", JSON.stringify(signIn({ ClientId: name })));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const other = await send(
      "InitiateAuth",
      JSON.stringify(signIn({ AuthFlow: "ключ\u2028\u0000\u{1F511}" })),
    );
    expect(other.status).toBe(400);
  });
});
