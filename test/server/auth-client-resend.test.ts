// Codes that are sent again by a real service, and headers that an app adds to every request.
import {
  Amplify,
  confirmSignIn,
  createAmplifyContext,
  fetchUserAttributes,
  getPendingSignIn,
  MemoryStorage,
  resendSignInCode,
  type ResourcesConfig,
  signIn,
  signOut,
} from "@poolhouse/auth";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { invite, preferFactors, provisionFactors } from "../compat/factor-pools.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { provisionPerson } from "../support/provision-app.ts";

const password = "Correct-Horse-9";
let server: InProcessServer;
let config: ResourcesConfig;
/** How far the service's time is ahead of this process's, in milliseconds. */
let ahead = 0;

beforeAll(async () => {
  server = await startInProcessServer({ clock: { now: () => Date.now() + ahead } });
  const app = await provisionFactors(server.sdk, {
    mfa: "OPTIONAL",
    factors: ["EMAIL", "TOTP"],
    pool: { UserPoolTags: { "poolhouse:resend-sign-in-code": "on" } },
  });
  const { userPoolId, clientId: userPoolClientId } = app;
  config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } };
  await invite(server.sdk, app, { username: "ada", password, email: "ada@example.com" });
  const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
  await preferFactors(server.sdk, app, { Username: "ada", EmailMfaSettings });
  await provisionPerson(server.sdk, app, { username: "bob", password, permanent: true });
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => server.stop());

it("a code that did not come is sent again half a minute later, and only the new one is right", async () => {
  const page = createAmplifyContext(config, {
    Auth: { storage: new MemoryStorage(), pendingStorage: new MemoryStorage() },
  });
  const begun = await signIn(page, { username: "ada", password });
  expect(begun.nextStep).toMatchObject({ signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE" });
  const lost = await awaitCode(server.url, "ada@example.com");
  await expect(resendSignInCode(page)).rejects.toMatchObject({ name: "LimitExceededException" });

  ahead = 31_000;
  expect(await resendSignInCode(page)).toEqual({ deliveryMedium: "EMAIL", destination: "a***@e***" });
  const code = await awaitCode(server.url, "ada@example.com", 2);
  expect(code).not.toBe(lost);
  expect(await getPendingSignIn(page)).toEqual({ username: "ada", nextStep: begun.nextStep });
  await expect(confirmSignIn(page, { challengeResponse: lost })).rejects.toMatchObject({
    name: "CodeMismatchException",
  });
  expect(await confirmSignIn(page, { challengeResponse: code })).toMatchObject({ isSignedIn: true });
});

it("headers of an app's own come with every request, and nobody loses the sign-in by them", async () => {
  const seen: (string | null)[] = [];
  const send = globalThis.fetch;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    seen.push(new Headers(init.headers).get("x-tenant"));
    return send(url, init);
  });
  let tenant = 0;
  Amplify.configure(config, {
    Auth: { storage: new MemoryStorage(), headers: () => ({ "x-tenant": `${++tenant}` }) },
  });
  await signIn({ username: "bob", password });
  Amplify.configure(config);
  expect(await fetchUserAttributes()).toMatchObject({ sub: expect.any(String) });
  expect(seen).toEqual(["1", "2", "3"]);
  await signOut();
});
