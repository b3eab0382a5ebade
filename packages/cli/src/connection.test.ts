import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "./connection.ts";
import { readArguments } from "./read-arguments.ts";
import { Refusal } from "./refusal.ts";

/** What a server answers next, and what it was asked. */
let answers: { status: number; body: string }[];
let asked: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[];
let server: Server;
let endpoint: string;
beforeEach(async () => {
  [answers, asked] = [[], []];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      asked.push({ headers: request.headers, body, path: request.url });
      const { status, body: text } = answers.shift() ?? { status: 200, body: "{}" };
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(text);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  server.close();
  server.closeAllConnections();
  await once(server, "close");
});

const key = { POOLHOUSE_ACCESS_KEY_ID: "PHAKTEST", POOLHOUSE_SECRET_ACCESS_KEY: "a-secret-of-16-or-more" };
const given = (...flags: string[]) =>
  readArguments({ name: "x", summary: "", connects: true, load: () => Promise.reject(new Error()) }, flags);
const refuse = (__type: string, message = ""): void =>
  void answers.push({ status: 400, body: JSON.stringify({ __type, message }) });

/** How the server's next answer is worded. */
async function hear(): Promise<unknown> {
  const connection = await connect(given("--endpoint", endpoint), key);
  return connection
    .ask("AdminGetUser", { UserPoolId: "p", Username: "ada" })
    .catch((error: unknown) => error);
}

describe("a question to a server", () => {
  it("is signed, names its operation, and goes to where the environment says", async () => {
    const connection = await connect(given(), { ...key, POOLHOUSE_ENDPOINT: `${endpoint}/idp/` });
    await connection.ask("ListUserPools", { MaxResults: 1 });
    await connection.ask("AdminListSoftwareTokens", { UserPoolId: "p", Username: "ada" });
    expect(asked[0]).toMatchObject({ path: "/idp", body: '{"MaxResults":1}' });
    expect(asked[0]?.headers).toMatchObject({
      "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools",
      authorization: expect.stringContaining("Credential=PHAKTEST/"),
    });
    expect(asked[1]?.headers).toMatchObject({ "x-amz-target": "PoolhouseService.AdminListSoftwareTokens" });
    for (const { headers } of asked) expect(JSON.stringify(headers)).not.toContain("a-secret-of");
  });

  it("is asked again while it is only too early", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const connection = await connect(given("--endpoint", endpoint), key);
    refuse("TooManyRequestsException");
    refuse("ThrottlingException");
    const answer = connection.ask("ListUserPools", { MaxResults: 1 });
    await vi.waitFor(() => expect(asked).toHaveLength(1), { interval: 1 });
    await vi.waitFor(
      async () => {
        await vi.advanceTimersByTimeAsync(500);
        expect(asked).toHaveLength(3);
      },
      { interval: 1, timeout: 10_000 },
    );
    expect(await answer).toEqual({});
  });

  it("is warned of where others can read along", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await connect(given("--endpoint", "https://id.example.com"), key);
    await connect(given("--endpoint", "http://localhost:1"), key);
    expect(said).not.toHaveBeenCalled();
    await connect(given("--endpoint", "http://id.example.com"), key);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("not encrypted"));
  });

  it("takes AWS's variables where its own are missing, and both of a pair or none", async () => {
    const names = { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "another-secret-16" };
    const connection = await connect(given("--endpoint", endpoint), {
      ...names,
      POOLHOUSE_ACCESS_KEY_ID: "x",
    });
    await connection.ask("ListUserPools", { MaxResults: 1 });
    expect(asked[0]?.headers["authorization"]).toContain("Credential=AKID/");
    await expect(connect(given(), { POOLHOUSE_ACCESS_KEY_ID: "x" })).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("a refusal says what to do", () => {
  it.each([
    ["UserNotFoundException", "User does not exist.", 3, "There is no user 'ada' in the user pool p."],
    ["ResourceNotFoundException", "User pool p does not exist.", 3, "User pool p does not exist."],
    ["InvalidSignatureException", "Signature expired: 2026 is now earlier than", 1, "clocks of this machine"],
    ["InvalidSignatureException", "The request signature we calculated", 1, "The secret is not that of"],
    ["UnrecognizedClientException", "The security token", 1, "does not know the operator key PHAKTEST"],
    [
      "AccessDeniedException",
      "no",
      1,
      "The policy of the operator key PHAKTEST does not allow AdminGetUser.",
    ],
    ["InternalErrorException", "", 1, "Its log says why"],
    ["InvalidParameterException", "Bad.", 1, "Bad. (InvalidParameterException)"],
    ["constructor", "", 1, "The server refused. (constructor)"],
  ])("to %s", async (type, message, exitCode, text) => {
    refuse(type, message);
    const refusal = await hear();
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ type, exitCode, message: expect.stringContaining(text) });
  });

  it.each([
    [404, "<html>Not found</html>"],
    [200, "<html>Welcome</html>"],
    [200, "[]x"],
    [502, ""],
  ])("to HTTP %d of somebody else", async (status, body) => {
    answers.push({ status, body });
    expect(await hear()).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(`no Poolhouse (HTTP ${status})`),
    });
  });
});
