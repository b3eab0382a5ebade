/**
 * Signature Version 4: whether a request was signed with the secret of an operator's access key. Pure: the request, the secret
 * and the time are arguments. The scheme is AWS's page "Create a signed AWS API request"; what we demand beyond it
 * (five minutes, a signed target, no unsigned payload) is what keeps a signature good for one operation, one body, one moment.
 */
import { equalSecrets, hmacSha256, sha256 } from "../kernel/digests.ts";
import { ServiceError } from "../kernel/errors.ts";
import { minute } from "../kernel/clock.ts";
import { formatBasic, parseBasic } from "../kernel/instants.ts";
import { algorithm, type Authorization, incomplete } from "./signature-header.ts";

/** A request as the signature covers it. */
export interface SignedRequest {
  readonly method: string;
  /** The path as sent, percent-encoded. */
  readonly path: string;
  /** The query as sent, without the question mark; empty if there is none. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const signingName = "cognito-idp";

/** How far a request's date may be from ours, either way. */
export const allowedSkew: number = 5 * minute;

/** The headers without which a signature could be moved to another server, moment or operation. */
const mustBeSigned = ["host", "x-amz-date", "x-amz-target"];

/** A request, what it claims, and what to judge it by. */
export interface SignatureCheck {
  readonly request: SignedRequest;
  readonly authorization: Authorization;
  /** The secret half of the access key. */
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Accepts a request that was signed with the secret, for this service, within five minutes, over its exact body.
 *
 * @throws ServiceError InvalidSignatureException, or IncompleteSignatureException if there is no date to check.
 */
export function checkSignature(check: SignatureCheck): void {
  const { request, authorization } = check;
  demandSignedHeaders(authorization);
  checkScope(authorization, request);
  checkPayloadHash(request);
  const expected = computeSignature(request, authorization, check.secret);
  if (!equalSecrets(expected, authorization.signature)) throw mismatch("signature_mismatch");
  checkAge(dateOf(request), check.now);
}

function demandSignedHeaders({ signedHeaders }: Authorization): void {
  for (const name of mustBeSigned) {
    if (!signedHeaders.includes(name)) {
      throw invalid(
        `'${name}' must be a 'SignedHeader' in the AWS Authorization.`,
        "signature_header_unsigned",
      );
    }
  }
}

/** Any region will do, because a Poolhouse has no regions; the service and the day must be those of this request. */
function checkScope({ service, day }: Authorization, request: SignedRequest): void {
  if (service !== signingName) {
    throw invalid(
      `Credential should be scoped to correct service: '${signingName}'.`,
      "signature_scope_wrong",
    );
  }
  if (!formatBasic(dateOf(request)).startsWith(day)) {
    throw invalid(
      "Date in Credential scope does not match the date of the request.",
      "signature_scope_wrong",
    );
  }
}

/** The signature covers the body's real hash; a header that says another hash, or that there is none, is refused. */
function checkPayloadHash({ headers, body }: SignedRequest): void {
  const claimed = headers["x-amz-content-sha256"];
  if (claimed !== undefined && claimed !== sha256(body).toString("hex"))
    throw mismatch("signature_payload_mismatch");
}

/** The age is judged after the signature, so that nobody without a key learns this server's clock from the text. */
function checkAge(then: number, now: number): void {
  if (Math.abs(now - then) <= allowedSkew) return;
  const date = formatBasic(then);
  const late = then < now;
  const bound = formatBasic(late ? now - allowedSkew : now + allowedSkew);
  const sum = `(${formatBasic(now)} ${late ? "-" : "+"} 5 min.)`;
  throw late
    ? invalid(`Signature expired: ${date} is now earlier than ${bound} ${sum}`, "signature_expired")
    : invalid(`Signature not yet current: ${date} is still later than ${bound} ${sum}`, "signature_early");
}

function dateOf({ headers }: SignedRequest): number {
  const date = parseBasic(headers["x-amz-date"] ?? "");
  if (date === undefined) throw incomplete("X-Amz-Date must be a date of the form YYYYMMDD'T'HHMMSS'Z'.");
  return date;
}

/** The signature of a request, 64 hex digits (the four steps of "Create a signed AWS API request"). */
export function computeSignature(request: SignedRequest, scope: Scope, secret: string): string {
  const canonical = canonicalRequest(request, scope.signedHeaders);
  const place = [scope.day, scope.region, scope.service, "aws4_request"];
  const text = [
    algorithm,
    request.headers["x-amz-date"] ?? "",
    place.join("/"),
    sha256(canonical).toString("hex"),
  ].join("\n");
  const key = place.reduce<Uint8Array>((each, part) => hmacSha256(each, part), Buffer.from(`AWS4${secret}`));
  return hmacSha256(key, text).toString("hex");
}

/** What of an Authorization header the computation needs. */
export type Scope = Pick<Authorization, "day" | "region" | "service" | "signedHeaders">;

function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  return [
    request.method,
    // Every service but S3 has its path encoded once more than it was sent.
    request.path.split("/").map(encodePart).join("/"),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name])}`),
    "",
    signedHeaders.join(";"),
    sha256(request.body).toString("hex"),
  ].join("\n");
}

const canonicalValue = (value: string | undefined): string => (value ?? "").trim().replaceAll(/\s+/g, " ");

function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs = [...new URLSearchParams(query)].map(
    ([name, value]) => [encodePart(name), encodePart(value)] as const,
  );
  return pairs
    .toSorted(
      ([name, value], [otherName, otherValue]) =>
        byCodeUnit(name, otherName) || byCodeUnit(value, otherValue),
    )
    .map((pair) => pair.join("="))
    .join("&");
}

const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** RFC 3986 percent-encoding of everything but the unreserved characters. */
function encodePart(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function invalid(message: string, reason: string): ServiceError {
  return new ServiceError("InvalidSignatureException", message, reason);
}

function mismatch(reason: string): ServiceError {
  const message =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
    "and signing method. Consult the service documentation for details.";
  return invalid(message, reason);
}
