/**
 * Other people's things by their ids (A17), and who calls by what the body says (A18), over every operation that the model has: a
 * token's holder reaches nothing but the holder's own, an operator nothing but the named user's, whatever else a request says.
 */
import { everyOperation, type JsonObject, type OperationName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import { operations } from "../../packages/server/src/operations/index.ts";
import type { Caller } from "../../packages/server/src/operations/operation.ts";
import { confirmDevice } from "../support/devices.ts";
import { addMember, createFullPlace, everyTrigger, type Member } from "../support/every-factor.ts";
import { answerWithSrp, respond, signInWithPassword, startWithSrp } from "../support/people.ts";
import { membersOf, sampleInput } from "../support/sample-input.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let app: App;
let elsewhere: App;
beforeAll(async () => {
  service = await createService({ seed: "foreign-ids", triggers: everyTrigger.trigger });
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
  const UserPoolTags = { "poolhouse:software-tokens-per-user": "3" };
  const options = { mfa: "OPTIONAL" as const, pool: { DeviceConfiguration, UserPoolTags } };
  [app, elsewhere] = [await createFullPlace(service, options), await createFullPlace(service, options)];
  const TokenSession = { MaxPerUser: 20 };
  for (const { poolId: UserPoolId } of [app, elsewhere])
    await service.call("SetUserPoolSessionConfiguration", {
      UserPoolId,
      UserSessionTracking: "ENABLED",
      TokenSession,
    });
  [mallory, victim, namesake] = [
    await settle(app, 1),
    await settle(app, 2),
    // Has the attacker's own name, in another pool.
    await settle(elsewhere, 1),
  ];
});
afterAll(() => service.close());

let settled = 10;

/** Somebody with two sessions: the tokens of one, the id of the other. */
async function settleAgain(): Promise<Pick<Owner, "tokens" | "ids">> {
  const { member, ids } = await settle(app, (settled += 1));
  const { AuthenticationResult: result } = await signInWithPassword(service, app, member);
  const { AccessToken = "", RefreshToken = "" } = result ?? {};
  return { tokens: { AccessToken, RefreshToken }, ids };
}

/** Somebody who has one of everything, and the ids of it. */
interface Owner {
  app: App;
  member: Member;
  tokens: { AccessToken: string; RefreshToken: string };
  ids: Record<string, string>;
}
let mallory: Owner;
let victim: Owner;
let namesake: Owner;

async function settle(place: App, number: number): Promise<Owner> {
  const user = { enabledFactors: [] };
  const member = await addMember(service, place, { number, has: ["TOTP", "passkey", "e-mail"], user });
  const begun = await startWithSrp(service);
  const { ChallengeParameters: shown = {} } = await service.call("InitiateAuth", {
    ClientId: place.clientId,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { USERNAME: member.username, SRP_A: begun.text },
  });
  const proof = await answerWithSrp(service, { app: place, begun, shown, password: member.password });
  const { AuthenticationResult: result } = await respond(service, place, proof);
  const { AccessToken = "", RefreshToken = "" } = result ?? {};
  const device = await confirmDevice(service, result);
  const { Sessions: [session] = [] } = await service.call("ListUserSessions", { AccessToken });
  const [token] = await service.store.softwareTokens.list(place.poolId, member.sub);
  return {
    app: place,
    member,
    tokens: { AccessToken, RefreshToken },
    ids: {
      DeviceKey: device.key,
      CredentialId: member.passkey?.id ?? "",
      SessionId: session?.SessionId ?? "",
      SoftwareTokenId: token?.id ?? "",
    },
  };
}

/** Everything that is stored about somebody, as text. */
async function everythingAbout({ app: { poolId }, member: { sub } }: Owner): Promise<string> {
  const { store, clock } = service;
  const page = { limit: 100 };
  return JSON.stringify([
    await store.users.find(poolId, sub),
    await store.devices.list(poolId, sub, page),
    await store.passkeys.list(poolId, sub, page),
    await store.softwareTokens.list(poolId, sub),
    await store.userSessions.list({ poolId, sub, validFrom: 0, now: clock.now() }),
  ]);
}

/** Calls with a body as it stands, and answers in words; the body of a good answer as text. */
async function send(name: OperationName, body: JsonObject): Promise<string> {
  try {
    return JSON.stringify((await call(service.world, name, body)) ?? "done");
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return `${error.type}: ${error.message}`;
  }
}

const calledBy = (...callers: Caller[]): OperationName[] =>
  everyOperation.filter(
    (name) => operations[name].run !== undefined && callers.includes(operations[name].caller),
  );

const idNames = ["DeviceKey", "CredentialId", "SessionId", "SoftwareTokenId"] as const;
const takingIds = (names: OperationName[]): [OperationName, (typeof idNames)[number]][] =>
  names.flatMap((name) =>
    idNames
      .filter((id) => Object.hasOwn(membersOf(name), id))
      .map((id) => [name, id] as [typeof name, typeof id]),
  );

const byToken = takingIds(calledBy("accessToken", "accessTokenOrSession"));
const byOperator = takingIds(calledBy("operator"));

describe("an id of somebody else's", () => {
  it("is known of in enough operations to mean something", () => {
    expect(new Set([...byToken, ...byOperator].map(([, id]) => id))).toEqual(new Set(idNames));
    expect(byToken.length + byOperator.length).toBeGreaterThanOrEqual(9);
  });

  it.each(byToken)("is nothing to %s by one's own token, as its %s (A17)", async (name, id) => {
    const before = [await everythingAbout(victim), await everythingAbout(namesake)];
    for (const owner of [victim, namesake]) {
      const { AccessToken } = mallory.tokens;
      const answer = await send(name, sampleInput(name, { AccessToken, [id]: owner.ids[id] ?? "" }));
      expect(answer).toMatch(/^[A-Za-z]+Exception: /);
      expect(answer).not.toContain(owner.member.sub);
    }
    expect([await everythingAbout(victim), await everythingAbout(namesake)]).toEqual(before);
  });

  it.each(byOperator)("is nothing to %s under another user's name, as its %s (A17)", async (name, id) => {
    const before = [await everythingAbout(victim), await everythingAbout(namesake)];
    const Username = mallory.member.username;
    for (const owner of [victim, namesake]) {
      const known = { UserPoolId: app.poolId, Username, [id]: owner.ids[id] ?? "" };
      expect(await send(name, sampleInput(name, known))).toMatch(/^[A-Za-z]+Exception: /);
    }
    // The right user's name and id, in the wrong pool.
    const strayed = {
      UserPoolId: elsewhere.poolId,
      Username: victim.member.username,
      [id]: victim.ids[id] ?? "",
    };
    expect(await send(name, sampleInput(name, strayed))).toMatch(/^[A-Za-z]+Exception: /);
    expect([await everythingAbout(victim), await everythingAbout(namesake)]).toEqual(before);
  });
});

describe("an id of one's own", () => {
  it.each(byToken)("is good for %s by one's own token, as its %s", async (name, id) => {
    const { tokens, ids } = await settle(app, (settled += 1));
    // The session in use cannot be revoked, so a second one is.
    const used = id === "SessionId" ? await settleAgain() : { tokens, ids };
    const { AccessToken } = used.tokens;
    const answer = await send(name, sampleInput(name, { AccessToken, [id]: used.ids[id] ?? "" }));
    // A device is confirmed once: the second time is refused for that, and not for whose it is.
    if (name === "ConfirmDevice") expect(answer).toBe("DeviceKeyExistsException: Device already exists.");
    else expect(answer).not.toMatch(/^[A-Za-z]+Exception: /);
  });

  it.each(byOperator)("is good for %s under its owner's name, as its %s", async (name, id) => {
    const { member, ids } = await settle(app, (settled += 1));
    const known = { UserPoolId: app.poolId, Username: member.username, [id]: ids[id] ?? "" };
    expect(await send(name, sampleInput(name, known))).not.toMatch(/^[A-Za-z]+Exception: /);
  });
});

/** What a body might say to be taken for somebody else. */
const claims = ({ member, app: place, tokens }: Owner): JsonObject => ({
  UserPoolId: place.poolId,
  ClientId: place.clientId,
  Username: member.username,
  UserName: member.username,
  username: member.username,
  USERNAME: member.username,
  Sub: member.sub,
  sub: member.sub,
  UserSub: member.sub,
  UserId: member.sub,
  userId: member.sub,
  user: { sub: member.sub, username: member.username },
  accessToken: tokens.AccessToken,
  Claims: { sub: member.sub },
  Operator: { accessKeyId: "root" },
  operator: true,
  admin: true,
  __proto__: { sub: member.sub },
});

/** These end what the others need. */
const ending: readonly string[] = ["DeleteUser", "GlobalSignOut"];

describe("who calls", () => {
  const named = calledBy("accessToken", "accessTokenOrSession").filter((name) => !ending.includes(name));

  it.each(named)("%s is who holds the token, whatever the body says (A18)", async (name) => {
    const before = await everythingAbout(victim);
    const { AccessToken } = mallory.tokens;
    const own = sampleInput(name, { AccessToken });
    const foreign = Object.entries(claims(victim)).filter(
      ([member]) => !Object.hasOwn(membersOf(name), member),
    );
    const answer = await send(name, { ...Object.fromEntries(foreign), ...own });
    for (const secret of [victim.member.sub, victim.member.username, victim.member.email])
      expect(answer).not.toContain(secret);
    expect(await everythingAbout(victim)).toBe(before);
  });

  it.each([...named, ...ending] as OperationName[])("%s is nobody without a token (A18)", async (name) => {
    const before = await everythingAbout(victim);
    const { AccessToken: _, ...rest } = sampleInput(name);
    const foreign = Object.entries(claims(victim)).filter(([member]) => member !== "Session");
    const answer = await send(name, { ...Object.fromEntries(foreign), ...rest });
    expect(answer).toMatch(/^[A-Za-z]+Exception: /);
    expect(await everythingAbout(victim)).toBe(before);
  });

  it("ends with the token of the caller alone (A18)", async () => {
    const before = await everythingAbout(victim);
    for (const name of ending) {
      const leaver = await settle(app, 100 + ending.indexOf(name));
      const { AccessToken } = leaver.tokens;
      // Both take nothing but the token.
      await send(name as OperationName, { ...claims(victim), AccessToken });
      await expect(service.call("GetUser", { AccessToken })).rejects.toThrow();
    }
    expect(await everythingAbout(victim)).toBe(before);
  });
});
