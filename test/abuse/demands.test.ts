/**
 * What the pool demands is judged where tokens are issued, not before (A5): whatever changes between the last right answer and the
 * transaction that issues, in another request or on another server, counts.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import type { Store } from "../../packages/server/src/ports/store.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import {
  addMember,
  attempt,
  begin,
  type CodeReader,
  createCodeReader,
  createFullPlace,
  everything,
  everyTrigger,
  type Have,
  honestAnswer,
  type Member,
  reply,
  type Way,
  ways,
} from "../support/every-factor.ts";
import { changeStored, refusals } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

/** What happens elsewhere just before the next transaction begins. */
let meanwhile: (() => Promise<unknown>) | undefined;

/** A store into whose transactions something comes first. */
function interruptible(store: Store): Store {
  const transaction: Store["transaction"] = async (work) => {
    const interruption = meanwhile;
    meanwhile = undefined;
    await interruption?.();
    return store.transaction(work);
  };
  return { ...store, transaction, watched: (witness) => interruptible(store.watched(witness)) };
}

let service: Service;
let codes: CodeReader;
let app: App;
let number = 0;
beforeAll(async () => {
  const store = interruptible(await openStore("sqlite::memory:"));
  service = await createService({ store, seed: "demands", triggers: everyTrigger.trigger });
  codes = createCodeReader(service);
  app = await createFullPlace(service, { mfa: "OPTIONAL" });
});
afterEach(() => changePool({ MfaConfiguration: "OPTIONAL", Policies: everything.Policies }));
afterAll(() => service.close());

async function changePool(changes: PoolSettings): Promise<void> {
  const pool = await service.store.pools.find(app.poolId);
  if (pool === undefined) throw new Error("no pool");
  await service.store.pools.update({ ...pool, settings: { ...pool.settings, ...changes } }, pool.version);
}

const wayOf = (flow: Way["flow"], first: Way["first"]): Way =>
  ways.find((each) => each.flow === flow && each.first === first && !each.operator) as Way;

interface AlmostDone {
  member: Member;
  finish: () => Promise<string>;
}

/** A sign-in whose next right answer would end it. What the user has is switched on as a second factor only if `asSecond` says so. */
async function almostDone(way: Way, given: { has?: Have; asSecond?: boolean } = {}): Promise<AlmostDone> {
  const { has, asSecond = false } = given;
  const user = asSecond ? {} : { enabledFactors: [] };
  const member = await addMember(service, app, {
    number: (number += 1),
    has: has === undefined ? [] : [has],
    user,
  });
  const wordOf = async (work: () => ReturnType<typeof begin>): Promise<string> => (await attempt(work)).word;
  if (way.first === "password" && !asSecond)
    return { member, finish: () => wordOf(() => begin(service, app, { way, member })) };
  const asked = await begin(service, app, { way, member });
  const responses = await honestAnswer(service, app, { member, asked, codes });
  return { member, finish: () => wordOf(() => reply(service, app, { asked, responses })) };
}

/** Sign-ins with one factor, and one with two. */
const sign: Record<string, () => Promise<AlmostDone>> = {
  "a password in clear": () => almostDone(wayOf("USER_PASSWORD_AUTH", "password")),
  "a password by SRP": () => almostDone(wayOf("USER_SRP_AUTH", "srp")),
  "a code by e-mail alone": () => almostDone(wayOf("USER_AUTH", "EMAIL_OTP"), { has: "e-mail" }),
  "a code by SMS alone": () => almostDone(wayOf("USER_AUTH", "SMS_OTP"), { has: "SMS" }),
  "a passkey alone": () => almostDone(wayOf("USER_AUTH", "WEB_AUTHN"), { has: "passkey" }),
  "a password and a software token": () =>
    almostDone(wayOf("USER_PASSWORD_AUTH", "password"), { has: "TOTP", asSecond: true }),
};
const withOneFactor = Object.keys(sign).filter((name) => !name.includes(" and "));

describe.each(Object.keys(sign))("a sign-in with %s", (name) => {
  const pending = (): Promise<AlmostDone> => sign[name]!();

  it("ends in tokens where nothing comes between", async () => {
    expect(await (await pending()).finish()).toBe("tokens");
  });

  it("ends in none where the user is disabled or deleted meanwhile (A5, A19)", async () => {
    const disabled = await pending();
    meanwhile = () => changeStored(service, app.poolId, disabled.member.sub, { enabled: false });
    expect(await disabled.finish()).toBe(refusals.disabled);
    const deleted = await pending();
    meanwhile = () => service.store.users.remove(app.poolId, deleted.member.sub);
    expect(await deleted.finish()).toMatch(/^(NotAuthorized|ExpiredCode)Exception: /);
  });

  it("ends in none where the user must change or reset the password meanwhile (A5)", async () => {
    for (const status of ["FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"] as const) {
      const { member, finish } = await pending();
      meanwhile = () => changeStored(service, app.poolId, member.sub, { status });
      expect(await finish()).toMatch(/^(NotAuthorized|PasswordResetRequired)Exception: /);
    }
  });
});

describe.each(withOneFactor)("a sign-in with %s", (name) => {
  it("ends in none where the pool requires a second factor meanwhile (A5)", async () => {
    const { finish } = await sign[name]!();
    meanwhile = () => changePool({ MfaConfiguration: "ON" });
    expect(await finish()).toBe(refusals.foreignSession);
  });

  it("ends in none where the user switches a second factor on meanwhile (A5)", async () => {
    const { member, finish } = await sign[name]!();
    const attributes = { phone_number: member.phone, email: member.email };
    meanwhile = () =>
      changeStored(service, app.poolId, member.sub, { attributes, enabledFactors: ["SMS_MFA"] });
    expect(await finish()).toMatch(/^NotAuthorizedException: /);
  });
});

describe("a code or a passkey alone", () => {
  it.each(["EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const)(
    "by %s is nothing once the pool stops taking it (A5)",
    async (first) => {
      const has = { EMAIL_OTP: "e-mail", SMS_OTP: "SMS", WEB_AUTHN: "passkey" } as const;
      const { finish } = await almostDone(wayOf("USER_AUTH", first), { has: has[first] });
      const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const] } };
      meanwhile = () => changePool({ Policies });
      expect(await finish()).toMatch(/^NotAuthorizedException: /);
    },
  );
});
