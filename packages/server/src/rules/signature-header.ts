/** The Authorization header of Signature Version 4: what a signed request says of its signature. */
import { ServiceError } from "../kernel/errors.ts";

/** The only algorithm: HMAC-SHA-256 with a key derived for one day, region and service. */
export const algorithm = "AWS4-HMAC-SHA256";

/** What an Authorization header claims. */
export interface Authorization {
  readonly accessKeyId: string;
  /** The scope's day, `YYYYMMDD`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case names, sorted. */
  readonly signedHeaders: readonly string[];
  /** 64 hex digits. */
  readonly signature: string;
}

/**
 * Reads an Authorization header.
 *
 * @throws ServiceError IncompleteSignatureException for anything that is not Signature Version 4 with all three parts.
 */
export function parseAuthorization(header: string): Authorization {
  if (!header.startsWith(`${algorithm} `)) {
    throw incomplete(`Authorization header must use the algorithm ${algorithm}.`);
  }
  const parts = new Map(header.slice(algorithm.length).split(",").map(splitPart));
  const [credential, names, signature] = ["Credential", "SignedHeaders", "Signature"].map((name) =>
    demandPart(parts, name),
  );
  const signedHeaders = (names ?? "").split(";");
  if (!isSortedLowerCase(signedHeaders)) {
    throw incomplete("'SignedHeaders' must be lower-case names in order, separated by semicolons.");
  }
  if (!/^[0-9a-f]{64}$/.test(signature ?? "")) throw incomplete("'Signature' must be 64 hexadecimal digits.");
  return { ...parseCredential(credential ?? ""), signedHeaders, signature: signature ?? "" };
}

function splitPart(part: string): [string, string] {
  const equals = part.indexOf("=");
  return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
}

function demandPart(parts: ReadonlyMap<string, string>, name: string): string {
  const value = parts.get(name);
  if (value === undefined || value === "")
    throw incomplete(`Authorization header requires '${name}' parameter.`);
  return value;
}

function isSortedLowerCase(names: readonly string[]): boolean {
  return names.every(
    (name, at) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && (at === 0 || (names[at - 1] ?? "") < name),
  );
}

type Credential = Pick<Authorization, "accessKeyId" | "day" | "region" | "service">;

function parseCredential(credential: string): Credential {
  const found = /^([\w-]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/.exec(
    credential,
  );
  const [, accessKeyId, day, region, service] = found ?? [];
  if (accessKeyId === undefined || day === undefined || region === undefined || service === undefined) {
    throw incomplete("Credential must have the form <access key id>/<date>/<region>/<service>/aws4_request.");
  }
  return { accessKeyId, day, region, service };
}

/** The refusal of a signature that cannot even be checked. */
export function incomplete(message: string): ServiceError {
  return new ServiceError("IncompleteSignatureException", message, "signature_incomplete");
}
