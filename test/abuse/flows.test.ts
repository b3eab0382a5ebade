/**
 * Every way in, against every state of pool and user (A4, A5, A19): no flow is a way around the factor that the pool demands, the
 * state of the account, or a lock. What is expected is written down here once more, from the protocol's decision table.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import {
  addPerson,
  createOtherClient,
  createPlace,
  outcomeOf,
  proveWithSrp,
  refusals,
  respond,
  signInWithPassword,
  type Subject,
} from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

type Answer = Awaited<ReturnType<typeof respond>>;
type Enter = (app: App, person: Pick<Subject, "username" | "password">) => Promise<Answer>;

let service: Service;
beforeAll(async () => {
  service = await createService({ seed: "flows" });
});
afterAll(() => service.close());

/** One pool for each mode, and in it one client for each way of speaking of users: making keys takes a while. */
const places = new Map<string, Promise<App>>();
const placeOf = (
  mfa: "OFF" | "OPTIONAL" | "ON",
  PreventUserExistenceErrors: "LEGACY" | "ENABLED",
): Promise<App> =>
  remembered(`${mfa} ${PreventUserExistenceErrors}`, async () => {
    const place = await remembered(mfa, () => createPlace(service, { mfa }));
    return createOtherClient(service, place, { PreventUserExistenceErrors });
  });

function remembered(name: string, make: () => Promise<App>): Promise<App> {
  const made = places.get(name) ?? make();
  places.set(name, made);
  return made;
}

let names = 0;

const byOperator =
  (AuthFlow: "ADMIN_USER_PASSWORD_AUTH" | "ADMIN_NO_SRP_AUTH"): Enter =>
  (app, { username, password }) =>
    service.call("AdminInitiateAuth", {
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    });

const flows: [string, Enter][] = [
  ["USER_PASSWORD_AUTH", (app, person) => signInWithPassword(service, app, person)],
  ["ADMIN_USER_PASSWORD_AUTH", byOperator("ADMIN_USER_PASSWORD_AUTH")],
  ["ADMIN_NO_SRP_AUTH", byOperator("ADMIN_NO_SRP_AUTH")],
  ["USER_SRP_AUTH", async (app, person) => respond(service, app, await proveWithSrp(service, app, person))],
  [
    "USER_SRP_AUTH begun by an operator",
    async (app, person) =>
      respond(service, app, await proveWithSrp(service, app, { ...person, operator: true })),
  ],
];

const modes = ["OFF", "OPTIONAL", "ON"] as const;
const existence = ["LEGACY", "ENABLED"] as const;

/** The user's software token: none, one that is not verified, one that is, one that is switched on, and a switch without one. */
const factors = ["none", "verified", "enabled", "enabled but gone"] as const;

const states: Record<string, Partial<UserRecord>> = {
  confirmed: {},
  disabled: { enabled: false },
  unconfirmed: { status: "UNCONFIRMED" },
  "to reset": { status: "RESET_REQUIRED" },
  "to change": { status: "FORCE_CHANGE_PASSWORD" },
  federated: { status: "EXTERNAL_PROVIDER" },
  archived: { status: "ARCHIVED" },
  locked: {},
};

interface Case {
  mode: (typeof modes)[number];
  hides: boolean;
  factor: (typeof factors)[number];
  state: string;
}

/** The account's own refusal, if it has one. */
function closed({ hides, state }: Case): string | undefined {
  switch (state) {
    case "disabled":
    case "archived":
      return refusals.disabled;
    case "unconfirmed":
      return refusals.unconfirmed;
    case "to reset":
      return hides ? refusals.incorrect : refusals.resetRequired;
    case "federated":
      return refusals.incorrect;
    case "locked":
      return refusals.passwordLocked;
    default:
      return undefined;
  }
}

function secondFactor({ mode, factor }: Case): string {
  const verified = factor === "verified" || factor === "enabled";
  const enabled = factor === "enabled" || factor === "enabled but gone";
  if (mode === "OFF") return "tokens";
  if (mode === "ON") return verified ? "SOFTWARE_TOKEN_MFA" : "MFA_SETUP";
  if (!enabled) return "tokens";
  return verified
    ? "SOFTWARE_TOKEN_MFA"
    : "MFAMethodNotFoundException: No MFA mechanism registered in the account.";
}

const expected = (given: Case): string =>
  closed(given) ?? (given.state === "to change" ? "NEW_PASSWORD_REQUIRED" : secondFactor(given));

const casesOf = (mode: Case["mode"], hides: boolean): Case[] =>
  factors.flatMap((factor) => Object.keys(states).map((state) => ({ mode, hides, factor, state })));

async function prepare(app: App, given: Case): Promise<Subject> {
  const verified = given.factor === "verified" || given.factor === "enabled";
  const enabled = given.factor === "enabled" || given.factor === "enabled but gone";
  const user = { ...states[given.state], enabledFactors: enabled ? (["SOFTWARE_TOKEN_MFA"] as const) : [] };
  names += 1;
  const person = await addPerson(service, app, `person-${names}`, {
    softwareToken: verified,
    user: { ...user, enabledFactors: [...user.enabledFactors] },
  });
  if (given.state === "locked") {
    const key = { poolId: app.poolId, subject: person.sub, authenticator: "password" as const };
    for (let failure = 0; failure < 5; failure += 1)
      await service.store.attempts.countFailure(key, service.clock.now());
  }
  return person;
}

/** Goes on as an honest person would; what came after the challenge shows whether a factor was skipped. */
async function goOn(app: App, person: Subject, answer: Answer): Promise<string> {
  const session = answer.Session;
  const reply = (responses: Record<string, string>): Promise<Answer> =>
    respond(service, app, {
      challenge: answer.ChallengeName ?? "",
      session,
      responses: { USERNAME: person.username, ...responses },
    });
  switch (answer.ChallengeName) {
    case "NEW_PASSWORD_REQUIRED":
      return outcomeOf(reply({ NEW_PASSWORD: "Another-Horse-9" }));
    case "SOFTWARE_TOKEN_MFA":
      return outcomeOf(reply({ SOFTWARE_TOKEN_MFA_CODE: totpCode(person.secretCode, service.clock.now()) }));
    case "MFA_SETUP":
      return outcomeOf(reply({}));
    default:
      return "";
  }
}

function afterwards(given: Case, first: string): string {
  if (first === "NEW_PASSWORD_REQUIRED") return secondFactor(given);
  if (first === "SOFTWARE_TOKEN_MFA") return "tokens";
  return first === "MFA_SETUP" ? refusals.foreignSession : "";
}

describe.each(modes)("with MFA %s", (mode) => {
  describe.each(existence)("and existence %s", (PreventUserExistenceErrors) => {
    it.each(flows)("%s gives each user what the state allows, and no more (A4, A19)", async (name, enter) => {
      const app = await placeOf(mode, PreventUserExistenceErrors);
      for (const given of casesOf(mode, PreventUserExistenceErrors === "ENABLED")) {
        const person = await prepare(app, given);
        const call = enter(app, person);
        const first = await outcomeOf(call);
        expect(first, JSON.stringify({ name, ...given })).toBe(expected(given));
        if (first.includes(":") || first === "tokens") continue;
        expect(await goOn(app, person, await call), JSON.stringify({ name, ...given, first })).toBe(
          afterwards(given, first),
        );
      }
    });
  });

  it.each(flows)("%s gives nobody anything for a wrong password (A4)", async (_name, enter) => {
    const app = await placeOf(mode, "ENABLED");
    for (const given of casesOf(mode, true)) {
      const person = await prepare(app, given);
      expect(await outcomeOf(enter(app, { ...person, password: "Wrong-Horse-9" }))).toBe(
        given.state === "locked" ? refusals.passwordLocked : refusals.incorrect,
      );
    }
  });
});

describe("a custom flow in a pool without its functions", () => {
  it("gives nobody anything, even where it is allowed", async () => {
    const app = await createPlace(service);
    const open = await createOtherClient(service, app, { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] });
    const person = await addPerson(service, app, "person");
    const AuthParameters = {
      USERNAME: person.username,
      PASSWORD: person.password,
      CHALLENGE_NAME: "SRP_A",
      SRP_A: "abcdef",
    };
    const input = { ClientId: open.clientId, AuthFlow: "CUSTOM_AUTH", AuthParameters } as const;
    for (const begin of [
      () => service.call("InitiateAuth", input),
      () => service.call("AdminInitiateAuth", { ...input, UserPoolId: app.poolId }),
    ])
      expect(await outcomeOf(begin())).toBe(
        "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.",
      );
  });
});

describe("a flow that the client does not allow, or that belongs to the other operation", () => {
  const none = "InvalidParameterException: Initiate Auth method not supported.";
  it.each([
    ["USER_SRP_AUTH", "InvalidParameterException: USER_SRP_AUTH is not enabled for the client."],
    ["USER_PASSWORD_AUTH", "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client"],
    ["USER_AUTH", "InvalidParameterException: USER_AUTH flow not enabled for this client"],
    ["CUSTOM_AUTH", "InvalidParameterException: Auth flow not enabled for this client"],
    ["REFRESH_TOKEN_AUTH", "InvalidParameterException: Auth flow not enabled for this client"],
    ["REFRESH_TOKEN", "InvalidParameterException: Auth flow not enabled for this client"],
    ["ADMIN_USER_PASSWORD_AUTH", none],
    ["ADMIN_NO_SRP_AUTH", none],
  ] as const)("%s is refused before anything is looked at", async (AuthFlow, refusal) => {
    const app = await createPlace(service, {
      client: { ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] },
    });
    const person = await addPerson(service, app, "person");
    const AuthParameters = {
      USERNAME: person.username,
      PASSWORD: person.password,
      SRP_A: "abcdef",
      REFRESH_TOKEN: "x",
    };
    const call = service.call("InitiateAuth", { ClientId: app.clientId, AuthFlow, AuthParameters });
    expect(await outcomeOf(call)).toBe(refusal);
  });

  it("USER_PASSWORD_AUTH is not for operators, and a lower-case flow is none at all", async () => {
    const app = await createPlace(service);
    const person = await addPerson(service, app, "person");
    const begin = (AuthFlow: string): Promise<string> =>
      outcomeOf(
        service.call("AdminInitiateAuth", {
          UserPoolId: app.poolId,
          ClientId: app.clientId,
          // What is no flow must be caught by the model's enumeration.
          AuthFlow: AuthFlow as "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
        }),
      );
    expect(await begin("USER_PASSWORD_AUTH")).toBe(none);
    expect(await begin("admin_user_password_auth")).toMatch(/^InvalidParameterException: 1 validation error/);
  });
});
