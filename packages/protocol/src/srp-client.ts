// What a client needs of the protocol to prove passwords and devices, and nothing that would carry the model with it.
export { startSrpInTurns, signPasswordClaim, SrpRefusal, type PasswordProof, type SrpStart } from "./srp.ts";
export { formatTimestamp } from "./srp-timestamp.ts";
export { deviceRandomLength, generateDeviceVerifier, type DeviceVerifierWire } from "./device-verifier.ts";
