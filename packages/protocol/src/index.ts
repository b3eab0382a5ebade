// What both ends of the user pools protocol must agree on: the operations and their types, the checks of inputs, the errors,
// and the arithmetic of SRP, device verifiers, secret hashes and software tokens. No dependencies; runs in browsers and Node.
export type * from "./operations.gen.ts";
export { faultNames, operationNames } from "./operations.gen.ts";
export {
  isOperationName,
  operationOf,
  serviceName,
  shapeNames,
  shapeOf,
  type OperationFacts,
  type Shape,
  type StructureShape,
} from "./model.ts";
export { isJsonObject, parseBody, type JsonObject, type JsonValue, type ParsedBody } from "./json.ts";
export { checkInput, checkOutput, type CheckedInput } from "./validate.ts";
export {
  errorBody,
  errorHeaders,
  statusOf,
  type ErrorName,
  type FrontDoorErrorName,
  type WireFault,
} from "./errors.ts";
