// What the command line and the tests may use of the server; everything else is its own business.
export type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
export { checkInstallation, type Finding } from "./checkup.ts";
export { describeSettings } from "./config-settings.ts";
export { ConfigError } from "./config-error.ts";
export { describeConfig, type EffectiveSetting } from "./config-print.ts";
export { type Config, type OperatorKey, readConfig } from "./config.ts";
export { endOnFault } from "./crash.ts";
export { checkGateways, type GatewayCheck, sendTestMessage } from "./gateways.ts";
export { createLog, silentLog, type Log } from "./kernel/log.ts";
export { systemClock } from "./kernel/clock.ts";
export { systemRandom } from "./kernel/random.ts";
export { type Installation, openInstallation, type Parts, type RunningServer, startServer } from "./main.ts";
export { rotatePoolKeys } from "./keys/rotate-keys.ts";
export { call } from "./operations/call.ts";
export type { World } from "./operations/operation.ts";
export { findPasswordVerifier } from "./password-verifiers.ts";
export { createOperatorKey } from "./operator-keys.ts";
export { policyFault } from "./rules/key-policy.ts";
