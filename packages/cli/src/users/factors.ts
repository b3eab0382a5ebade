/** Second factors of a user, for the day a phone is lost. */
import type { Run } from "../command.ts";
import { confirm } from "../confirm.ts";
import { instantText } from "../instants.ts";
import { printAnswer, tableOf } from "../output.ts";
import { listAll } from "../pages.ts";
import { onUser, type UserScene } from "../pool-command.ts";
import { Refusal } from "../refusal.ts";
import { say } from "./accounts.ts";

/**
 * Takes all second factors of a user away, so that the next sign-in asks for none or, where the pool demands one, leads to a
 * new set-up. Every step may be done again, so a reset that broke off is finished by another.
 */
export const resetMfa: Run = onUser(async (scene) => {
  const { connection, given, user } = scene;
  await connection.ask("AdminGetUser", user);
  await confirm(given, `Take every second factor of ${user.Username} away?`);
  const hadApps = await deleteApps(scene);
  await connection.ask("AdminDeleteRecoveryCodes", user);
  const areCodesOff = await switchCodesOff(scene);
  const passkeys = given.has("passkeys") ? await deletePasskeys(scene) : undefined;
  const devices = given.has("forget-devices") ? await forgetDevices(scene) : undefined;
  if (given.has("sign-out")) await connection.ask("AdminUserGlobalSignOut", user);
  const answer = { ...user, SoftwareTokensDeleted: hadApps, CodesSwitchedOff: areCodesOff };
  const lines = [
    hadApps ? "Authenticator apps are gone." : "There was no authenticator app.",
    "Recovery codes are gone.",
    areCodesOff
      ? "Codes by SMS and e-mail, and passkeys as second factors, are off."
      : "Codes stay on: the pool demands a second factor and this user has no other. If the number or address is lost, change it.",
    passkeys !== undefined && `${passkeys} passkeys are gone.`,
    devices !== undefined && `${devices} remembered devices are forgotten.`,
    given.has("sign-out") && `${user.Username} is signed out everywhere.`,
  ];
  const counts = { PasskeysDeleted: passkeys, DevicesForgotten: devices };
  printAnswer(given, { ...answer, ...counts }, lines.filter(Boolean).join("\n"));
});

/** Whether there were any. */
async function deleteApps({ connection, user }: UserScene): Promise<boolean> {
  try {
    await connection.ask("AdminDeleteSoftwareToken", user);
    return true;
  } catch (error) {
    const isMissing = error instanceof Refusal && error.type === "ResourceNotFoundException";
    // Somebody who never confirmed the account has no factors either.
    const isNew = error instanceof Refusal && error.type === "UserNotConfirmedException";
    if (isMissing || isNew) return false;
    throw error;
  }
}

/** Whether it was allowed: the last factor stays where the pool demands one. */
async function switchCodesOff({ connection, user }: UserScene): Promise<boolean> {
  const off = { Enabled: false, PreferredMfa: false };
  const preference = { SMSMfaSettings: off, EmailMfaSettings: off, WebAuthnMfaSettings: { Enabled: false } };
  try {
    await connection.ask("AdminSetUserMFAPreference", { ...user, ...preference });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Somebody who never confirmed the account has no factors.
    if (error.type === "UserNotConfirmedException") return true;
    if (error.type === "InvalidParameterException") return false;
    throw error;
  }
}

async function deletePasskeys({ connection, user }: UserScene): Promise<number> {
  const { Credentials = [] } = await connection.ask("AdminListWebAuthnCredentials", user);
  for (const { CredentialId } of Credentials)
    await connection.ask("AdminDeleteWebAuthnCredential", { ...user, CredentialId });
  return Credentials.length;
}

async function forgetDevices({ connection, given, user }: UserScene): Promise<number> {
  const devices = await listAll({ connection, given, what: "devices" }, "AdminListDevices", user);
  for (const { DeviceKey = "" } of devices) await connection.ask("AdminForgetDevice", { ...user, DeviceKey });
  return devices.length;
}

export const listPasskeys: Run = onUser(async ({ connection, given, user }) => {
  const { Credentials = [] } = await connection.ask("AdminListWebAuthnCredentials", user);
  const table = tableOf(Credentials, [
    { title: "PASSKEY", of: (passkey) => passkey.CredentialId },
    { title: "NAME", of: (passkey) => passkey.FriendlyCredentialName },
    { title: "FOR", of: (passkey) => passkey.RelyingPartyId },
    { title: "MADE", of: (passkey) => instantText(passkey.CreatedAt) },
  ]);
  printAnswer(given, { Credentials }, table);
});

export const deletePasskey: Run = onUser(async (scene) => {
  const [, CredentialId = ""] = scene.words;
  await scene.connection.ask("AdminDeleteWebAuthnCredential", { ...scene.user, CredentialId });
  say(scene, `has lost the passkey ${CredentialId}`);
});
