/**
 * Every operation that anybody may call, asked about somebody and about nobody by a client that hides users (E1): after masking what is
 * random the answers are the same bytes, step by step, until they are refused for good.
 */
import { everyOperation, type JsonObject, type OperationName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import { operations } from "../../packages/server/src/operations/index.ts";
import { beginningOf, createFullPlace, everyTrigger, type Way, ways } from "../support/every-factor.ts";
import { addPerson } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let app: App;
beforeAll(async () => {
  service = await createService({ seed: "open-operations", triggers: everyTrigger.trigger });
  const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const] } };
  const AutoVerifiedAttributes = ["email" as const];
  const RecoveryMechanisms = [{ Name: "verified_email" as const, Priority: 1 }];
  const AccountRecoverySetting = { RecoveryMechanisms };
  app = await createFullPlace(service, {
    mfa: "OPTIONAL",
    pool: { Policies, AutoVerifiedAttributes, AccountRecoverySetting },
    client: { PreventUserExistenceErrors: "ENABLED" },
  });
});
afterAll(() => service.close());

/** Who is asked about; each is compared with nobody, under a name of the same length. */
const people: Record<string, Partial<UserRecord>> = {
  confirmed: {},
  disabled: { enabled: false },
  unconfirmed: { status: "UNCONFIRMED" },
  resetting: { status: "RESET_REQUIRED" },
  invited: { status: "FORCE_CHANGE_PASSWORD" },
  imported: { status: "EXTERNAL_PROVIDER", password: undefined },
};

/** What is asked in turn. A later step may hold what an earlier one answered. */
type Step = (
  username: string,
  last: JsonObject,
) => { name: OperationName; body: JsonObject } | Promise<{ name: OperationName; body: JsonObject }>;

const wrongPassword = "Wrong-Horse-9";
const clientWays = ways.filter(({ operator }) => !operator);

const beginWith =
  (way: Way): Step =>
  async (username) => {
    const parameters = await beginningOf(service, way, { username, password: wrongPassword });
    return { name: "InitiateAuth", body: { AuthFlow: way.flow, AuthParameters: parameters } };
  };

/** A wrong answer to whatever was asked; where nothing was, the question is repeated by the caller of the steps. */
const answerWrongly: Step = (username, last) => {
  const shown = (last["ChallengeParameters"] ?? {}) as Record<string, string>;
  const responses = {
    USERNAME: shown["USERNAME"] ?? username,
    PASSWORD_CLAIM_SECRET_BLOCK: shown["SECRET_BLOCK"] ?? "AAAA",
    PASSWORD_CLAIM_SIGNATURE: "AAAA",
    TIMESTAMP: "Sun Mar 1 09:05:07 UTC 2026",
    PASSWORD: wrongPassword,
    ANSWER: last["ChallengeName"] === "SELECT_CHALLENGE" ? "PASSWORD" : "wrong",
  };
  const { ChallengeName = "PASSWORD_VERIFIER", Session } = last;
  const body = { ChallengeName, ChallengeResponses: responses, ...(Session !== undefined && { Session }) };
  return { name: "RespondToAuthChallenge", body };
};

const named =
  (name: OperationName, rest: JsonObject = {}): Step =>
  (Username) => ({ name, body: { Username, ...rest } });

const code = { ConfirmationCode: "000000" };

/** For every open operation that names a user, what is asked. */
const questions: Partial<Record<OperationName, Record<string, Step[]>>> = {
  InitiateAuth: { "with a wrong password": [beginWith(clientWays[0] as Way)] },
  RespondToAuthChallenge: Object.fromEntries(
    clientWays.map((way) => [`after ${way.name}`, [beginWith(way), answerWrongly]]),
  ),
  ConfirmSignUp: { "with a wrong code": [named("ConfirmSignUp", code)] },
  ForgotPassword: { "for a code": [named("ForgotPassword")] },
  ConfirmForgotPassword: {
    "with a wrong code": [named("ConfirmForgotPassword", { ...code, Password: "Another-Horse-9" })],
    "with a wrong code after asking for one": [
      named("ForgotPassword"),
      named("ConfirmForgotPassword", { ...code, Password: "Another-Horse-9" }),
    ],
    "with a password that no policy takes": [named("ConfirmForgotPassword", { ...code, Password: "short" })],
  },
  ResendConfirmationCode: { "for another code": [named("ResendConfirmationCode")] },
};

/** Open operations that name nobody but by a token or a session of theirs, and the one that tells whether a name is taken. */
const others: readonly OperationName[] = [
  "GetClientToken",
  "GetTokensFromRefreshToken",
  "RevokeToken",
  "ResendSignInCode",
  "SignUp",
];

/** What is random or a name, replaced; the rest stays to the byte. */
function mask(text: string, username: string): string {
  return text
    .replaceAll(username, "NAME")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID")
    .replaceAll(/"[A-Za-z0-9_+/=.-]{24,}"/g, '"RANDOM"')
    .replaceAll(/"[a-z]\*\*\*@[a-z]\*\*\*"/g, '"x***@x***"')
    .replaceAll(/"\+\*{7}\d{4}"/g, '"+*******0000"');
}

/** The answers to the steps, often enough to run into every lock, masked. */
async function hear(username: string, steps: Step[]): Promise<string[]> {
  const heard: string[] = [];
  for (let round = 0; round < 7; round += 1) {
    let last: JsonObject = {};
    for (const step of steps) {
      const { name, body } = await step(username, last);
      const answer = await send(name, { ClientId: app.clientId, ...body });
      last = answer.body;
      heard.push(`${name}: ${mask(answer.text, username)}`);
    }
  }
  return heard;
}

async function send(name: OperationName, body: JsonObject): Promise<{ body: JsonObject; text: string }> {
  try {
    // Every answer of the protocol is a JSON object.
    const answer = ((await call(service.world, name, body)) ?? {}) as JsonObject;
    return { body: answer, text: JSON.stringify(answer) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { body: {}, text: `${error.type}: ${error.message}` };
  }
}

let number = 0;

/** A name of ten letters that nobody else has. */
const newName = (): string => `person${1000 + (number += 1)}`;

/** Somebody in this state, with an address like the one that nobody is said to have. */
async function settle(user: Partial<UserRecord>): Promise<string> {
  const username = newName();
  if (user.status === "UNCONFIRMED") return signUp(username);
  const attributes = { email: `${username}@example.com`, email_verified: "true" };
  await addPerson(service, app, username, { user: { attributes, ...user } });
  return username;
}

async function signUp(Username: string): Promise<string> {
  const UserAttributes = [{ Name: "email", Value: `${Username}@example.com` }];
  await service.call("SignUp", {
    ClientId: app.clientId,
    Username,
    Password: "Correct-Horse-9",
    UserAttributes,
  });
  return Username;
}

describe("the open operations", () => {
  it("are all asked, but for those that name nobody, and the one that tells (E1)", () => {
    const open = everyOperation.filter(
      (name) => operations[name].run !== undefined && operations[name].caller === "client",
    );
    expect(Object.keys(questions).toSorted()).toEqual(
      open.filter((name) => !others.includes(name)).toSorted(),
    );
  });
});

const cases = Object.entries(questions).flatMap(([name, asked]) =>
  // The record's keys are names of operations.
  Object.entries(asked).map(([how, steps]) => ({ name: name as OperationName, how, steps })),
);

const statusOf = (status: string): string =>
  `NotAuthorizedException: User cannot be confirmed. Current status is ${status}`;
const settled = "InvalidParameterException: User is already confirmed.";
const notNow = "NotAuthorizedException: User password cannot be reset in the current state.";

/**
 * What the protocol tells anybody about an account that the operation cannot serve: its clients read these texts, and go on to
 * sign in where somebody is confirmed already.
 */
const told: Partial<Record<OperationName, Record<string, string>>> = {
  ConfirmSignUp: {
    confirmed: statusOf("CONFIRMED"),
    resetting: statusOf("RESET_REQUIRED"),
    invited: statusOf("FORCE_CHANGE_PASSWORD"),
    imported: statusOf("EXTERNAL_PROVIDER"),
  },
  ResendConfirmationCode: { confirmed: settled, resetting: settled, invited: settled, imported: settled },
  ForgotPassword: {
    unconfirmed:
      "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number",
    invited: notNow,
    imported: notNow,
  },
};

describe.each(Object.entries(people))("somebody who is %s", (state, user) => {
  const tells = ({ name, steps }: (typeof cases)[number]): boolean =>
    told[name]?.[state] !== undefined ||
    (steps.length > 1 && told.ForgotPassword?.[state] !== undefined && name === "ConfirmForgotPassword");
  // A wrong password comes before the account's state in every way alike, so two ways are enough for the rarer states.
  const isEnough = ({ how }: (typeof cases)[number]): boolean =>
    ["confirmed", "disabled", "imported"].includes(state) || !/^after (CUSTOM|USER_AUTH \()/.test(how);

  it.each(cases.filter((given) => !tells(given) && isEnough(given)))(
    "looks like nobody to $name, $how (E1)",
    async ({ steps }) => {
      const [somebody, nobody] = [await settle(user), newName()];
      const heard = await hear(somebody, steps);
      service.clock.advance(3_600_000);
      expect(heard).toEqual(await hear(nobody, steps));
      service.clock.advance(3_600_000);
    },
  );

  it.skipIf(state === "disabled").each(cases.filter(({ name }) => told[name]?.[state] !== undefined))(
    "is told by $name to be so, in the protocol's words",
    async ({ name, steps }) => {
      const [first] = await hear(await settle(user), steps);
      expect(first).toBe(`${name}: ${told[name]?.[state]}`);
    },
  );
});
