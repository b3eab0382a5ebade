import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  accessTokenOf,
  answerWithPasskey,
  beginWithPasskey,
  createPasskeyApp,
  createPasskeyOwner,
  requestOptionsOf,
} from "../../../../../test/support/passkeys.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createPerson } from "../../../../../test/support/sign-in.ts";
import type { SoftwarePasskey } from "../../../../../test/support/software-authenticator.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const refused = { type: "NotAuthorizedException", message: "Incorrect username or password." };
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const begin = (app: App, parameters?: Record<string, string>, username = alice.username) =>
  beginWithPasskey(service, app, username, parameters);

function answer(
  app: App,
  given: Partial<Parameters<typeof answerWithPasskey>[2]> & {
    asked: Awaited<ReturnType<typeof begin>>;
    passkey: SoftwarePasskey;
  },
) {
  return answerWithPasskey(service, app, { username: alice.username, ...given });
}

describe("E3: somebody who does not exist", () => {
  const names = Array.from({ length: 40 }, (_, index) => `nobody-${index}`);

  async function createHidingApp(): Promise<App> {
    const app = await createPasskeyApp(service);
    const [client] = await service.store.clients.list(app.poolId, { limit: 1 });
    const settings = { ...client!.settings, PreventUserExistenceErrors: "ENABLED" as const };
    await service.store.clients.update({ ...client!, settings }, client!.version);
    return app;
  }

  test("has a passkey or none, and always the same", async () => {
    const app = await createHidingApp();
    const look = async (name: string) => {
      const asked = await begin(app, undefined, name);
      const { challenge: _, ...options } = requestOptionsOf(asked);
      return { name: asked.ChallengeName, list: asked.AvailableChallenges, options };
    };
    const first = await Promise.all(names.map(look));
    expect(await Promise.all(names.map(look))).toEqual(first);
    const asked = first.filter(({ name }) => name === "WEB_AUTHN");
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThan(35);
    for (const { options } of asked) {
      expect(Object.keys(options)).toEqual(["rpId", "timeout", "allowCredentials", "userVerification"]);
    }
    const ids = asked.map(({ options }) => options.allowCredentials[0]?.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const other of first.filter(({ name }) => name !== "WEB_AUTHN")) {
      expect(other).toMatchObject({ name: "SELECT_CHALLENGE", list: ["PASSWORD", "PASSWORD_SRP"] });
    }
  });

  test("looks like somebody with a passkey, and is refused alike", async () => {
    const app = await createHidingApp();
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const known = await begin(app);
    for (const name of names) {
      const asked = await begin(app, undefined, name);
      if (asked.ChallengeName !== "WEB_AUTHN") continue;
      expect(Object.keys(asked)).toEqual(Object.keys(known));
      const id = requestOptionsOf(asked).allowCredentials[0]!.id;
      const attempt = answer(app, { username: name, asked, passkey, bend: { id, userHandle: null } });
      await expect(attempt).rejects.toMatchObject(refused);
      await expect(answer(app, { username: name, asked, passkey })).rejects.toMatchObject({
        message: "Invalid session for the user, session can only be used once.",
      });
    }
    const bend = { breaksSignature: true };
    await expect(answer(app, { asked: known, passkey, bend })).rejects.toMatchObject(refused);
  });

  test("is named where the client does not hide users", async () => {
    const app = await createPasskeyApp(service);
    await createPerson(service, app, alice);
    await accessTokenOf(service, app, alice);
    await expect(begin(app, undefined, "nobody")).rejects.toMatchObject({ type: "UserNotFoundException" });
  });
});
