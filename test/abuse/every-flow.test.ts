/**
 * Every way to sign in, against every mode of the pool and every state of a user (A4, A19), followed to its end by its owner, on
 * both engines. What must be asked is written down here once more, from the protocol; tokens come where nothing is missing.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Authenticator, UserRecord } from "../../packages/server/src/kernel/records.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import {
  addMember,
  attempt,
  begin,
  type CodeReader,
  createCodeReader,
  createFullPlace,
  everyTrigger,
  type Have,
  honestAnswer,
  type Member,
  reply,
  type Way,
  ways,
} from "../support/every-factor.ts";
import { changeStored, outcomeOf, refusals } from "../support/people.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const modes = ["OFF", "OPTIONAL", "ON"] as const;
type Mode = (typeof modes)[number];

interface Standing {
  has: readonly Have[];
  user?: Partial<UserRecord>;
}

/** Each state of the matrix: what the user has, and how the account stands. */
const states = {
  "without a factor": { has: [] },
  "with SMS": { has: ["SMS"] },
  "with TOTP": { has: ["TOTP"] },
  "with e-mail": { has: ["e-mail"] },
  "with a passkey": { has: ["passkey"] },
  disabled: { has: ["passkey"], user: { enabled: false } },
  locked: { has: ["TOTP", "passkey"] },
  "to change the password": { has: ["TOTP"], user: { status: "FORCE_CHANGE_PASSWORD" } },
} as const satisfies Record<string, Standing>;
type State = keyof typeof states;
const stateNames = Object.keys(states) as State[];
const standings: Readonly<Record<State, Standing>> = states;

const accountOf = (state: State): Partial<UserRecord> => standings[state].user ?? {};

/** The one second factor that a state has. */
const factorOf: Partial<Record<State, string>> = {
  "with SMS": "SMS_MFA",
  "with TOTP": "SOFTWARE_TOKEN_MFA",
  "with e-mail": "EMAIL_OTP",
  locked: "SOFTWARE_TOKEN_MFA",
  "to change the password": "SOFTWARE_TOKEN_MFA",
};

/** What follows a proven password: the second factor and the tokens, or a set-up that leads to none when it is skipped. */
function afterPassword(mode: Mode, state: State): string[] {
  const factor = factorOf[state];
  const renewed = state === "to change the password" ? ["NEW_PASSWORD_REQUIRED"] : [];
  if (mode === "OFF") return [...renewed, "tokens"];
  if (factor !== undefined) return [...renewed, factor, "tokens"];
  return mode === "ON" ? ["MFA_SETUP", refusals.foreignSession] : ["tokens"];
}

/** Whether a code or a passkey may stand alone: where no second factor is demanded of this user, and the user has it. */
function standsAlone(mode: Mode, state: State, first: Way["first"]): boolean {
  const { has } = standings[state];
  const owns = { EMAIL_OTP: "e-mail", SMS_OTP: "SMS", WEB_AUTHN: "passkey" } as const;
  const demanded = mode === "ON" || (mode === "OPTIONAL" && factorOf[state] !== undefined);
  const owned = first in owns && has.includes(owns[first as keyof typeof owns]);
  return !demanded && owned;
}

function expected(mode: Mode, state: State, { first }: Way): string[] {
  if (state === "disabled") return [refusals.disabled];
  switch (first) {
    case "password":
      return state === "locked" ? [refusals.passwordLocked] : afterPassword(mode, state);
    case "srp":
      return [
        "PASSWORD_VERIFIER",
        ...(state === "locked" ? [refusals.passwordLocked] : afterPassword(mode, state)),
      ];
    case "custom":
      // The pool's functions decide alone, but for a password that must be changed.
      return [
        "CUSTOM_CHALLENGE",
        ...(state === "to change the password" ? ["NEW_PASSWORD_REQUIRED"] : []),
        "tokens",
      ];
    case "custom after srp": {
      if (state === "locked") return ["PASSWORD_VERIFIER", refusals.passwordLocked];
      const after = afterPassword(mode, state);
      const steps = after.at(-1) === "tokens" ? after.toSpliced(-1, 1, "CUSTOM_CHALLENGE", "tokens") : after;
      return ["PASSWORD_VERIFIER", ...steps];
    }
    default: {
      if (!standsAlone(mode, state, first))
        return ["SELECT_CHALLENGE", "InvalidParameterException: Selected challenge is not available."];
      return [first, "tokens"];
    }
  }
}

let database: Database;
beforeAll(async () => {
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

describe.each(["SQLite", "PostgreSQL"])("on %s", (engine) => {
  let service: Service;
  let codes: CodeReader;
  const apps = new Map<Mode, App>();
  let number = 0;

  beforeAll(async () => {
    const store = await openStore(engine === "SQLite" ? "sqlite::memory:" : database.url);
    service = await createService({ store, seed: `every-flow ${engine}`, triggers: everyTrigger.trigger });
    codes = createCodeReader(service);
    for (const mfa of modes) apps.set(mfa, await createFullPlace(service, { mfa }));
  });
  afterAll(() => service.close());

  const placeOf = (mode: Mode): App => apps.get(mode) as App;

  /** Somebody in this state; a locked one has had five wrong guesses of each kind. */
  async function prepare(app: App, state: State): Promise<Member> {
    number += 1;
    const { has } = standings[state];
    const member = await addMember(service, app, { number, has, user: accountOf(state) });
    if (state !== "locked") return member;
    const guessed: Authenticator[] = ["password", "software-token", "sms", "email"];
    for (const authenticator of [...guessed, ...guessed, ...guessed, ...guessed, ...guessed])
      await service.store.attempts.countFailure(
        { poolId: app.poolId, subject: member.sub, authenticator },
        service.clock.now(),
      );
    return member;
  }

  /** Begins and goes on as the owner would; what was asked and how it ended. */
  async function follow(app: App, member: Member, entry: Way): Promise<string[]> {
    const { operator, first } = entry;
    let { word, answer } = await attempt(() => begin(service, app, { way: entry, member }));
    const words = [word];
    while (answer.ChallengeName !== undefined && words.length < 8) {
      const responses = await honestAnswer(service, app, { member, asked: answer, wanted: first, codes });
      const asked = answer;
      ({ word, answer } = await attempt(() => reply(service, app, { asked, responses, operator })));
      words.push(word);
    }
    return words;
  }

  // An operator's way differs in its caller alone, so one engine is enough for those with a twin.
  const tried = ways.filter(({ operator }) => engine === "SQLite" || !operator);
  it.each(tried)(
    "$name asks each user for what is missing, and for nothing less (A4, A19)",
    async (entry) => {
      for (const mode of modes) {
        for (const state of stateNames) {
          const member = await prepare(placeOf(mode), state);
          const words = await follow(placeOf(mode), member, entry);
          expect(words, `${entry.name}, MFA ${mode}, ${state}`).toEqual(expected(mode, state, entry));
        }
      }
    },
  );

  // Where the pool begins to require MFA, A14 says what becomes of tokens from before.
  it.each(["OFF", "OPTIONAL"] as const)(
    "refreshing with MFA %s goes on for everybody but the disabled (A4, A19)",
    async (mode) => {
      const app = placeOf(mode);
      for (const state of stateNames) {
        const member = await addMember(service, app, { number: (number += 1), has: [] });
        const custom = ways.find(({ first }) => first === "custom") as Way;
        const asked = await begin(service, app, { way: custom, member });
        const responses = await honestAnswer(service, app, { member, asked, codes });
        const { AuthenticationResult } = await reply(service, app, { asked, responses });
        await changeStored(service, app.poolId, member.sub, accountOf(state));
        const RefreshToken = AuthenticationResult?.RefreshToken ?? "";
        const input = { ClientId: app.clientId, AuthParameters: { REFRESH_TOKEN: RefreshToken } };
        const calls = [
          () => service.call("InitiateAuth", { ...input, AuthFlow: "REFRESH_TOKEN_AUTH" }),
          () => service.call("InitiateAuth", { ...input, AuthFlow: "REFRESH_TOKEN" }),
          () =>
            service.call("AdminInitiateAuth", {
              ...input,
              UserPoolId: app.poolId,
              AuthFlow: "REFRESH_TOKEN_AUTH",
            }),
          () => service.call("GetTokensFromRefreshToken", { ClientId: app.clientId, RefreshToken }),
        ];
        for (const call of calls)
          expect(await outcomeOf(call()), state).toBe(
            state === "disabled" ? "NotAuthorizedException: Refresh Token has been revoked" : "tokens",
          );
      }
    },
  );
});
