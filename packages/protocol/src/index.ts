// What both ends of the user pools protocol must agree on: the operations and their types, the checks of inputs, the errors,
// and the arithmetic of SRP, device verifiers, secret hashes and software tokens. No dependencies; runs in browsers and Node.
export type * from "./operations.gen.ts";
export { extensionNames, faultNames, operationNames } from "./operations.gen.ts";
export {
  everyOperation,
  isOperationName,
  operationOf,
  serviceName,
  serviceOf,
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
export {
  bytesToHex,
  bytesToInteger,
  concatBytes,
  decodeBase64,
  encodeBase64,
  utf8,
  type Bytes,
} from "./bytes.ts";
export { modPow, modulo } from "./modular.ts";
export {
  claimInput,
  clientSecret,
  computeVerifier,
  derivePasswordKey,
  identityInput,
  pad,
  parseHexInteger,
  privateKeyInput,
  scramblingInput,
  serverPublicValue,
  serverSecret,
  sessionKeyInfo,
  sessionKeyLength,
  signPasswordClaim,
  SrpRefusal,
  startSrp,
  toHex,
  srpGroup,
  verifierOf,
  type PasswordClaim,
  type PasswordIdentity,
  type PasswordProof,
  type SrpExchange,
  type SrpGroup,
  type SrpStart,
} from "./srp.ts";
export { formatTimestamp, parseTimestamp } from "./srp-timestamp.ts";
export {
  computeDeviceVerifier,
  deviceRandomLength,
  formatDeviceVerifier,
  generateDeviceVerifier,
  parseDeviceVerifier,
  type DeviceIdentity,
  type DeviceVerifier,
  type DeviceVerifierWire,
} from "./device-verifier.ts";
export { secretHash } from "./secret-hash.ts";
export { decodeBase32, encodeBase32 } from "./base32.ts";
export { codeDigits, computeCode, counterBytes, stepAt, stepSeconds, truncateHmac } from "./totp.ts";
