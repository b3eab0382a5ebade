/** Signature Version 4 with everything open to tampering: the date, the scope, which headers are signed, and over what. */
import { createHash, createHmac } from "node:crypto";
import type { OperatorKey } from "./running-server.ts";

/** What is signed; everything but `key`, `headers` and `body` has the value an honest client would give it. */
export interface Signing {
  readonly key: OperatorKey;
  /** Lower-case names; `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly now?: number;
  readonly day?: string;
  readonly service?: string;
  readonly signedNames?: readonly string[];
  /** What stands in the canonical request for the body's hash. */
  readonly payloadHash?: string;
}

/** The headers to add: the date and the Authorization. */
export function signHeaders(signing: Signing): { "x-amz-date": string; authorization: string } {
  const { key, body, service = "cognito-idp" } = signing;
  const date = formatDate(signing.now ?? Date.now());
  const day = signing.day ?? date.slice(0, 8);
  const headers: Record<string, string> = { ...signing.headers, "x-amz-date": date };
  const names = (signing.signedNames ?? Object.keys(headers)).toSorted();
  const lines = names.map((name) => `${name}:${headers[name] ?? ""}`);
  const hash = signing.payloadHash ?? sha256(body);
  const canonical = ["POST", "/", "", ...lines, "", names.join(";"), hash].join("\n");
  const scope = [day, "eu-west-1", service, "aws4_request"];
  const claim = ["AWS4-HMAC-SHA256", date, scope.join("/"), sha256(canonical)].join("\n");
  const secret = scope.reduce<Buffer>(hmac, Buffer.from(`AWS4${key.secretAccessKey}`));
  const signature = hmac(secret, claim).toString("hex");
  const credential = [key.accessKeyId, ...scope].join("/");
  return {
    "x-amz-date": date,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** The date as the signature has it: `20260301T090507Z`. */
export const formatDate = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
