// What an app has to do next, as it is told: one kind of step for each question of the service.
import type { PreferredChallenge } from "../config/resources-config.ts";

/** Where a code went. */
export interface CodeDeliveryDetails {
  readonly destination?: string | undefined;
  readonly deliveryMedium?: "EMAIL" | "SMS" | "PHONE" | "UNKNOWN" | undefined;
  readonly attributeName?: string | undefined;
}

/** A second factor by the library's name. */
export type MFAType = "SMS" | "TOTP" | "EMAIL";

/** A first factor, as the service offers it. */
export type AvailableChallenge = PreferredChallenge;

/** What an authenticator app needs to begin. */
export interface TOTPSetupDetails {
  /** The secret in Base32, to be typed in. */
  readonly sharedSecret: string;
  /** The same as an address that a QR code carries. */
  getSetupUri(appName: string, accountName?: string): URL;
}

/** The steps that a sign-in can ask for. Tell them apart by `signInStep`. */
export type SignInNextStep =
  | {
      readonly signInStep: "CONFIRM_SIGN_IN_WITH_SMS_CODE";
      readonly codeDeliveryDetails: CodeDeliveryDetails;
    }
  | {
      readonly signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE";
      readonly codeDeliveryDetails: CodeDeliveryDetails;
    }
  | { readonly signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" }
  | {
      readonly signInStep: "CONTINUE_SIGN_IN_WITH_MFA_SELECTION";
      readonly allowedMFATypes: readonly MFAType[];
    }
  | {
      readonly signInStep: "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION";
      readonly allowedMFATypes: readonly MFAType[];
    }
  | { readonly signInStep: "CONTINUE_SIGN_IN_WITH_TOTP_SETUP"; readonly totpSetupDetails: TOTPSetupDetails }
  | { readonly signInStep: "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP" }
  | {
      readonly signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED";
      readonly missingAttributes: readonly string[];
    }
  | {
      readonly signInStep: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
      readonly additionalInfo: Readonly<Record<string, string>>;
    }
  | {
      readonly signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION";
      readonly availableChallenges: readonly AvailableChallenge[];
    }
  | { readonly signInStep: "CONFIRM_SIGN_IN_WITH_PASSWORD" }
  | { readonly signInStep: "CONFIRM_SIGN_UP" }
  | { readonly signInStep: "RESET_PASSWORD" }
  | { readonly signInStep: "DONE" };

/** How far a sign-in has come. */
export interface SignInOutput {
  readonly isSignedIn: boolean;
  readonly nextStep: SignInNextStep;
}

/** Everybody is signed in. */
export const done: SignInOutput = { isSignedIn: true, nextStep: { signInStep: "DONE" } };

/** Something is left to do. */
export function unfinished(nextStep: SignInNextStep): SignInOutput {
  return { isSignedIn: false, nextStep };
}

const libraryNames = { SMS_MFA: "SMS", SOFTWARE_TOKEN_MFA: "TOTP", EMAIL_OTP: "EMAIL" } as const;

/** A second factor by the service's name. */
export type WireMFAType = keyof typeof libraryNames;

/** The service's names of second factors as the library's; others are dropped. */
export function toMFATypes(names: readonly string[]): MFAType[] {
  return names.flatMap((name) => (isWireType(name) ? [libraryNames[name]] : []));
}

function isWireType(name: string): name is WireMFAType {
  return Object.hasOwn(libraryNames, name);
}

/** The library's name of a second factor as the service's; undefined for anything else. */
export function toWireType(name: string): WireMFAType | undefined {
  const found = Object.entries(libraryNames).find(([, library]) => library === name)?.[0];
  return found !== undefined && isWireType(found) ? found : undefined;
}

/**
 * What an authenticator app needs to begin, from its secret. The parts of the address are encoded one by one, so that names with
 * spaces, colons and accents arrive as they are (Key URI Format of Google Authenticator).
 */
export function describeSetup(sharedSecret: string, username: string): TOTPSetupDetails {
  return {
    sharedSecret,
    getSetupUri(appName, accountName = username) {
      const issuer = encodeURIComponent(appName);
      const label = `${issuer}:${encodeURIComponent(accountName)}`;
      return new URL(`otpauth://totp/${label}?secret=${sharedSecret}&issuer=${issuer}`);
    },
  };
}
