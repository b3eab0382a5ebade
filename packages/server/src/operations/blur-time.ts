import type { OperationName } from "@poolhouse/protocol";
import type { ClientSettings } from "../kernel/settings.ts";
import { hidesUsers } from "../rules/sign-in/account-gate.ts";
import type { CallContext, Operation } from "./operation.ts";

/** The open operations by which a stranger could ask whether somebody exists. */
const asked: ReadonlySet<OperationName> = new Set([
  "InitiateAuth",
  "RespondToAuthChallenge",
  "SignUp",
  "ConfirmSignUp",
  "ResendConfirmationCode",
  "ForgotPassword",
  "ConfirmForgotPassword",
]);

/**
 * Runs an operation, and where it could tell by its time who exists and must not, holds its answer or refusal back for nought to
 * seven milliseconds, drawn by lot. What is done for nobody takes within some hundredths of a millisecond as long as what is done
 * for somebody; this hides the rest from anybody who asks less than many thousand times.
 */
export async function runBlurred<T>(
  ctx: CallContext & { readonly client?: { readonly settings: ClientSettings } | undefined },
  entry: Pick<Operation, "name">,
  work: () => Promise<T>,
): Promise<T> {
  const { random, pause } = ctx.world;
  const hides = asked.has(entry.name) && ctx.client !== undefined && hidesUsers(ctx.client.settings);
  if (!hides || pause === undefined) return work();
  try {
    return await work();
  } finally {
    await pause(random.bytes(1).readUInt8(0) & 7);
  }
}
