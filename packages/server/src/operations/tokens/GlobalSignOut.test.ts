import { afterEach, beforeEach, expect, test } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

test("signing out everywhere ends every sign-in so far and none after it", async () => {
  const app = await createApp(service);
  await createPerson(service, app, alice);
  const one = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
  const two = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
  await service.call("GlobalSignOut", { AccessToken: one });
  for (const AccessToken of [one, two]) {
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Access Token has been revoked",
    });
  }
  const three = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
  expect((await service.call("GetUser", { AccessToken: three })).Username).toBe("alice");
});
