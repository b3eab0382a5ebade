// The unmodified aws-amplify 6 against a running server, only its endpoint set: signing in right after signing up.
import { autoSignIn, fetchUserAttributes, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { answer, configureAmplify, expectStep, password, signedIn } from "./amplify-steps.ts";
import { provisionFactors } from "./factor-pools.ts";
import { join } from "./sign-up-steps.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

describe("Amplify and signing in right after signing up", () => {
  it("proves the password by SRP where nothing else was said", async () => {
    configureAmplify(server.url, await provisionApp(server.sdk));
    const username = "ada@example.com";
    await join(server, { username, secret: password, autoSignIn: true });
    expect(await autoSignIn()).toEqual(signedIn);
    expect(await fetchUserAttributes()).toMatchObject({ email: username, email_verified: "true" });
    await expect(autoSignIn()).rejects.toMatchObject({ name: "AutoSignInException" });
  });

  it("comes to the set-up of a second factor where the pool requires one", async () => {
    const pool = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
    configureAmplify(server.url, await provisionFactors(server.sdk, { mfa: "ON", factors: ["TOTP"], pool }));
    await join(server, { username: "grace@example.com", secret: password, autoSignIn: true });
    const { totpSetupDetails } = expectStep(await autoSignIn(), "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const phone = openAuthenticatorApp(totpSetupDetails.sharedSecret);
    expect(await answer(phone.freshCode())).toEqual(signedIn);
  });
});
