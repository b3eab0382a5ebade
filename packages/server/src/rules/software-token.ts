/** Software tokens: which step a code belongs to, and whether it may still be accepted (RFC 6238, contract MFA page section 3). */
import { computeCode, stepAt } from "@poolhouse/protocol";
import { equalSecrets, hmacSha1 } from "../kernel/digests.ts";

/** One step of 30 seconds each way is forgiven, for clocks and slow fingers (RFC 6238 section 5.2). */
const tolerance = 1;

export type SoftwareTokenCheck<T> =
  | { readonly outcome: "right"; readonly token: T; readonly step: number }
  | { readonly outcome: "replayed" }
  | { readonly outcome: "wrong" };

/**
 * Checks a code against the user's registrations. Steps at or below the highest accepted one are used up, even those that
 * nobody typed, so an older code cannot follow a newer one. All steps are computed whatever matches.
 *
 * @param now milliseconds since the epoch
 */
export function checkSoftwareToken<T extends { readonly secret: Uint8Array; readonly lastStep: number }>(
  tokens: readonly T[],
  code: string,
  now: number,
): SoftwareTokenCheck<T> {
  const present = stepAt(Math.floor(now / 1000));
  let found: SoftwareTokenCheck<T> = { outcome: "wrong" };
  for (const token of tokens) {
    for (let step = present - tolerance; step <= present + tolerance; step += 1) {
      if (!equalSecrets(code, codeOf(token.secret, step))) continue;
      if (step > token.lastStep) found = { outcome: "right", token, step };
      else if (found.outcome === "wrong") found = { outcome: "replayed" };
    }
  }
  return found;
}

function codeOf(secret: Uint8Array, step: number): string {
  return computeCode((message) => hmacSha1(secret, message), step);
}
