/** Operators' signatures (C14): forged, stale, moved to another body, operation, moment or host, or left out, against a running server. */
import { randomBytes } from "node:crypto";
import { serviceName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, post, type RawAnswer } from "../support/raw-request.ts";
import { newOperatorKey, type RunningServer, startRunningServer } from "../support/running-server.ts";
import { formatDate, signHeaders, type Signing } from "../support/signature.ts";

const body = JSON.stringify({ MaxResults: 1 });
const second = 1000;
const minute = 60 * second;

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterAll(() => server.stop());

const headersOf = (name = "ListUserPools"): Record<string, string> => ({
  host: new URL(server.url).host,
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": `${serviceName}.${name}`,
});

const sign = (changes: Partial<Signing> = {}): Record<string, string> =>
  signHeaders({ key: server.operatorKey, headers: headersOf(), body, ...changes });

const send = (headers: Record<string, string>, sent = body, name = "ListUserPools"): Promise<RawAnswer> =>
  post(server.url, name, sent, headers);

const mismatch = { type: "InvalidSignatureException" };
const incomplete = { type: "IncompleteSignatureException" };
const unknown = { type: "UnrecognizedClientException" };
const missing = { type: "MissingAuthenticationTokenException" };

describe("an operator operation", () => {
  it("is answered for a right signature", async () => {
    expect((await send(sign())).status).toBe(200);
  });

  it("is refused without a signature, with one in the query, or with another scheme (E5)", async () => {
    expectRefusal(await send({}), missing);
    const { authorization = "", "x-amz-date": date = "" } = sign();
    const [, credential = "", names = "", signature = ""] =
      /Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)/.exec(authorization) ?? [];
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": credential,
      "X-Amz-Date": date,
      "X-Amz-SignedHeaders": names,
      "X-Amz-Signature": signature,
    });
    expectRefusal(await post(`${server.url}/?${query}`, "ListUserPools", body), missing);
    for (const scheme of [
      "Bearer x",
      "Basic YTpi",
      "AWS4-HMAC-SHA512 x",
      "aws4-hmac-sha256 x",
      "AWS4-HMAC-SHA256",
      "AWS a:b",
    ])
      expectRefusal(await send({ authorization: scheme, "x-amz-date": date }), incomplete);
  });

  it("is refused for any part of the Authorization altered", async () => {
    const { authorization = "", ...rest } = sign();
    const alterations: [RegExp, string, { type: string }][] = [
      [/Signature=./, "Signature=", incomplete],
      [/Signature=.*/, `Signature=${"0".repeat(64)}`, mismatch],
      [/Signature=(.*)/, "Signature=$1$1", incomplete],
      [/Signature=.*/, "Signature=", incomplete],
      [/, Signature=.*/, "", incomplete],
      [/SignedHeaders=[^,]*, /, "", incomplete],
      [/Credential=[^,]*, /, "", incomplete],
      [/SignedHeaders=[^,]*/, "SignedHeaders=", incomplete],
      [/SignedHeaders=content-type;/, "SignedHeaders=", mismatch],
      [/content-type;host/, "host;content-type", incomplete],
      [/content-type;host/, "Content-Type;host", incomplete],
      [/eu-west-1/, "us-east-1", mismatch],
      [/cognito-idp\//, "s3/", mismatch],
      [/aws4_request/, "aws5_request", incomplete],
      [/\/\d{8}\//, "/20200101/", mismatch],
      [/Credential=PH/, "Credential=PX", unknown],
      [/Credential=[^/]*/, "Credential=", incomplete],
      [/Credential=[^/]*/, "Credential=' or 1=1", incomplete],
    ];
    for (const [part, replacement, refusal] of alterations) {
      const forged = authorization.replace(part, replacement);
      expect(forged).not.toBe(authorization);
      const answer = await send({ ...rest, authorization: forged });
      expect(answer.text, forged).toContain(refusal.type);
      expectRefusal(answer, refusal);
    }
    expect((await send({ ...rest, authorization })).status).toBe(200);
  });

  it("is refused for an unknown key and for the secret of another", async () => {
    expectRefusal(await send(sign({ key: newOperatorKey() })), unknown);
    const { accessKeyId } = server.operatorKey;
    for (const secretAccessKey of [
      "",
      server.operatorKey.secretAccessKey.toUpperCase(),
      randomBytes(30).toString("base64url"),
    ])
      expectRefusal(await send(sign({ key: { accessKeyId, secretAccessKey } })), mismatch);
  });

  it("is refused with somebody's session token, which ours do not have", async () => {
    expectRefusal(await send({ ...sign(), "x-amz-security-token": "FwoGZXIvYXdzE" }), unknown);
  });

  it.each<[string, number, boolean]>([
    ["4:50 old", -290 * second, true],
    ["4:50 ahead", 290 * second, true],
    ["5:10 old", -310 * second, false],
    ["5:10 ahead", 310 * second, false],
    ["a day old", -1440 * minute, false],
    ["a year ahead", 365 * 1440 * minute, false],
  ])("signed %s", async (_what, offset, accepted) => {
    const answer = await send(sign({ now: Date.now() + offset }));
    if (accepted) expect(answer.status).toBe(200);
    else expectRefusal(answer, mismatch);
  });

  it("is refused with another date than the one that was signed, or with one that is none", async () => {
    for (const date of [formatDate(Date.now() + 5 * second), formatDate(Date.now() - minute)])
      expectRefusal(await send({ ...sign(), "x-amz-date": date }), mismatch);
    for (const date of ["", "now", "20260301", "2026-03-01T09:05:07Z", "99999999T999999Z"])
      expectRefusal(await send({ ...sign(), "x-amz-date": date }), incomplete);
    const { authorization = "" } = sign();
    expectRefusal(await send({ authorization, date: new Date().toUTCString() }), incomplete);
  });

  it("is refused for another body, down to a blank", async () => {
    for (const other of [JSON.stringify({ MaxResults: 60 }), `${body} `, "", "{}"])
      expectRefusal(await send(sign(), other), mismatch);
  });

  it("is refused for another operation", async () => {
    const pool = JSON.stringify({ UserPoolId: "eu-west-1_Abc123XyZ" });
    const headers = signHeaders({
      key: server.operatorKey,
      headers: headersOf("DescribeUserPool"),
      body: pool,
    });
    expectRefusal(await send(headers, pool, "DeleteUserPool"), mismatch);
  });

  it.each(["host", "x-amz-date", "x-amz-target"])("is refused where %s is not signed", async (name) => {
    const all = ["content-type", "host", "x-amz-date", "x-amz-target"];
    expectRefusal(await send(sign({ signedNames: all.filter((each) => each !== name) })), mismatch);
  });

  it("is refused for another host, path or query than the signed one", async () => {
    const elsewhere = { ...headersOf(), host: "elsewhere.example" };
    expectRefusal(await send(sign({ headers: elsewhere })), mismatch);
    expectRefusal(await post(`${server.url}/?a=b`, "ListUserPools", body, sign()), mismatch);
  });

  it("is refused for a payload that is not signed, whatever the header claims", async () => {
    for (const claim of ["UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "", "0".repeat(64)]) {
      const headers = { ...headersOf(), "x-amz-content-sha256": claim };
      const signed = signHeaders({ key: server.operatorKey, headers, body, payloadHash: claim });
      expectRefusal(await send({ ...signed, "x-amz-content-sha256": claim }), mismatch);
      expectRefusal(await send(sign({ payloadHash: claim })), mismatch);
    }
  });

  it("is not judged by its input before its signature", async () => {
    const absurd = JSON.stringify({ MaxResults: "many" });
    expectRefusal(await send({}, absurd), missing);
    expectRefusal(await send(sign(), absurd), mismatch);
    expectRefusal(await send(sign({ body: absurd }), absurd), { type: "SerializationException" });
  });
});

describe("a public operation", () => {
  it("does not mind a signature, right or wrong", async () => {
    for (const authorization of ["AWS4-HMAC-SHA256 nonsense", "Bearer x"]) {
      const answer = await post(server.url, "GetUser", JSON.stringify({ AccessToken: "x" }), {
        authorization,
      });
      expectRefusal(answer, { type: "NotAuthorizedException" });
    }
  });
});
