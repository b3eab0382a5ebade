import { createHash } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { ServiceError } from "../kernel/errors.ts";
import { formatBasic } from "../kernel/instants.ts";
import { parseAuthorization } from "./signature-header.ts";
import { allowedSkew, checkSignature, computeSignature, type SignedRequest } from "./signature.ts";

const exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/** The request of AWS's published signature test suite, 2015-08-30, `us-east-1`, service `service`. */
function exampleRequest(changes: Partial<SignedRequest> = {}): SignedRequest {
  const headers = { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z", ...changes.headers };
  return { method: "GET", path: "/", query: "", body: Buffer.alloc(0), ...changes, headers };
}

const exampleScope = {
  day: "20150830",
  region: "us-east-1",
  service: "service",
  signedHeaders: ["host", "x-amz-date"],
};

describe("the signatures of AWS's published test suite", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  it.each<[string, SignedRequest, readonly string[], string]>([
    ["get-vanilla", exampleRequest(), [], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    [
      "post-vanilla",
      exampleRequest({ method: "POST" }),
      [],
      "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ],
    [
      "get-vanilla-query-order-key-case",
      exampleRequest({ query: "Param2=value2&Param1=value1" }),
      [],
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
    [
      "post-x-www-form-urlencoded",
      exampleRequest({ method: "POST", headers: form, body: Buffer.from("Param1=value1") }),
      ["content-type"],
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ])("%s", (_name, request, more, signature) => {
    const signedHeaders = [...more, ...exampleScope.signedHeaders];
    expect(computeSignature(request, { ...exampleScope, signedHeaders }, exampleSecret)).toBe(signature);
  });

  it("the example of the general reference: ListUsers of IAM", () => {
    const request = exampleRequest({
      query: "Action=ListUsers&Version=2010-05-08",
      headers: {
        host: "iam.amazonaws.com",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
    });
    const scope = { ...exampleScope, service: "iam", signedHeaders: ["content-type", "host", "x-amz-date"] };
    expect(computeSignature(request, scope, exampleSecret)).toBe(
      "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    );
  });

  it("parameters are ordered by name before value", () => {
    const sorted = exampleRequest({ query: "a=2&a-=1" });
    const shuffled = exampleRequest({ query: "a-=1&a=2" });
    expect(computeSignature(shuffled, exampleScope, exampleSecret)).toBe(
      computeSignature(sorted, exampleScope, exampleSecret),
    );
  });
});

interface Signed {
  request: SignedRequest;
  now: number;
}

/** A request as the AWS SDK signs it, caught before it leaves. */
async function signWithSdk(): Promise<Signed> {
  const caught: SignedRequest[] = [];
  const client = new CognitoIdentityProviderClient({
    region: "eu-west-1",
    endpoint: "http://localhost:9229",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: exampleSecret },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: {
        method: string;
        path: string;
        headers: Record<string, string>;
        body: string | Uint8Array;
      }) => {
        const lower = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
        caught.push({
          method: request.method,
          path: request.path,
          query: "",
          headers: Object.fromEntries(lower),
          body: Buffer.from(request.body),
        });
        throw new Error("caught");
      },
    },
  });
  await expect(client.send(new ListUserPoolsCommand({ MaxResults: 60 }))).rejects.toThrow("caught");
  const request = caught[0]!;
  const date = request.headers["x-amz-date"] ?? "";
  const now = Date.parse(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, (_all, ...parts: string[]) => {
      const [year, month, day, hour, minute, second] = parts;
      return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    }),
  );
  return { request, now };
}

function judge({ request, now }: Signed, secret = exampleSecret): string {
  try {
    const authorization = parseAuthorization(request.headers["authorization"] ?? "");
    checkSignature({ request, authorization, secret, now });
    return "accepted";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return `${error.type}: ${error.message}`;
  }
}

const withHeader = ({ request, now }: Signed, name: string, value: string): Signed => ({
  request: { ...request, headers: { ...request.headers, [name]: value } },
  now,
});

/** The same request signed by our own computation, for what the SDK would never send. */
function signAgain(
  { request, now }: Signed,
  changes: { signedHeaders?: string[]; service?: string },
): Signed {
  const claimed = parseAuthorization(request.headers["authorization"] ?? "");
  const scope = { ...claimed, ...changes };
  const signature = computeSignature(request, scope, exampleSecret);
  const place = `${scope.accessKeyId}/${scope.day}/${scope.region}/${scope.service}/aws4_request`;
  const value = `AWS4-HMAC-SHA256 Credential=${place}, SignedHeaders=${scope.signedHeaders.join(";")}, Signature=${signature}`;
  return withHeader({ request, now }, "authorization", value);
}

const mismatch = /^InvalidSignatureException: The request signature we calculated does not match/;

describe("a request signed by the AWS SDK", () => {
  it("is accepted", async () => {
    expect(judge(await signWithSdk())).toBe("accepted");
  });

  it("is accepted when it says the right payload hash, refused when it says another or none", async () => {
    const signed = await signWithSdk();
    const hash = createHash("sha256").update(signed.request.body).digest("hex");
    const claim = (value: string): Signed => {
      const claimed = withHeader(signed, "x-amz-content-sha256", value);
      const names = parseAuthorization(signed.request.headers["authorization"] ?? "").signedHeaders;
      return signAgain(claimed, {
        signedHeaders: [...new Set([...names, "x-amz-content-sha256"])].toSorted(),
      });
    };
    expect(judge(claim(hash))).toBe("accepted");
    expect(judge(claim("0".repeat(64)))).toMatch(mismatch);
    expect(judge(claim("UNSIGNED-PAYLOAD"))).toMatch(mismatch);
  });

  it.each<[string, (signed: Signed) => Signed]>([
    [
      "body",
      (signed) => ({ ...signed, request: { ...signed.request, body: Buffer.from('{"MaxResults":61}') } }),
    ],
    ["method", (signed) => ({ ...signed, request: { ...signed.request, method: "PUT" } })],
    ["path", (signed) => ({ ...signed, request: { ...signed.request, path: "/other" } })],
    ["query", (signed) => ({ ...signed, request: { ...signed.request, query: "a=b" } })],
    ["host", (signed) => withHeader(signed, "host", "elsewhere.example")],
    ["content type", (signed) => withHeader(signed, "content-type", "text/plain")],
    [
      "target",
      (signed) => withHeader(signed, "x-amz-target", "AWSCognitoIdentityProviderService.DeleteUserPool"),
    ],
    ["date", (signed) => withHeader(signed, "x-amz-date", formatBasic(signed.now + 1000))],
  ])("is refused with another %s", async (_what, alter) => {
    expect(judge(alter(await signWithSdk()))).toMatch(mismatch);
  });

  it("is refused with the secret of another key", async () => {
    expect(judge(await signWithSdk(), "another secret")).toMatch(mismatch);
  });

  it.each([
    ["host", "content-type;x-amz-date;x-amz-target"],
    ["x-amz-date", "content-type;host;x-amz-target"],
    ["x-amz-target", "content-type;host;x-amz-date"],
  ])("is refused unless %s is signed", async (name, signedHeaders) => {
    const signed = signAgain(await signWithSdk(), { signedHeaders: signedHeaders.split(";") });
    expect(judge(signed)).toBe(
      `InvalidSignatureException: '${name}' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  });

  it("is refused for another service", async () => {
    expect(judge(signAgain(await signWithSdk(), { service: "s3" }))).toBe(
      "InvalidSignatureException: Credential should be scoped to correct service: 'cognito-idp'.",
    );
  });

  it("is refused with a scope of another day", async () => {
    const signed = await signWithSdk();
    const authorization = (signed.request.headers["authorization"] ?? "").replace(/\/\d{8}\//, "/20200101/");
    expect(judge(withHeader(signed, "authorization", authorization))).toBe(
      "InvalidSignatureException: Date in Credential scope does not match the date of the request.",
    );
  });

  it.each([
    [-allowedSkew - 1000, /^InvalidSignatureException: Signature not yet current: /],
    [-allowedSkew, /^accepted$/],
    [-1000, /^accepted$/],
    [allowedSkew, /^accepted$/],
    [allowedSkew + 1000, /^InvalidSignatureException: Signature expired: \d{8}T\d{6}Z is now earlier than /],
  ])("and judged %i ms after its date", async (skew, outcome) => {
    const { request, now } = await signWithSdk();
    expect(judge({ request, now: now + skew })).toMatch(outcome);
  });

  it.each(["", "yesterday", "20260230T000000Z", "20261301T000000Z", "2026-03-01T00:00:00Z"])(
    "is incomplete with the date '%s'",
    async (date) => {
      expect(judge(withHeader(await signWithSdk(), "x-amz-date", date))).toMatch(
        /^IncompleteSignatureException: X-Amz-Date/,
      );
    },
  );
});

describe("an Authorization header", () => {
  const hex = "0".repeat(64);
  const credential = "Credential=AKID/20260301/eu-west-1/cognito-idp/aws4_request";
  it.each([
    ["Bearer abc", /algorithm/],
    ["AWS4-HMAC-SHA256", /algorithm/],
    [`AWS4-HMAC-SHA256 SignedHeaders=host, Signature=${hex}`, /'Credential'/],
    [`AWS4-HMAC-SHA256 ${credential}, Signature=${hex}`, /'SignedHeaders'/],
    [`AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host`, /'Signature'/],
    [`AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=${hex}0`, /'Signature'/],
    [`AWS4-HMAC-SHA256 ${credential}, SignedHeaders=Host, Signature=${hex}`, /'SignedHeaders'/],
    [`AWS4-HMAC-SHA256 ${credential}, SignedHeaders=x;a, Signature=${hex}`, /'SignedHeaders'/],
    [`AWS4-HMAC-SHA256 Credential=AKID/eu-west-1, SignedHeaders=host, Signature=${hex}`, /Credential must/],
  ])("is incomplete as '%s'", (header, message) => {
    expect(() => parseAuthorization(header)).toThrow(message);
    expect(() => parseAuthorization(header)).toThrow(
      expect.objectContaining({ type: "IncompleteSignatureException" }),
    );
  });

  it("is read with and without blanks after its commas", () => {
    const header = `AWS4-HMAC-SHA256 ${credential},SignedHeaders=host;x-amz-date,Signature=${hex}`;
    expect(parseAuthorization(header)).toEqual(parseAuthorization(header.replaceAll(",", ", ")));
  });
});
