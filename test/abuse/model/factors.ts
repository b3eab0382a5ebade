/** Commands on second factors: what a pool demands, what a person prefers, and an app that is taken away. */
import fc from "fast-check";
import { type Answered, type Command, command, door, find, send, who } from "./command.ts";
import { demand } from "./demand.ts";
import { demandAlive, pickAccess } from "./tokens.ts";
import { type Factor, type Mode, type Person, provesSecond } from "./truth.ts";

const modes: readonly Mode[] = ["OFF", "OPTIONAL", "ON", "ON", "OPTIONAL"];

const demands = fc.record({
  side: fc.constantFrom(0, 1),
  mode: fc.constantFrom(...modes),
  app: fc.boolean(),
  mail: fc.boolean(),
  texts: fc.boolean(),
  door,
});

export const poolModeCommand: fc.Arbitrary<Command> = command("demand", demands, async (walk, given) => {
  const side = walk.truth.sides[given.side === 0 ? 0 : 1];
  const isOn = given.mode !== "OFF";
  const { isAccepted } = await send(walk, given.door, {
    name: "SetUserPoolMfaConfig",
    input: {
      UserPoolId: side.poolId,
      MfaConfiguration: given.mode,
      // Nothing may be configured while all of it is switched off.
      ...(isOn && { SoftwareTokenMfaConfiguration: { Enabled: given.app || !given.mail } }),
      ...(isOn && given.mail && { EmailMfaConfiguration: { Subject: "Your code", Message: "It is {####}" } }),
      ...(isOn && given.texts && { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn } } }),
    },
    note: given.mode,
  });
  if (isAccepted) side.mode = given.mode;
});

const SnsCallerArn = "arn:aws:iam::123456789012:role/sms";

type Wish = "on" | "preferred" | "off" | undefined;
const wish: fc.Arbitrary<Wish> = fc.constantFrom("on", "preferred", "off", undefined, undefined);

const preferences = fc.record({
  who,
  byOperator: fc.boolean(),
  back: fc.nat({ max: 4 }),
  app: wish,
  mail: wish,
  texts: wish,
  door,
});

export const preferCommand: fc.Arbitrary<Command> = command("prefer", preferences, async (walk, given) => {
  const settings = {
    ...(given.app && { SoftwareTokenMfaSettings: settingsOf(given.app) }),
    ...(given.mail && { EmailMfaSettings: settingsOf(given.mail) }),
    ...(given.texts && { SMSMfaSettings: settingsOf(given.texts) }),
  };
  const wishes = { SOFTWARE_TOKEN_MFA: given.app, EMAIL_OTP: given.mail, SMS_MFA: given.texts };
  if (given.byOperator) {
    const person = find(walk, given.who);
    const input = { UserPoolId: person.side.poolId, Username: person.username, ...settings };
    const answered = await send(walk, given.door, {
      name: "AdminSetUserMFAPreference",
      input,
      note: person.username,
    });
    if (answered.isAccepted) prefer(person, wishes);
    return;
  }
  const access = pickAccess(walk, given.back);
  if (access === undefined) return;
  const { person } = access.family;
  const input = { AccessToken: access.token.text, ...settings };
  const answered = await send(walk, given.door, {
    name: "SetUserMFAPreference",
    input,
    note: person.username,
  });
  if (!answered.isAccepted) return;
  demandAlive(access, answered);
  prefer(person, wishes);
});

const settingsOf = (wanted: Wish): { Enabled: boolean; PreferredMfa: boolean } => ({
  Enabled: wanted !== "off",
  PreferredMfa: wanted === "preferred",
});

function prefer(person: Person, wishes: Readonly<Record<Factor, Wish>>): void {
  // The keys are the factors.
  for (const [factor, wanted] of Object.entries(wishes) as [Factor, Wish][]) {
    if (wanted === "off") person.factors.delete(factor);
    else if (wanted !== undefined) person.factors.add(factor);
  }
}

export const recoveryCodesCommand: fc.Arbitrary<Command> = command(
  "make recovery codes",
  fc.record({ back: fc.nat({ max: 2 }), isEntitled: fc.boolean(), door }),
  async (walk, given) => {
    const families = walk.truth.families.filter((each) => !given.isEntitled || provesSecond(each.proven));
    const access = pickAccess({ ...walk, truth: { ...walk.truth, families } }, given.back);
    if (access === undefined) return;
    const { person, proven } = access.family;
    const input = { AccessToken: access.token.text };
    const answered = await send(walk, given.door, {
      name: "CreateRecoveryCodes",
      input,
      note: person.username,
    });
    if (!answered.isAccepted) return;
    demandAlive(access, answered);
    demand(provesSecond(proven) || proven.has("device"), "I6: recovery codes for half a sign-in");
    person.guesses["recovery-code"].replaced(answered.at);
    person.deadRecoveryCodes.push(...person.recoveryCodes);
    person.recoveryCodes = [...(answered.body.RecoveryCodes ?? [])];
  },
);

export const deleteAppCommand: fc.Arbitrary<Command> = command(
  "take the app away",
  fc.record({ who, door }),
  async (walk, given) => {
    const person = find(walk, given.who);
    const input = { UserPoolId: person.side.poolId, Username: person.username };
    const answered: Answered = await send(walk, given.door, {
      name: "AdminDeleteSoftwareToken",
      input,
      note: person.username,
    });
    if (!answered.isAccepted) return;
    demand(person.isThere, "an app was taken away from nobody");
    person.app = undefined;
    person.pending = undefined;
    person.factors.delete("SOFTWARE_TOKEN_MFA");
  },
);
