/** Step-up as a way in: foreign, stale and revoked tokens, failed challenges, and what an answer tells of who is asked. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../packages/server/src/ports/store.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import {
  addMember,
  type Answer,
  everyFlow,
  everyTrigger,
  type Member,
  reply,
} from "../support/every-factor.ts";
import { outcomeOf, refusals, signInWithPassword } from "../support/people.ts";
import { createClient } from "../support/pools.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";
import { createStepUpPlace, loa, stepUpSteps, walkOn } from "../support/step-up.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let service: Service;
beforeEach(async () => {
  service = await createService({ seed: "step-up", triggers: everyTrigger.trigger, keyPairs: 4 });
});
afterEach(() => service.close());

const { settle, ask, signedIn } = stepUpSteps(() => service);

const revokedToken = "NotAuthorizedException: Access Token has been revoked";

describe("a step-up is refused", () => {
  const unreachable = "InvalidParameterException: The user cannot reach any of the TARGET_ACR_VALUES.";
  const reached =
    "InvalidParameterException: The ACCESS_TOKEN is of a sign-in that has reached this level already.";
  const invalidToken = "NotAuthorizedException: Invalid Access Token";

  it("if no value is a level of the pool", async () => {
    const { app, member } = await settle();
    expect(await outcomeOf(ask({ app, member, target: "urn:cognito:loa:5 other" }))).toBe(
      "InvalidParameterException: TARGET_ACR_VALUES has no value of this user pool.",
    );
  });

  it("if the user has nothing for any of the levels", async () => {
    const { app, member } = await settle({ has: ["SMS"] });
    expect(await outcomeOf(ask({ app, member, target: loa(4) }))).toBe(unreachable);
    const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
    expect(await outcomeOf(ask({ app, member, target: loa(4), parameters }))).toBe(unreachable);
  });

  it("if the token's sign-in has reached the level, or more", async () => {
    const { app, member } = await settle({ has: ["SMS", "passkey"] });
    const password = { ACCESS_TOKEN: await signedIn(app, member) };
    const passkey = { ACCESS_TOKEN: await signedIn(app, member, "USER_AUTH (WEB_AUTHN)") };
    expect(await outcomeOf(ask({ app, member, target: loa(1), parameters: password }))).toBe(reached);
    for (const level of [1, 2, 3] as const)
      expect(await outcomeOf(ask({ app, member, target: loa(level), parameters: passkey }))).toBe(reached);
    const both = `${loa(4)} ${loa(3)}`;
    expect(await outcomeOf(ask({ app, member, target: both, parameters: passkey }))).toBe(reached);
  });

  it("if a token comes without a level, or MAX_AGE is no number", async () => {
    const { app, member } = await settle({ has: ["SMS"] });
    const ACCESS_TOKEN = await signedIn(app, member);
    expect(await outcomeOf(ask({ app, member, parameters: { ACCESS_TOKEN } }))).toBe(
      "InvalidParameterException: ACCESS_TOKEN needs TARGET_ACR_VALUES.",
    );
    for (const MAX_AGE of ["-1", "1.5", "soon", "1e3", "9999999999"])
      expect(
        await outcomeOf(ask({ app, member, target: loa(3), parameters: { ACCESS_TOKEN, MAX_AGE } })),
      ).toBe("InvalidParameterException: MAX_AGE must be a number of seconds.");
  });

  it("with a token of another user, pool or client, an ID token, an altered one and nonsense", async () => {
    const { app, member } = await settle({ has: ["SMS"] });
    const other = await addMember(service, app, { number: 2, has: ["nothing"] });
    const elsewhere = await createStepUpPlace(service);
    const namesake = await addMember(service, elsewhere, { number: 1, has: ["nothing"] });
    const client = await createClient(service, { UserPoolId: app.poolId }, { client: everyFlow });
    const { AuthenticationResult: own } = await signInWithPassword(service, app, member);
    const tokens = [
      await signedIn(app, other),
      await signedIn(elsewhere, namesake),
      await signedIn({ ...app, clientId: client }, member),
      own?.IdToken ?? "",
      `${own?.AccessToken?.slice(0, -4)}AAAA`,
      own?.RefreshToken ?? "",
      "nonsense",
    ];
    for (const ACCESS_TOKEN of tokens)
      expect(await outcomeOf(ask({ app, member, target: loa(3), parameters: { ACCESS_TOKEN } }))).toBe(
        invalidToken,
      );
  });

  it("with a token that is expired or revoked", async () => {
    const { app, member } = await settle({ has: ["SMS"] });
    const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
    await service.call("GlobalSignOut", { AccessToken: parameters.ACCESS_TOKEN });
    expect(await outcomeOf(ask({ app, member, target: loa(3), parameters }))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
    service.clock.advance(hour);
    expect(await outcomeOf(ask({ app, member, target: loa(3), parameters }))).toBe(
      "NotAuthorizedException: Access Token has expired",
    );
  });

  it("in a Lite pool", async () => {
    const app = await createStepUpPlace(service, { pool: { UserPoolTier: "LITE" } });
    const member = await addMember(service, app, { number: 1, has: ["nothing"] });
    expect(await outcomeOf(ask({ app, member, target: loa(1) }))).toBe(
      "FeatureUnavailableInTierException: TARGET_ACR_VALUES is not available in the LITE feature plan of the user pool.",
    );
  });
});

/** Answers a pending SOFTWARE_TOKEN_MFA. */
const sendCode = (app: App, given: { member: Member; asked: Answer; code: string }) =>
  reply(service, app, {
    asked: given.asked,
    responses: { USERNAME: given.member.username, SOFTWARE_TOKEN_MFA_CODE: given.code },
  });
const codeOf = (member: Member): string => totpCode(member.secretCode, service.clock.now());
const other = (code: string): string => (code === "000000" ? "000001" : "000000");

describe("one failed challenge ends a step-up", () => {
  it("begun with a token", async () => {
    const { app, member } = await settle({ has: ["TOTP"] });
    const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
    service.clock.advance(minute);
    const asked = await ask({ app, member, target: loa(4), parameters });
    const code = codeOf(member);
    expect(await outcomeOf(sendCode(app, { member, asked, code: other(code) }))).toBe(refusals.wrongCode);
    expect(await outcomeOf(sendCode(app, { member, asked, code }))).toBe(refusals.usedSession);
    // The token is as good as before: another step-up may begin with it.
    const again = await ask({ app, member, target: loa(4), parameters });
    expect(await outcomeOf(sendCode(app, { member, asked: again, code }))).toBe("tokens");
  });

  it("begun with nothing, also for the levels below", async () => {
    const { app, member } = await settle({ has: ["TOTP"] });
    const parameters = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: member.password };
    const asked = await ask({ app, member, target: `${loa(4)} ${loa(1)}`, parameters });
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const code = codeOf(member);
    expect(await outcomeOf(sendCode(app, { member, asked, code: other(code) }))).toBe(refusals.wrongCode);
    expect(await outcomeOf(sendCode(app, { member, asked, code }))).toBe(refusals.usedSession);
  });
});

describe("credit does not outlive its token", () => {
  async function asked() {
    const { app, member } = await settle({ has: ["TOTP"] });
    const ACCESS_TOKEN = await signedIn(app, member);
    service.clock.advance(minute);
    return {
      app,
      member,
      ACCESS_TOKEN,
      asked: await ask({ app, member, target: loa(4), parameters: { ACCESS_TOKEN } }),
    };
  }

  it("signed out everywhere between question and answer", async () => {
    const { ACCESS_TOKEN, ...given } = await asked();
    await service.call("GlobalSignOut", { AccessToken: ACCESS_TOKEN });
    expect(await outcomeOf(sendCode(given.app, { ...given, code: codeOf(given.member) }))).toBe(revokedToken);
  });

  it("its user disabled and enabled again", async () => {
    const { app, member, ...given } = await asked();
    const person = { UserPoolId: app.poolId, Username: member.username };
    await service.call("AdminDisableUser", person);
    await service.call("AdminEnableUser", person);
    expect(await outcomeOf(sendCode(app, { ...given, member, code: codeOf(member) }))).toBe(revokedToken);
  });

  it("revoked after the answer was judged, before the tokens are issued", async () => {
    await service.close();
    const store = await openStore("sqlite::memory:");
    const late: { revoke: (() => Promise<unknown>) | undefined } = { revoke: undefined };
    service = await createService({ store: revokingAfterRead(store, late), triggers: everyTrigger.trigger });
    const { app, member, ACCESS_TOKEN, asked: pending } = await asked();
    late.revoke = async () => {
      late.revoke = undefined;
      await service.call("GlobalSignOut", { AccessToken: ACCESS_TOKEN });
    };
    const given = { member, asked: pending, code: codeOf(member) };
    expect(await outcomeOf(sendCode(app, given))).toBe(revokedToken);
    // The code was not used up by a step-up that came to nothing.
    const parameters = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: member.password };
    const again = await ask({ app, member, target: loa(4), parameters });
    expect(await outcomeOf(sendCode(app, { ...given, asked: again }))).toBe("tokens");
  });

  /** A store in which something happens right after a family was read, outside of any transaction. */
  function revokingAfterRead(store: Store, late: { revoke: (() => Promise<unknown>) | undefined }): Store {
    const families = {
      ...store.families,
      async find(poolId: string, id: string) {
        const family = await store.families.find(poolId, id);
        await late.revoke?.();
        return family;
      },
    };
    return { ...store, families };
  }
});

describe("where users are hidden", () => {
  async function hidden() {
    const { app, member } = await settle({ has: ["TOTP", "SMS", "e-mail"] });
    const client = { ...everyFlow, PreventUserExistenceErrors: "ENABLED" as const };
    const clientId = await createClient(service, { UserPoolId: app.poolId }, { client });
    const poor = await addMember(service, app, { number: 2, has: ["SMS", "e-mail"] });
    return { app: { ...app, clientId }, member, poor };
  }
  const nobody: Member = {
    username: "nobody",
    password: "Correct-Horse-9",
    sub: "",
    secretCode: "",
    email: "",
    phone: "",
  };

  it("the first answer is the same for who can reach the level, who cannot, and nobody", async () => {
    const { app, member, poor } = await hidden();
    const first = async (who: Member, target: string) => {
      const { ChallengeName, AvailableChallenges, ChallengeParameters } = await ask({
        app,
        member: who,
        target,
      });
      return { ChallengeName, AvailableChallenges, ChallengeParameters };
    };
    for (const target of [loa(4), `${loa(4)} ${loa(3)}`]) {
      const expected = await first(member, target);
      expect(expected.AvailableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP"]);
      for (const who of [poor, nobody]) expect(await first(who, target)).toEqual(expected);
    }
  });

  it("what is missing shows after the password, and to nobody else", async () => {
    const { app, member, poor } = await hidden();
    const password = (who: Member, PASSWORD: string) =>
      ask({ app, member: who, target: loa(4), parameters: { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD } });
    expect(await outcomeOf(password(member, member.password))).toBe("SOFTWARE_TOKEN_MFA");
    expect(await outcomeOf(password(poor, poor.password))).toBe(
      "InvalidParameterException: The user cannot reach any of the TARGET_ACR_VALUES.",
    );
    for (const who of [member, poor, nobody])
      expect(await outcomeOf(password(who, "Wrong-Horse-9"))).toBe(refusals.incorrect);
  });

  it("a token does not tell whether the name it comes with is somebody's", async () => {
    const { app, member, poor } = await hidden();
    const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
    const outcomes = new Set<string>();
    for (const who of [poor, nobody])
      outcomes.add(await outcomeOf(ask({ app, member: who, target: loa(4), parameters })));
    expect([...outcomes]).toEqual(["NotAuthorizedException: Invalid Access Token"]);
  });
});

it("a step-up is no way to begin with half of a sign-in: a session of it ends in nothing without the rest", async () => {
  const { app, member } = await settle({ has: ["TOTP", "SMS"] });
  const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
  service.clock.advance(minute);
  const asked = await ask({ app, member, target: loa(4), parameters });
  const lower = await ask({ app, member, target: loa(3), parameters });
  expect(lower.ChallengeName).toBe("SELECT_MFA_TYPE");
  const walk = await walkOn(service, app, { member, asked: lower, wanted: ["SMS_MFA"] });
  expect(walk.path).toBe("SELECT_MFA_TYPE → SMS_MFA → tokens");
  // What the other step-up proved is not known to this one.
  const wrong = { ...asked, Session: lower.Session };
  expect(await outcomeOf(sendCode(app, { member, asked: wrong, code: codeOf(member) }))).toBe(
    refusals.foreignSession,
  );
});
