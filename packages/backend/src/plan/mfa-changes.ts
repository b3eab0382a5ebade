/** Second factors: whether they change, in which words that is said, and whom it concerns. */
import type { SetUserPoolMfaConfigResponse } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";
import { differencesOf, isSame, wordDifferences } from "./compare.ts";
import type { Concern, FactorName } from "./plan.ts";

type Mfa = OwnAuth["mfa"] | SetUserPoolMfaConfigResponse;

/** Which second factors there are, and when they are asked for. */
export interface MfaState {
  readonly mode: "OFF" | "OPTIONAL" | "ON";
  readonly factors: readonly FactorName[];
}

export function mfaStateOf(mfa: Mfa): MfaState {
  return {
    mode: mfa.MfaConfiguration ?? "OFF",
    factors: [
      ...(mfa.SoftwareTokenMfaConfiguration?.Enabled === true ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
      ...(mfa.SmsMfaConfiguration ? (["SMS_MFA"] as const) : []),
      ...(mfa.EmailMfaConfiguration ? (["EMAIL_OTP"] as const) : []),
    ],
  };
}

/** Factors that the pool has and the definition has not. What SMS is configured for may be other than second factors. */
export function removedFactors(live: MfaState, wanted: MfaState): FactorName[] {
  const gone = live.factors.filter((factor) => !wanted.factors.includes(factor));
  return wanted.mode === "OFF" ? gone.filter((factor) => factor !== "SMS_MFA") : gone;
}

/** The lines that say what SetUserPoolMfaConfig would change; none if it would change nothing. */
export function mfaLines(live: SetUserPoolMfaConfigResponse, wanted: OwnAuth["mfa"]): string[] {
  const [before, after] = [mfaStateOf(live), mfaStateOf(wanted)];
  const hasOther = before.mode !== after.mode || after.factors.some((name) => !before.factors.includes(name));
  const dropsToken =
    before.factors.includes("SOFTWARE_TOKEN_MFA") && !after.factors.includes("SOFTWARE_TOKEN_MFA");
  return [
    ...(hasOther || dropsToken ? [`MFA: ${wordMfa(before)} → ${wordMfa(after)}`] : []),
    ...textLines(live, wanted),
    ...passkeyLines(live, wanted),
  ];
}

const modeWords = { OFF: "OFF", OPTIONAL: "OPTIONAL", ON: "REQUIRED" } as const;
const factorWords: Readonly<Record<FactorName, string>> = {
  SOFTWARE_TOKEN_MFA: "TOTP",
  SMS_MFA: "SMS",
  EMAIL_OTP: "e-mail",
};

/** @example wordMfa({ mode: "ON", factors: ["SOFTWARE_TOKEN_MFA"] }) // "REQUIRED (TOTP)" */
export function wordMfa({ mode, factors }: MfaState): string {
  if (mode === "OFF") return "OFF";
  return `${modeWords[mode]} (${factors.map((factor) => factorWords[factor]).join(", ")})`;
}

/** The text of codes by e-mail, if that factor stays. The text of an SMS is a member of the pool, too, and follows that. */
function textLines(live: SetUserPoolMfaConfigResponse, wanted: OwnAuth["mfa"]): string[] {
  const { EmailMfaConfiguration: before } = live;
  const { EmailMfaConfiguration: after } = wanted;
  if (before === undefined || after === undefined) return [];
  return wordDifferences(differencesOf({ EmailMfaConfiguration: before }, { EmailMfaConfiguration: after }));
}

/** Passkeys that the definition does not speak of stay as they are: they cannot be unset, only no longer be allowed. */
function passkeyLines(
  { WebAuthnConfiguration: before }: SetUserPoolMfaConfigResponse,
  { WebAuthnConfiguration: after }: OwnAuth["mfa"],
): string[] {
  if (after === undefined || isSame(before, after)) return [];
  return wordDifferences(differencesOf({ passkeys: before ?? {} }, { passkeys: after }));
}

/** Whom the change could keep from signing in. */
export function mfaConcerns(live: MfaState, wanted: MfaState): Concern[] {
  const offered = wanted.factors;
  if (wanted.mode === "ON" && live.mode !== "ON") {
    const line = `A second factor (${wordFactors(offered)}) becomes required: whoever has none is led to set one up at the next sign-in.`;
    return [{ kind: "becomes-required", offered, isLockOut: false, line }];
  }
  if (wanted.mode === "OFF" || live.mode === "OFF") return [];
  return (
    removedFactors(live, wanted)
      // An app that somebody has set up keeps working.
      .filter((factor) => factor !== "SOFTWARE_TOKEN_MFA")
      .map((factor) => removalConcern(factor, wanted))
  );
}

const wordFactors = (factors: readonly FactorName[]): string =>
  factors.map((factor) => factorWords[factor]).join(", ");

function removalConcern(factor: FactorName, { mode, factors: offered }: MfaState): Concern {
  const isLockOut = mode === "OPTIONAL";
  const what = `${factorWords[factor]} is no longer a second factor`;
  const line = isLockOut
    ? `${what}: whoever switched on nothing else cannot sign in until an operator changes that.`
    : `${what}: whoever has nothing else is led to set up ${wordFactors(offered)} at the next sign-in.`;
  return { kind: "factor-removed", factor, offered, isLockOut, line };
}
