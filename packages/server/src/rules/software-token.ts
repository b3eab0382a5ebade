/** Software tokens: which step a code belongs to, and whether it may still be accepted (RFC 6238, contract MFA page section 3). */
import { computeCode, stepAt } from "@poolhouse/protocol";
import { equalSecrets, hmacSha1 } from "../kernel/digests.ts";

/** One step of 30 seconds each way is forgiven, for clocks and slow fingers (RFC 6238 section 5.2). */
const usualTolerance = 1;

/** When a code was typed, and how far it may be off. */
export interface CodeMoment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Steps of 30 seconds each way; 1 if absent. */
  readonly tolerance?: number | undefined;
}

/** A registration that a code belongs to, and the step it is the code of. */
export interface CodeMatch<T> {
  readonly token: T;
  readonly step: number;
}

export type SoftwareTokenCheck<T> =
  /** Every registration that the code belongs to, so that all of them can use it up; hardly ever more than one. */
  | { readonly outcome: "right"; readonly matches: readonly [CodeMatch<T>, ...CodeMatch<T>[]] }
  | { readonly outcome: "replayed" }
  | { readonly outcome: "wrong" };

interface Registration {
  readonly secret: Uint8Array;
  readonly lastStep: number;
}

/**
 * Checks a code against the user's registrations. Steps at or below the highest accepted one are used up, even those that
 * nobody typed, so an older code cannot follow a newer one. Where several registrations hold one secret, what one of them used
 * up is used up for all. All steps are computed whatever matches.
 */
export function checkSoftwareToken<T extends Registration>(
  tokens: readonly T[],
  code: string,
  moment: CodeMoment,
): SoftwareTokenCheck<T> {
  const matches = tokens.flatMap((token) => {
    const step = matchingStep(token, code, moment);
    return step === undefined ? [] : [{ token, step }];
  });
  const [first, ...others] = matches.filter(({ token, step }) => step > token.lastStep);
  if (first !== undefined) return { outcome: "right", matches: [first, ...others] };
  return { outcome: matches.length > 0 ? "replayed" : "wrong" };
}

/** The latest step near now that this is the code of. */
function matchingStep(
  token: Registration,
  code: string,
  { now, tolerance = usualTolerance }: CodeMoment,
): number | undefined {
  const present = stepAt(Math.floor(now / 1000));
  let found: number | undefined;
  for (let step = present - tolerance; step <= present + tolerance; step += 1) {
    if (equalSecrets(code, codeOf(token.secret, step))) found = step;
  }
  return found;
}

function codeOf(secret: Uint8Array, step: number): string {
  return computeCode((message) => hmacSha1(secret, message), step);
}
