/**
 * What to do about triggers while none can be run: a pool whose settings name one that would have to run here is refused.
 * A PreSignUp function may exist to turn people away; to go on without asking it would let them in.
 */
import type { LambdaConfigType } from "@poolhouse/protocol";
import { ServiceError } from "../kernel/errors.ts";
import type { PoolSettings } from "../kernel/settings.ts";

export type TriggerName = Exclude<keyof LambdaConfigType, "KMSKeyID" | "PreTokenGenerationConfig">;

/** Throws UnexpectedLambdaException if the pool's settings name one of these triggers. */
export function refuseTriggers(settings: PoolSettings, names: readonly TriggerName[]): void {
  const configured = names.find((name) => settings.LambdaConfig?.[name] !== undefined);
  if (configured === undefined) return;
  throw new ServiceError(
    "UnexpectedLambdaException",
    `${configured} invocation failed due to error TriggersNotBuilt.`,
    "triggers_not_built",
  );
}

/** The triggers that word or carry a message, for the channel it takes. */
export function messageTriggers(channel: "EMAIL" | "SMS"): TriggerName[] {
  return ["CustomMessage", channel === "EMAIL" ? "CustomEmailSender" : "CustomSMSSender"];
}
