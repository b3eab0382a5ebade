/**
 * Finding out who has an account by how long answers take (E2), without a clock: where existence is protected, the same
 * statements and the same modular powers are done in the same order for nobody as for somebody. What a row is written for may
 * differ, because nothing is sent to nobody; that one is written may not.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import type { Witness } from "../../packages/server/src/ports/audit.ts";
import { confirmByLink } from "../../packages/server/src/operations/sign-up/confirm-by-link.ts";
import type { Store } from "../../packages/server/src/ports/store.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { addPerson, createPlace, outcomeOf, proveWithSrp, respond } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

/** What was done, oldest first: `users.find`, `power`, `begin`, `end`. */
const work: string[] = [];

/** Verbs that write one row and say nothing about it. */
const writes = [
  "outbox.add",
  "codes.put",
  "consumed.consume",
  "authEvents.record",
  "authEvents.recordFailure",
];

type Verbs = Record<string, Record<string, (...given: unknown[]) => unknown>>;

/** The same verbs, which also note that they were called. */
function noting<V extends object>(verbs: V): V {
  return new Proxy(verbs, {
    get(target, family: string) {
      if (family === "transaction") return noteTransaction(target);
      // Only the store itself can be watched.
      if (family === "watched") return (witness: Witness) => noting((target as Store).watched(witness));
      // A store is families of verbs, and a few functions.
      const found = (target as unknown as Verbs)[family];
      if (typeof found !== "object") return found;
      return new Proxy(found, {
        get:
          (of, verb: string) =>
          (...given: unknown[]) => {
            const name = `${family}.${verb}`;
            work.push(writes.includes(name) ? "write a row" : name);
            return of[verb]?.(...given);
          },
      });
    },
  });
}

function noteTransaction(target: object): Store["transaction"] {
  // Only the store itself has transactions.
  const store = target as Store;
  return async (inside) => {
    work.push("begin");
    try {
      return await store.transaction((tx) => inside(noting(tx)));
    } finally {
      work.push("end");
    }
  };
}

let service: Service;
let app: App;
beforeAll(async () => {
  service = await createService({ store: noting(await openStore("sqlite::memory:")), seed: "work" });
  const { powers } = service.world;
  Object.assign(service.world, {
    powers: {
      power(base: bigint, exponent: bigint) {
        work.push("power");
        return powers.power(base, exponent);
      },
    },
  });
  app = await createPlace(service, {
    mfa: "OPTIONAL",
    pool: {
      AutoVerifiedAttributes: ["email"],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } },
      WebAuthnConfiguration: { RelyingPartyId: "example.com" },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    },
    client: {
      PreventUserExistenceErrors: "ENABLED",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
    },
  });
});
afterAll(() => service.close());

type Call = (username: string) => Promise<unknown>;

const begin =
  (AuthFlow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" | "USER_AUTH", parameters: object = {}): Call =>
  (USERNAME) =>
    service.call("InitiateAuth", {
      AuthFlow,
      ClientId: app.clientId,
      AuthParameters: { USERNAME, ...parameters },
    });

const password = "Wrong-Horse-9";
const SRP_A = "ab".repeat(384);

const failSrp: Call = async (username) =>
  respond(service, app, await proveWithSrp(service, app, { username, password }));

const failCode: Call = async (username) => {
  const asked = await service.call("InitiateAuth", {
    AuthFlow: "USER_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: username, PREFERRED_CHALLENGE: "EMAIL_OTP" },
  });
  return respond(service, app, {
    challenge: "EMAIL_OTP",
    session: asked.Session,
    responses: { USERNAME: username, EMAIL_OTP_CODE: "000000" },
  });
};

const resend: Call = (Username) =>
  service.call("ResendConfirmationCode", { ClientId: app.clientId, Username });

const confirm: Call = async (Username) => {
  await resend(Username);
  return service.call("ConfirmSignUp", { ClientId: app.clientId, Username, ConfirmationCode: "000000" });
};

const forget: Call = (Username) => service.call("ForgotPassword", { ClientId: app.clientId, Username });

const exchange: Call = async (Username) => {
  await forget(Username);
  return service.call("ConfirmForgotPassword", {
    ClientId: app.clientId,
    Username,
    ConfirmationCode: "000000",
    Password: "Another-Horse-9",
  });
};

const confirmed: Partial<UserRecord> = { status: "CONFIRMED" };
const unconfirmed: Partial<UserRecord> = { status: "UNCONFIRMED" };

const ways: [string, Partial<UserRecord>, Call][] = [
  ["the beginning of USER_SRP_AUTH", confirmed, begin("USER_SRP_AUTH", { SRP_A })],
  ["a wrong proof by SRP", confirmed, failSrp],
  ["a wrong password in clear", confirmed, begin("USER_PASSWORD_AUTH", { PASSWORD: password })],
  ["the choice of USER_AUTH", confirmed, begin("USER_AUTH")],
  [
    "a wrong password in USER_AUTH",
    confirmed,
    begin("USER_AUTH", { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password }),
  ],
  ["SRP in USER_AUTH", confirmed, begin("USER_AUTH", { PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A })],
  ["a code by e-mail", confirmed, begin("USER_AUTH", { PREFERRED_CHALLENGE: "EMAIL_OTP" })],
  ["a wrong code by e-mail", confirmed, failCode],
  ["ResendConfirmationCode", unconfirmed, resend],
  ["ConfirmSignUp with a wrong code", unconfirmed, confirm],
  ["ForgotPassword", confirmed, forget],
  ["ConfirmForgotPassword with a wrong code", confirmed, exchange],
];

/** What is done for one call, and how it ends. */
async function workOf(call: Call, username: string): Promise<{ done: string[]; outcome: string }> {
  work.length = 0;
  const outcome = await outcomeOf(call(username));
  return { done: [...work], outcome };
}

describe("E2: where existence is protected, the same is done for nobody as for somebody", () => {
  it.each(ways)("%s", async (what, user, call) => {
    const username = `somebody-${what.replaceAll(/\W+/g, "-")}`;
    const attributes = { email: "somebody@example.com", email_verified: "true" };
    await addPerson(service, app, username, { user: { ...user, attributes } });
    const somebody = await workOf(call, username);
    const nobody = await workOf(call, `no-${username}`);
    expect(nobody).toEqual(somebody);
    expect(somebody.done.length).toBeGreaterThan(2);
  });

  it("a wrong password of somebody who is locked", async () => {
    await addPerson(service, app, "locked");
    const call = begin("USER_PASSWORD_AUTH", { PASSWORD: password });
    for (let failure = 0; failure < 5; failure += 1)
      for (const username of ["locked", "no-locked"]) await outcomeOf(call(username));
    const somebody = await workOf(call, "locked");
    expect(somebody.outcome).toContain("Password attempts exceeded");
    expect(await workOf(call, "no-locked")).toEqual(somebody);
  });
});

describe("E2: the same where texts go by language and addresses are proven by links", () => {
  beforeAll(async () => {
    app = await createPlace(service, {
      pool: {
        AutoVerifiedAttributes: ["email"],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
        VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" },
      },
      client: { PreventUserExistenceErrors: "ENABLED", ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
    });
    const template = { Channel: "EMAIL", Subject: "Code", Text: "{####}" } as const;
    await service.call("SetMessageTemplates", {
      UserPoolId: app.poolId,
      Locale: "de",
      Templates: [
        { ...template, Purpose: "ForgotPassword" },
        { ...template, Purpose: "Authentication" },
      ],
    });
  });

  const open: Call = async (username) => {
    await resend(username);
    const { world, clock } = service;
    const ctx = { world, now: clock.now(), requestId: "request", ipAddress: "" };
    return (await confirmByLink(ctx, { clientId: app.clientId, username, code: "wrong" })).outcome;
  };

  const linked: [string, Partial<UserRecord>, Call][] = [
    ["a wrong link", unconfirmed, open],
    ...ways.filter(([what]) => /e-mail|Resend|Forgot/.test(what)),
  ];

  it.each(linked)("%s", async (what, user, call) => {
    const username = `german-${what.replaceAll(/\W+/g, "-")}`;
    const attributes = { email: "somebody@example.com", email_verified: "true", locale: "de" };
    await addPerson(service, app, username, { user: { ...user, attributes } });
    const somebody = await workOf(call, username);
    expect(await workOf(call, `no-${username}`)).toEqual(somebody);
    expect(somebody.done).toContain("messageTemplates.find");
  });
});
