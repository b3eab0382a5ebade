/**
 * A pool where everything is on offer, people who have any one factor, and every way to begin a sign-in and to go on with it: for
 * attacks that try all ways against all states. People come straight from the store, so nothing here depends on enrolment.
 */
import type { RespondToAuthChallengeResponse } from "@poolhouse/protocol";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import type { MfaFactor, UserRecord } from "../../packages/server/src/kernel/records.ts";
import { openFromOutbox } from "../../packages/server/src/kernel/sealed-message.ts";
import type { ClientSettings, PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import { userHandleOf } from "../../packages/server/src/rules/passkeys/registration.ts";
import { origin, requestOptionsOf } from "./passkeys.ts";
import { addPerson, answerWithSrp, createPlace, startWithSrp, type Subject } from "./people.ts";
import { type Service, totpCode } from "./service.ts";
import type { App } from "./sign-in.ts";
import { createPasskey, type SoftwarePasskey, usePasskey } from "./software-authenticator.ts";
import { createTestTriggers, riddle } from "./triggers.ts";

/** The functions of the custom flow; the service must be created with `everyTrigger.trigger`. */
export const everyTrigger: ReturnType<typeof createTestTriggers> = createTestTriggers(riddle);

const relyingPartyId = "example.com";

/** Settings of a pool that offers every factor, first and second. */
export const everything: PoolSettings = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
  EmailMfaConfiguration: { Message: "Code {####}", Subject: "Sign in" },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  WebAuthnConfiguration: { RelyingPartyId: relyingPartyId },
  Policies: {
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] },
  },
  LambdaConfig: everyTrigger.settings,
};

/** Settings of a client that allows every flow. */
export const everyFlow: ClientSettings = {
  ExplicitAuthFlows: [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
  ],
};

/** A pool with everything on offer, and a client that allows every flow. */
export function createFullPlace(
  service: Service,
  options: { mfa: "OFF" | "OPTIONAL" | "ON"; pool?: PoolSettings; client?: ClientSettings },
): Promise<App> {
  const { mfa, pool, client } = options;
  return createPlace(service, {
    mfa,
    pool: { ...everything, ...pool },
    client: { ...everyFlow, ...client },
  });
}

/** What somebody has besides the password. */
export type Have = "nothing" | "SMS" | "TOTP" | "e-mail" | "passkey";

export interface Member extends Subject {
  readonly email: string;
  readonly phone: string;
  readonly passkey?: SoftwarePasskey | undefined;
}

const switchedOn: Readonly<Record<Have, MfaFactor[]>> = {
  nothing: [],
  SMS: ["SMS_MFA"],
  TOTP: ["SOFTWARE_TOKEN_MFA"],
  "e-mail": ["EMAIL_OTP"],
  passkey: [],
};

/** Stores somebody who has these factors, all of them switched on. `number` makes name and addresses unique. */
export async function addMember(
  service: Service,
  app: App,
  given: { number: number; has: readonly Have[]; user?: Partial<UserRecord> },
): Promise<Member> {
  const { number, has, user } = given;
  const email = `person${number}@example.com`;
  const phone = `+1425${5550000 + number}`;
  const subject = await addPerson(service, app, `person-${number}`, {
    softwareToken: has.includes("TOTP"),
    user: {
      attributes: {
        ...(has.includes("SMS") && { phone_number: phone }),
        ...(has.includes("e-mail") && { email }),
      },
      enabledFactors: has.flatMap((one) => switchedOn[one]),
      ...user,
    },
  });
  const passkey = has.includes("passkey") ? await addPasskey(service, app, subject.sub) : undefined;
  return { ...subject, email, phone, passkey };
}

/** Registers a passkey as if its ceremony had long been held. */
async function addPasskey({ store, clock }: Service, app: App, sub: string): Promise<SoftwarePasskey> {
  const id = userHandleOf({ sub });
  const { passkey } = createPasskey({ challenge: "", rp: { id: relyingPartyId }, user: { id } }, { origin });
  const record = {
    poolId: app.poolId,
    sub,
    id: passkey.id,
    publicKey: passkey.cose.toString("base64url"),
    counter: 0,
    rpId: relyingPartyId,
    name: "Key",
    transports: [],
    backupEligible: true,
    backedUp: true,
    createdAt: clock.now(),
  };
  if ((await store.passkeys.insert(record, 20)) !== "added") throw new Error("the passkey was not added");
  return passkey;
}

// ---------------------------------------------------------------- how a sign-in begins and goes on

export type Answer = RespondToAuthChallengeResponse;

/** A way to begin: flow, parameters, and whether an operator begins it. */
export interface Way {
  readonly name: string;
  readonly flow: "USER_PASSWORD_AUTH" | "USER_SRP_AUTH" | "CUSTOM_AUTH" | "USER_AUTH" | OperatorFlow;
  readonly operator: boolean;
  /** The first factor that it is after. */
  readonly first: "password" | "srp" | "custom" | "custom after srp" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";
}
type OperatorFlow = "ADMIN_USER_PASSWORD_AUTH" | "ADMIN_NO_SRP_AUTH";

const way = (flow: Way["flow"], first: Way["first"], operator = false): Way => ({
  name: `${flow}${first === "password" ? "" : ` (${first})`}${operator ? " by an operator" : ""}`,
  flow,
  first,
  operator,
});

/** Every flow with every first factor, by clients and by operators; refreshing excepted. */
export const ways: readonly Way[] = [
  way("USER_PASSWORD_AUTH", "password"),
  way("ADMIN_USER_PASSWORD_AUTH", "password", true),
  way("ADMIN_NO_SRP_AUTH", "password", true),
  ...[false, true].flatMap((operator) => [
    way("USER_SRP_AUTH", "srp", operator),
    way("CUSTOM_AUTH", "custom", operator),
    way("CUSTOM_AUTH", "custom after srp", operator),
    way("USER_AUTH", "password", operator),
    way("USER_AUTH", "srp", operator),
    way("USER_AUTH", "EMAIL_OTP", operator),
    way("USER_AUTH", "SMS_OTP", operator),
    way("USER_AUTH", "WEB_AUTHN", operator),
  ]),
];

/** The AuthParameters with which a way begins. */
export async function beginningOf(
  service: Service,
  { flow, first }: Way,
  { username, password }: Pick<Subject, "username" | "password">,
): Promise<Record<string, string>> {
  const SRP_A = (await startWithSrp(service)).text;
  const preferred = { password: "PASSWORD", srp: "PASSWORD_SRP" }[first as string] ?? first;
  return {
    USERNAME: username,
    ...(first === "password" && { PASSWORD: password }),
    ...(first.endsWith("srp") && { SRP_A }),
    ...(first === "custom after srp" && { CHALLENGE_NAME: "SRP_A" }),
    ...(flow === "USER_AUTH" && { PREFERRED_CHALLENGE: preferred }),
  };
}

/** Begins a sign-in as the way says. */
export async function begin(
  service: Service,
  app: App,
  given: { way: Way; member: Pick<Subject, "username" | "password"> },
): Promise<Answer> {
  const { flow, operator } = given.way;
  const input = {
    ClientId: app.clientId,
    AuthFlow: flow,
    AuthParameters: await beginningOf(service, given.way, given.member),
  };
  return operator
    ? service.call("AdminInitiateAuth", { ...input, UserPoolId: app.poolId })
    : service.call("InitiateAuth", input);
}

/** Answers the pending challenge with these responses, as a client or as an operator. */
export function reply(
  service: Service,
  app: App,
  given: {
    asked: Pick<Answer, "ChallengeName" | "Session">;
    responses: Record<string, string>;
    operator?: boolean;
  },
): Promise<Answer> {
  const { asked, responses, operator = false } = given;
  const input = {
    ClientId: app.clientId,
    // An answer is given only to a challenge that was asked.
    ChallengeName: asked.ChallengeName as NonNullable<Answer["ChallengeName"]>,
    ...(asked.Session !== undefined && { Session: asked.Session }),
    ChallengeResponses: responses,
  };
  return operator
    ? service.call("AdminRespondToAuthChallenge", { ...input, UserPoolId: app.poolId })
    : service.call("RespondToAuthChallenge", input);
}

/** What the owner would answer. `wanted` is chosen where there is a choice. */
export async function honestAnswer(
  service: Service,
  app: App,
  given: { member: Member; asked: Answer; wanted?: string; codes: CodeReader },
): Promise<Record<string, string>> {
  const { member, asked, wanted = "", codes } = given;
  const shown = asked.ChallengeParameters ?? {};
  const known: Record<string, () => Promise<Record<string, string>> | Record<string, string>> = {
    PASSWORD: () => ({ PASSWORD: member.password }),
    PASSWORD_SRP: async () => ({ SRP_A: (await startWithSrp(service)).text }),
    PASSWORD_VERIFIER: async () => {
      const begun = await startWithSrp(service);
      const { responses } = await answerWithSrp(service, { app, begun, shown, password: member.password });
      return responses;
    },
    SMS_MFA: async () => ({ SMS_MFA_CODE: await codes.newest(member.phone) }),
    SMS_OTP: async () => ({ SMS_OTP_CODE: await codes.newest(member.phone) }),
    EMAIL_OTP: async () => ({ EMAIL_OTP_CODE: await codes.newest(member.email) }),
    SOFTWARE_TOKEN_MFA: () => ({
      SOFTWARE_TOKEN_MFA_CODE: totpCode(member.secretCode, service.clock.now()),
    }),
    NEW_PASSWORD_REQUIRED: () => ({ NEW_PASSWORD: "Another-Horse-9" }),
    CUSTOM_CHALLENGE: () => ({ ANSWER: "four" }),
    SELECT_CHALLENGE: () => ({ ANSWER: wanted }),
    SELECT_MFA_TYPE: () => ({ ANSWER: wanted }),
    WEB_AUTHN: () => ({
      CREDENTIAL: member.passkey ? usePasskey(member.passkey, requestOptionsOf(asked), { origin }) : "{}",
    }),
  };
  const own = await known[asked.ChallengeName ?? ""]?.();
  return { USERNAME: member.username, ...own };
}

/** How a call ended, in a word as `outcomeOf` has it, with the answer if there was one. */
export async function attempt(work: () => Promise<Answer>): Promise<{ word: string; answer: Answer }> {
  try {
    const answer = await work();
    const word = answer.AuthenticationResult === undefined ? (answer.ChallengeName ?? "done") : "tokens";
    return { word, answer };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { word: `${error.type}: ${error.message}`, answer: {} };
  }
}

/** Reads codes from what waits to be sent. */
export interface CodeReader {
  /** The newest code for this address. */
  newest(to: string): Promise<string>;
}

const year = 365 * 86_400_000;

/** Takes each message from the outbox once: reading everything again for each code would take too long for thousands. */
export function createCodeReader({ world }: Service): CodeReader {
  const codes = new Map<string, string>();
  async function take(): Promise<void> {
    const now = world.clock.now();
    const records = await world.store.outbox.claim({ now, until: now + year, limit: 1000 });
    for (const record of records) {
      const pool = await world.store.pools.find(record.poolId);
      if (pool === undefined) continue;
      const keys = world.rootKey.openPoolKeys(pool.id, pool.wrappedKey);
      // Sealed by the sign-in, which writes both members.
      const { to, code } = openFromOutbox(keys, record) as { to: string; code: string };
      codes.set(to, code);
    }
  }
  return {
    async newest(to) {
      await take();
      return codes.get(to) ?? "";
    },
  };
}
