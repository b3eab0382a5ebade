/**
 * What browsers answer, read strictly: RegistrationResponseJSON and AuthenticationResponseJSON (WebAuthn Level 3, sections
 * 5.1.8 and 5.8.1). Members that nobody here looks at are dropped.
 */
import type { PasskeyAttachment } from "../../kernel/records.ts";

interface Response {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
}

/** The answer to a registration. */
export interface RegistrationResponse extends Response {
  readonly authenticatorAttachment?: PasskeyAttachment;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports: string[];
  };
}

/** The answer to a sign-in. */
export interface AssertionResponse extends Response {
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string;
  };
}

/** What the browser says about where and for what it was asked (section 5.8.1). */
export interface ClientData {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean;
}

/** Credential ids are at most 1,023 bytes (section 4). */
const longestId = 1364;
/** No authenticator says as much. */
const longestPart = 65_536;
const mostTransports = 8;

/** Reads a registration's answer; undefined for anything else. */
export function readRegistration(document: unknown): RegistrationResponse | undefined {
  const outer = readOuter(document);
  if (outer === undefined) return undefined;
  const { inner, attachment, ...ids } = outer;
  const clientDataJSON = readBase64(inner["clientDataJSON"]);
  const attestationObject = readBase64(inner["attestationObject"]);
  if (clientDataJSON === undefined || attestationObject === undefined) return undefined;
  const response = { clientDataJSON, attestationObject, transports: readTransports(inner["transports"]) };
  return { ...ids, response, ...(attachment && { authenticatorAttachment: attachment }) };
}

/** Reads a sign-in's answer from its JSON text; undefined for anything else. */
export function readAssertion(text: string): AssertionResponse | undefined {
  const outer = readOuter(parse(text));
  if (outer === undefined) return undefined;
  const { inner, attachment: _, ...ids } = outer;
  const clientDataJSON = readBase64(inner["clientDataJSON"]);
  const authenticatorData = readBase64(inner["authenticatorData"]);
  const signature = readBase64(inner["signature"]);
  if (clientDataJSON === undefined || authenticatorData === undefined || signature === undefined)
    return undefined;
  const userHandle = inner["userHandle"] ?? undefined;
  if (userHandle !== undefined && readBase64(userHandle) === undefined) return undefined;
  const response = { clientDataJSON, authenticatorData, signature };
  // The line before has just looked: a text in base64url, or absent.
  return { ...ids, response: { ...response, ...(userHandle ? { userHandle: userHandle as string } : {}) } };
}

/** Reads the browser's own statement; undefined if it is none. */
export function readClientData(clientDataJSON: string): ClientData | undefined {
  const data = parse(Buffer.from(clientDataJSON, "base64url").toString());
  if (!isObject(data)) return undefined;
  const { type, challenge, origin, crossOrigin, topOrigin } = data;
  if (typeof type !== "string" || typeof challenge !== "string" || typeof origin !== "string")
    return undefined;
  return { type, challenge, origin, crossOrigin: crossOrigin === true || topOrigin !== undefined };
}

interface Outer extends Response {
  readonly inner: Readonly<Record<string, unknown>>;
  readonly attachment: PasskeyAttachment | undefined;
}

function readOuter(document: unknown): Outer | undefined {
  if (!isObject(document) || !isObject(document["response"])) return undefined;
  const id = readBase64(document["id"]);
  if (id === undefined || id.length > longestId || document["rawId"] !== id) return undefined;
  if (document["type"] !== "public-key") return undefined;
  const attachment = document["authenticatorAttachment"];
  return {
    id,
    rawId: id,
    type: "public-key",
    inner: document["response"],
    attachment: attachment === "platform" || attachment === "cross-platform" ? attachment : undefined,
  };
}

/** How the authenticator can be reached: hints for the browser, kept as they are if they look like any. */
function readTransports(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const names = value.filter(
    (each): each is string => typeof each === "string" && /^[a-z-]{1,20}$/.test(each),
  );
  return [...new Set(names)].slice(0, mostTransports);
}

function readBase64(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= longestPart && /^[\w-]+$/.test(value)
    ? value
    : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not an answer; the caller refuses it like any other.
    return undefined;
  }
}
