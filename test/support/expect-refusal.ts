/** What every refusal of the protocol has in common, whatever it refuses. */
import { type OperationName, operationOf } from "@poolhouse/protocol";
import { expect } from "vitest";
import type { WireAnswer } from "./wire-call.ts";

/** Errors that any request may meet before its operation is asked. */
const frontDoor = [
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "SerializationException",
  "UnrecognizedClientException",
];

/** Headers of every answer, without which browsers and SDKs cannot read it. */
export function expectProtocolHeaders({ headers, text }: WireAnswer): void {
  expect(headers.get("content-type")).toBe("application/x-amz-json-1.1");
  expect(headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("access-control-expose-headers")).toMatch(
    /^x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date/,
  );
  expect(headers.get("date")).not.toBeNull();
}

/** A refusal that clients can read: 400, and body and headers agree on an error that the operation may answer with. */
export function expectModelledRefusal(name: OperationName, answer: WireAnswer): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 400 });
  expectProtocolHeaders(answer);
  expect([...operationOf(name).errors, ...frontDoor]).toContain(answer.type);
  expect(answer.headers.get("x-amzn-errortype")).toBe(`${answer.type}:`);
  expect(answer.headers.get("x-amzn-errormessage")).toBe(answer.message?.slice(0, 1024));
}
