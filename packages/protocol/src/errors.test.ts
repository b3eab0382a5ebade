import { expect, test } from "vitest";
import { errorBody, errorHeaders, statusOf, type WireFault } from "./errors.ts";
import { shapeNames, shapeOf } from "./model.ts";
import type { ModelErrorName } from "./operations.gen.ts";

test("every error a client can cause has status 400, the service's own have 500", () => {
  const exceptions = shapeNames().filter((name) => {
    const shape = shapeOf(name);
    return shape.type === "structure" && shape.exception === true;
  });
  expect(exceptions).toHaveLength(59);
  // The names were just taken from the model's exceptions.
  const statuses = Object.groupBy(exceptions as ModelErrorName[], statusOf);
  expect(statuses[500]).toEqual(["InternalErrorException", "InternalServerException"]);
  expect(statuses[400]).toHaveLength(57);
});

test("the front door's errors have the status of their cause", () => {
  expect(statusOf("SerializationException")).toBe(400);
  expect(statusOf("InvalidSignatureException")).toBe(400);
  expect(statusOf("MethodNotAllowedException")).toBe(405);
  expect(statusOf("RequestEntityTooLargeException")).toBe(413);
  expect(statusOf("OperationNotImplementedException")).toBe(501);
});

test("body and headers say the same", () => {
  const fault: WireFault = {
    type: "NotAuthorizedException",
    message: "Incorrect username or password.",
  };
  expect(errorBody(fault)).toBe(
    '{"__type":"NotAuthorizedException","message":"Incorrect username or password."}',
  );
  expect(errorHeaders(fault)).toEqual({
    "x-amzn-errortype": "NotAuthorizedException:",
    "x-amzn-errormessage": "Incorrect username or password.",
  });
});

test("an error without a message has none anywhere", () => {
  const fault: WireFault = { type: "UnknownOperationException", message: "" };
  expect(errorBody(fault)).toBe('{"__type":"UnknownOperationException"}');
  expect(errorHeaders(fault)).toEqual({ "x-amzn-errortype": "UnknownOperationException:" });
});

test("no message can end the header, leave Latin-1 or be long", () => {
  const message = `Value 'a\r\nSet-Cookie: x=1\u0000\u2028é😀' ${"y".repeat(9000)}`;
  const header = errorHeaders({ type: "InvalidParameterException", message })["x-amzn-errormessage"] ?? "";
  expect(header.startsWith("Value 'a Set-Cookie: x=1? é??'")).toBe(true);
  expect(header).toMatch(/^[\x20-\x7e\xa0-\xff]{1,1024}$/);
  expect(() => new Headers({ header })).not.toThrow();
});
