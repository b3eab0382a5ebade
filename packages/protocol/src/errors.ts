// Every error name that can go over the wire, its HTTP status and its shape in body and headers. What an error means for a
// person, and when it is raised, is the server's business; here is only how clients read it.
import { faultNames, type ModelErrorName } from "./operations.gen.ts";

/** Errors of the front door: generic AWS ones that stand in no operation's list, and our own for 405, 413 and 501. */
export type FrontDoorErrorName =
  | "AccessDeniedException"
  | "IncompleteSignatureException"
  | "InvalidSignatureException"
  | "MethodNotAllowedException"
  | "MissingAuthenticationTokenException"
  | "OperationNotImplementedException"
  | "RequestEntityTooLargeException"
  | "SerializationException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException";

/** The name of an error as clients see it, in `__type`. */
export type ErrorName = ModelErrorName | FrontDoorErrorName;

/** An error ready for the wire. An empty message is left out of body and headers. */
export interface WireFault {
  type: ErrorName;
  message: string;
}

const statuses: ReadonlyMap<ErrorName, number> = new Map<ErrorName, number>([
  ...faultNames.map((name) => [name, 500] as const),
  ["MethodNotAllowedException", 405],
  ["RequestEntityTooLargeException", 413],
  ["OperationNotImplementedException", 501],
]);

/**
 * The HTTP status of an error: 400 for everything a client can cause, whatever 401, 403 or 404 its name suggests (the API
 * reference says 400 throughout, and clients look at the name).
 */
export function statusOf(type: ErrorName): number {
  return statuses.get(type) ?? 400;
}

/**
 * The body of an error answer, JSON text.
 *
 * @example errorBody({ type: "CodeMismatchException", message: "Invalid code received for user" })
 */
export function errorBody(fault: WireFault): string {
  if (fault.message === "") return JSON.stringify({ __type: fault.type });
  return JSON.stringify({ __type: fault.type, message: fault.message });
}

/** Clients' HTTP parsers refuse long header blocks; the body has the whole text. */
const longestHeaderMessage = 1024;

/**
 * The headers that repeat an error. Clients trust `x-amzn-errortype` before the body and cut it at the colon. The message
 * keeps only printable ASCII and Latin-1, so that no text can end the header or break the answer (RFC 9110 section 5.5).
 */
export function errorHeaders(fault: WireFault): Record<string, string> {
  const headers: Record<string, string> = { "x-amzn-errortype": `${fault.type}:` };
  const message = fault.message
    .slice(0, longestHeaderMessage)
    .replace(/\s+/g, " ")
    .replace(/[^\x20-\x7e\xa0-\xff]/g, "?")
    .trim();
  if (message !== "") headers["x-amzn-errormessage"] = message;
  return headers;
}
