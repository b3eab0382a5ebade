import { afterEach, beforeEach, expect, test } from "vitest";
import { createService, type Service } from "../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../test/support/sign-in.ts";
import { attendKeys, forgetExpired } from "./chores.ts";
import { day, minute } from "./kernel/clock.ts";
import { rotateKeysNow } from "./keys/rotate-keys.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;
let app: App;
beforeEach(async () => {
  service = await createService();
  app = await createApp(service);
  await createPerson(service, app, alice);
});
afterEach(() => service.close());

const attend = () => attendKeys(service.world, { notice: () => undefined });
const kids = async () => (await service.world.keyRing.publicKeys(app.poolId)).keys.map(({ kid }) => kid);
const signIn = async () => (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
const kidOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split(".")[0]!, "base64url").toString()).kid;

test("young keys are left alone", async () => {
  const before = await kids();
  service.clock.advance(89 * day - 1);
  await attend();
  expect(await kids()).toEqual(before);
});

test("the next keys are published a day before they sign, and the old ones go when their last token has expired", async () => {
  const old = await kids();
  expect(old).toContain(kidOf(await signIn()));
  service.clock.advance(89 * day);
  await attend();
  await attend();
  expect(await kids()).toHaveLength(4);
  expect(old).toContain(kidOf(await signIn()));
  service.clock.advance(day);
  const token = await signIn();
  expect(old).not.toContain(kidOf(token));
  expect((await service.call("GetUser", { AccessToken: token })).Username).toBe("alice");
  service.clock.advance(2 * day);
  await attend();
  expect(await kids()).toEqual(expect.arrayContaining(old));
  service.clock.advance(1);
  await attend();
  const left = await kids();
  expect(left).toHaveLength(2);
  expect(left.filter((kid) => old.includes(kid))).toEqual([]);
});

test("processes that attend to a pool at once give it one next pair for each use", async () => {
  service.clock.advance(90 * day);
  await Promise.all([attend(), attend(), attend()]);
  expect(await kids()).toHaveLength(4);
});

test("rotation on demand signs with new keys within minutes, and what was signed before stays good", async () => {
  const before = await signIn();
  const pool = await service.store.pools.find(app.poolId);
  const keys = service.world.rootKey.openPoolKeys(app.poolId, pool!.wrappedKey);
  expect(await rotateKeysNow(service.world, { id: app.poolId, keys }, service.clock.now())).toBe(2);
  expect(kidOf(await signIn())).toBe(kidOf(before));
  service.clock.advance(2 * minute);
  const after = await signIn();
  expect(kidOf(after)).not.toBe(kidOf(before));
  for (const AccessToken of [before, after])
    expect((await service.call("GetUser", { AccessToken })).Username).toBe("alice");
});

test("expired sign-ins are forgotten after a week, and not before", async () => {
  const AccessToken = await signIn();
  const { payload } = {
    payload: JSON.parse(Buffer.from(AccessToken.split(".")[1]!, "base64url").toString()),
  };
  const find = () => service.store.families.find(app.poolId, payload.origin_jti);
  const kept = { authEventDays: 90 };
  service.clock.advance(37 * day);
  await forgetExpired(service.world, kept);
  expect(await find()).toBeDefined();
  service.clock.advance(1);
  await forgetExpired(service.world, kept);
  expect(await find()).toBeUndefined();
});

test("events of sign-ins are forgotten when they are older than they are to be kept", async () => {
  await signIn();
  const user = await service.store.users.findByName(app.poolId, "alice");
  const count = async (): Promise<number> =>
    (await service.store.authEvents.list(app.poolId, user?.sub ?? "", { limit: 9 })).length;
  service.clock.advance(30 * day);
  await forgetExpired(service.world, { authEventDays: 30 });
  expect(await count()).toBe(1);
  service.clock.advance(1);
  await forgetExpired(service.world, { authEventDays: 31 });
  expect(await count()).toBe(1);
  await forgetExpired(service.world, { authEventDays: 30 });
  expect(await count()).toBe(0);
});
