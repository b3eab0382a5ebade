/** Signing in without a password: the first factors, the passkeys' relying party, and what must not go together. */
import type { AuthFactorType, WebAuthnConfigurationType } from "@poolhouse/protocol";
import type { FirstChallenge } from "../backend-definition.ts";
import { DefinitionError } from "../definition-error.ts";
import { notice } from "../registry.ts";
import { tokens } from "../tokens.ts";
import type { Factors } from "./multifactor.ts";
import type { AuthProps } from "./props.ts";
import type { LoginWith, WebAuthnLogin } from "./props-login.ts";

/** The first factors, PASSWORD among them always. */
export interface FirstFactors {
  readonly allowed: AuthFactorType[];
  /** Whether there is another one than the password. */
  readonly hasChoice: boolean;
  readonly passkeys: WebAuthnConfigurationType | undefined;
  readonly preferred: FirstChallenge | undefined;
}

/** Throws InvalidPasswordlessConfigError for what cannot work. */
export function firstFactorsOf(props: AuthProps, factors: Factors): FirstFactors {
  const extra = passwordlessFactors(props.loginWith);
  const allowed: FirstChallenge[] = ["PASSWORD", ...extra];
  const preferred = props.passwordlessOptions?.preferredChallenge;
  checkPreferred(preferred, allowed);
  if (props.passwordlessOptions !== undefined && extra.length === 0) {
    throw invalid("passwordlessOptions are given, but no passwordless method is enabled.");
  }
  if (extra.length > 0 && factors.mode === "REQUIRED") {
    throw invalid("Passwordless sign-in cannot be combined with multifactor mode REQUIRED.");
  }
  const passkeys = props.loginWith.webAuthn && relyingParty(props.loginWith.webAuthn);
  return { allowed, hasChoice: extra.length > 0, passkeys, preferred };
}

/** Throws for passkeys without anything else to be found by. Asked before the names, which would be missed as well. */
export function checkPasskeysHaveNames({ email, phone, webAuthn }: LoginWith): void {
  if (webAuthn && !email && !phone) throw invalid("webAuthn needs email or phone to sign in with as well.");
}

function passwordlessFactors({ email, phone, webAuthn }: LoginWith): FirstChallenge[] {
  return [
    ...(typeof email === "object" && email.otpLogin === true ? (["EMAIL_OTP"] as const) : []),
    ...(typeof phone === "object" && phone.otpLogin === true ? (["SMS_OTP"] as const) : []),
    ...(webAuthn ? (["WEB_AUTHN"] as const) : []),
  ];
}

const enabling: Readonly<Record<FirstChallenge, string>> = {
  EMAIL_OTP: "loginWith.email.otpLogin",
  SMS_OTP: "loginWith.phone.otpLogin",
  WEB_AUTHN: "loginWith.webAuthn",
  PASSWORD: "loginWith",
};

function checkPreferred(preferred: FirstChallenge | undefined, allowed: readonly FirstChallenge[]): void {
  if (preferred === undefined || allowed.includes(preferred)) return;
  const advice = Object.hasOwn(enabling, preferred) ? ` Enable ${enabling[preferred]}.` : "";
  throw new Error(
    `Preferred challenge "${preferred}" is not enabled in your authentication configuration.${advice}`,
  );
}

function relyingParty(login: WebAuthnLogin): WebAuthnConfigurationType {
  const { relyingPartyId, userVerification = "preferred" } =
    login === true ? { relyingPartyId: "AUTO" } : login;
  if (userVerification !== "preferred" && userVerification !== "required") {
    throw invalid("webAuthn.userVerification is 'required' or 'preferred'.");
  }
  return {
    RelyingPartyId: domainOf(relyingPartyId),
    UserVerification: userVerification,
    FactorConfiguration: "SINGLE_FACTOR",
  };
}

/** A domain name (RFC 1123 section 2.1) without scheme, port and path, as WebAuthn's relying party identifier asks. */
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function domainOf(relyingPartyId: string): string {
  if (relyingPartyId === "AUTO") return tokens.relyingPartyId;
  if (relyingPartyId === "localhost") return relyingPartyId;
  if (!domain.test(relyingPartyId)) {
    throw invalid(
      `webAuthn.relyingPartyId '${relyingPartyId}' is neither AUTO nor localhost nor a domain name such as example.com.`,
    );
  }
  notice(
    `Passkeys are bound to ${relyingPartyId}: changing webAuthn.relyingPartyId later makes those registered until then useless.`,
  );
  return relyingPartyId;
}

function invalid(details: string): DefinitionError {
  const text = "Invalid passwordless authentication configuration";
  return new DefinitionError("InvalidPasswordlessConfigError", text, { details, resolution: details });
}
