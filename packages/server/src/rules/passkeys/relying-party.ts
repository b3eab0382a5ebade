/** Who passkeys of a pool are made for, and where they may be used (contract: passkeys). */
import type { PasskeyRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

/** How many passkeys a user may have. */
export const passkeysPerUser = 20;

/** Whether people of the pool may sign in with passkeys at all. */
export function allowsPasskeys(settings: PoolSettings): boolean {
  return settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes("WEB_AUTHN") === true;
}

/** The domain that passkeys are made for; undefined if nobody has set one. */
export function relyingPartyOf(settings: PoolSettings): string | undefined {
  return settings.WebAuthnConfiguration?.RelyingPartyId;
}

/** Whether a passkey may stand for both factors, for users who switched that on. */
export function isMultiFactor(settings: PoolSettings): boolean {
  return settings.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

/**
 * Whether the authenticator must check who holds it. Where a passkey may stand for two factors it always must: without that
 * it is one (WebAuthn Level 3, section 1.1.1 on user verification).
 */
export function userVerificationOf(settings: PoolSettings): "required" | "preferred" {
  const required = settings.WebAuthnConfiguration?.UserVerification === "required";
  return required || isMultiFactor(settings) ? "required" : "preferred";
}

/** The passkeys that work for the pool's present relying party; a change of it orphans the others. */
export function usablePasskeys<P extends Pick<PasskeyRecord, "rpId">>(
  settings: PoolSettings,
  passkeys: readonly P[],
): P[] {
  const rpId = relyingPartyOf(settings);
  return passkeys.filter((passkey) => passkey.rpId === rpId);
}

/**
 * Whether an answer may come from this origin: the relying party's domain or a subdomain by https on any port, the machine
 * itself by http while developing, and the apps an operator has named.
 */
export function isAllowedOrigin(
  origin: string,
  given: { rpId: string; appOrigins: readonly string[] },
): boolean {
  if (given.appOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  // An origin has no path, no user and its host in lower case; whatever is written otherwise no browser has sent.
  if (url.origin !== origin) return false;
  const rpId = given.rpId.toLowerCase();
  if (url.protocol === "https:") return url.hostname === rpId || url.hostname.endsWith(`.${rpId}`);
  return url.protocol === "http:" && rpId === "localhost" && url.hostname === "localhost";
}
