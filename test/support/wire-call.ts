/** The protocol by hand: any bytes for any operation, signed or not, and everything about the answer. */
import { createHash, createHmac } from "node:crypto";
import type { OperatorKey } from "./running-server.ts";
import { targetOf } from "./target.ts";

/** One request of the protocol. */
export interface WireCall {
  readonly name: string;
  /** Text is sent as it is; anything else as JSON. */
  readonly body: unknown;
  /** Who signs it; nobody if left out. */
  readonly signer?: OperatorKey | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What the body says it is: `__type` and `message` of a refusal. */
  readonly type: string | undefined;
  readonly message: string | undefined;
}

/** Sends one request and reads the answer. */
export async function sendCall(url: string, { name, body, signer }: WireCall): Promise<WireAnswer> {
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": targetOf(name),
  };
  const authority = new URL(url).host;
  const signed = signer === undefined ? {} : signCall({ host: authority, ...headers }, payload, signer);
  const answer = await fetch(url, { method: "POST", headers: { ...headers, ...signed }, body: payload });
  const text = await answer.text();
  const { __type: type, message } = readFault(text);
  return { status: answer.status, headers: answer.headers, text, type, message };
}

function readFault(text: string): { __type?: string; message?: string } {
  // Every answer of the protocol is empty or a JSON object.
  return text === "" ? {} : (JSON.parse(text) as { __type?: string; message?: string });
}

/** Signature Version 4 over these headers and the time, as AWS documents it for header authorization. */
function signCall(
  headers: Readonly<Record<string, string>>,
  payload: string,
  key: OperatorKey,
): { "x-amz-date": string; authorization: string } {
  const date = `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const scope = `${date.slice(0, 8)}/eu-west-1/cognito-idp/aws4_request`;
  const signed = Object.entries({ ...headers, "x-amz-date": date }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join("");
  const request = ["POST", "/", "", lines, names, hash(payload)].join("\n");
  const claim = ["AWS4-HMAC-SHA256", date, scope, hash(request)].join("\n");
  const signingKey = scope
    .split("/")
    .reduce<Buffer>((secret, part) => hmac(secret, part), Buffer.from(`AWS4${key.secretAccessKey}`));
  const signature = hmac(signingKey, claim).toString("hex");
  const credential = `${key.accessKeyId}/${scope}`;
  return {
    "x-amz-date": date,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
