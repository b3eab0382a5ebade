/** What a phone does about second factors: setting an authenticator app up, and saying what is preferred. */
import { type AuthenticatorApp, openAuthenticatorApp } from "../../support/authenticator-app.ts";
import { type Phone, type Step } from "./phone.ts";
import { answer } from "./sign-in.ts";

/** Asks for a secret within the sign-in, and puts it into an authenticator app. */
export async function associate(phone: Phone): Promise<AuthenticatorApp> {
  const { SecretCode = "", Session } = await phone.send("AssociateSoftwareToken", { Session: phone.session });
  phone.session = Session;
  return openAuthenticatorApp(SecretCode);
}

/** Proves the first code within the sign-in. */
export async function verify(phone: Phone, UserCode: string): Promise<void> {
  const verified = await phone.send("VerifySoftwareToken", {
    Session: phone.session,
    UserCode,
    FriendlyDeviceName: "My phone",
  });
  phone.session = verified.Session;
}

/** Sets an authenticator app up where the sign-in asks for it, and ends the sign-in. */
export async function setUp(phone: Phone): Promise<AuthenticatorApp> {
  const authenticator = await associate(phone);
  await verify(phone, authenticator.freshCode());
  const step = await answer(phone, {});
  if (step.name !== "DONE") throw new Error(`asked for ${step.name}`);
  return authenticator;
}

/** Sets an authenticator app up for somebody who is signed in. */
export async function setUpSignedIn({ send, tokens }: Phone): Promise<AuthenticatorApp> {
  const AccessToken = tokens.AccessToken ?? "";
  const { SecretCode = "" } = await send("AssociateSoftwareToken", { AccessToken });
  const authenticator = openAuthenticatorApp(SecretCode);
  await send("VerifySoftwareToken", { AccessToken, UserCode: authenticator.freshCode() });
  return authenticator;
}

/** Types a code of the authenticator app. */
export const sendTotp = (phone: Phone, code: string): Promise<Step> =>
  answer(phone, { SOFTWARE_TOKEN_MFA_CODE: code });

type Preference = "ENABLED" | "DISABLED" | "PREFERRED" | "NOT_PREFERRED";
type Factor = "sms" | "totp" | "email";
interface Settings {
  Enabled: boolean;
  PreferredMfa?: boolean;
}

const names = { sms: "SMS_MFA", totp: "SOFTWARE_TOKEN_MFA", email: "EMAIL_OTP" } as const;
const members = {
  sms: "SMSMfaSettings",
  totp: "SoftwareTokenMfaSettings",
  email: "EmailMfaSettings",
} as const;

/** Changes factors as the library does: some read the user first and say of each factor whether it is preferred. */
export async function prefer(
  phone: Phone,
  wanted: Readonly<Partial<Record<Factor, Preference>>>,
): Promise<void> {
  const { send, tokens, dialect } = phone;
  const AccessToken = tokens.AccessToken ?? "";
  const now = dialect.readsBeforePreferring ? await send("GetUser", { AccessToken }) : undefined;
  const settings = (["sms", "totp", "email"] as const).flatMap((factor) => {
    const preference = wanted[factor];
    if (preference === undefined) return [];
    const kept = now === undefined ? {} : { PreferredMfa: now.PreferredMfaSetting === names[factor] };
    return [[members[factor], settingsOf(preference, kept)]];
  });
  await send("SetUserMFAPreference", { AccessToken, ...Object.fromEntries(settings) });
}

function settingsOf(preference: Preference, kept: { PreferredMfa?: boolean }): Settings {
  const chosen = {
    ENABLED: { Enabled: true, ...kept },
    DISABLED: { Enabled: false, ...("PreferredMfa" in kept && { PreferredMfa: false }) },
    PREFERRED: { Enabled: true, PreferredMfa: true },
    NOT_PREFERRED: { Enabled: true, PreferredMfa: false },
  };
  return chosen[preference];
}

/** What is switched on and what is preferred. */
export async function readPreference({ send, tokens }: Phone): Promise<{ on: string[]; preferred?: string }> {
  const user = await send("GetUser", { AccessToken: tokens.AccessToken ?? "" });
  const preferred = user.PreferredMfaSetting;
  return {
    on: [...(user.UserMFASettingList ?? [])].toSorted(),
    ...(preferred !== undefined && { preferred }),
  };
}
