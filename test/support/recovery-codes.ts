/** People who have recovery codes, and what they do with them. */
import type { RespondToAuthChallengeResponse } from "@poolhouse/protocol";
import { mfaFactors, type MfaFactor, type UserRecord } from "../../packages/server/src/kernel/records.ts";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import { newRecoveryCode, recoveryCodeMac } from "../../packages/server/src/rules/recovery-codes.ts";
import {
  addPerson,
  createPlace,
  findPool,
  outcomeOf,
  type Registry,
  respond,
  signInWithPassword,
  type Subject,
} from "./people.ts";
import { type Service, totpCode } from "./service.ts";
import type { App } from "./sign-in.ts";

export const recoveryTag: PoolSettings = { UserPoolTags: { "poolhouse:recovery-codes": "on" } };

/** Settings of a pool that offers every second factor, and recovery codes. */
export const recoverable: PoolSettings = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
  EmailMfaConfiguration: { Message: "Code {####}", Subject: "Sign in" },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  ...recoveryTag,
};

/** Where the answer to each challenge stands. */
const answers: Readonly<Record<MfaFactor, string>> = {
  SMS_MFA: "SMS_MFA_CODE",
  EMAIL_OTP: "EMAIL_OTP_CODE",
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA_CODE",
};

/** Somebody whose only second factor is this one. Addresses are proven unless `user` says otherwise. */
export function addRecoverable(
  service: { readonly world: Registry },
  app: Pick<App, "poolId">,
  given: { username: string; factor: MfaFactor; user?: Partial<UserRecord> },
): Promise<Subject> {
  const { username, factor, user } = given;
  const addresses: Readonly<Record<MfaFactor, Record<string, string>>> = {
    SMS_MFA: { phone_number: "+14255550839" },
    EMAIL_OTP: { email: "ada@example.com" },
    SOFTWARE_TOKEN_MFA: {},
  };
  return addPerson(service, app, username, {
    softwareToken: factor === "SOFTWARE_TOKEN_MFA",
    user: { attributes: addresses[factor], enabledFactors: [factor], ...user },
  });
}

export interface Recoverer {
  readonly app: App;
  readonly person: Subject;
}

/** A pool that requires MFA, and somebody who has this factor. */
export async function createRecoverer(
  service: Service,
  options: { factor?: MfaFactor; pool?: PoolSettings; user?: Partial<UserRecord> } = {},
): Promise<Recoverer> {
  const { factor = "SOFTWARE_TOKEN_MFA", pool, user } = options;
  const app = await createPlace(service, { mfa: "ON", pool: { ...recoverable, ...pool } });
  const person = await addRecoverable(service, app, {
    username: "ada",
    factor,
    ...(user !== undefined && { user }),
  });
  return { app, person };
}

/** Gives somebody recovery codes as if they had been made long ago. Answers them as they were shown, without their hyphens. */
export async function storeRecoveryCodes(
  world: Registry,
  app: Pick<App, "poolId">,
  sub: string,
): Promise<string[]> {
  const { keys } = await findPool(world, app.poolId);
  const codes = Array.from({ length: 10 }, () => newRecoveryCode(world.random));
  const owner = { poolId: app.poolId, sub };
  const macs = codes.map((code) => recoveryCodeMac(keys, { ...owner, code }));
  await world.store.recoveryCodes.replaceAll({ ...owner, macs, createdAt: world.clock.now() });
  return codes;
}

/** The password half: the second factor that is asked for then. */
export async function askFactor(
  service: Service,
  { app, person }: Recoverer,
): Promise<{ factor: MfaFactor; session: string }> {
  const { ChallengeName, Session = "" } = await signInWithPassword(service, app, person);
  const factor = mfaFactors.find((each) => each === ChallengeName);
  if (factor === undefined) throw new Error(`asked for ${ChallengeName}`);
  return { factor, session: Session };
}

/** Answers a second factor with what somebody types. */
export function typeCode(
  service: Service,
  { app, person }: Recoverer,
  given: { factor: MfaFactor; session: string; typed: string },
): Promise<RespondToAuthChallengeResponse> {
  const { factor, session, typed } = given;
  const responses = { USERNAME: person.username, [answers[factor]]: typed };
  return respond(service, app, { challenge: factor, session, responses });
}

/** A whole sign-in with the password and what is typed into the field for the code, in a word as `outcomeOf` has it. */
export async function signInTyping(service: Service, who: Recoverer, typed: string): Promise<string> {
  const asked = await askFactor(service, who);
  return outcomeOf(typeCode(service, who, { ...asked, typed }));
}

/** The access token of a whole sign-in with the password and a fresh code of the authenticator app. */
export async function accessTokenByApp(service: Service, who: Recoverer): Promise<string> {
  service.clock.advance(60_000);
  const asked = await askFactor(service, who);
  const typed = totpCode(who.person.secretCode, service.clock.now());
  const done = await typeCode(service, who, { ...asked, typed });
  return done.AuthenticationResult?.AccessToken ?? "";
}
