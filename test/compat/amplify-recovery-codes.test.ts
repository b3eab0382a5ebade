// The unmodified aws-amplify 6 against a running server, only its endpoint set: a recovery code in the field for the code.
import { fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, awaitMessage } from "../support/mailbox-reader.ts";
import { recoveryTag } from "../support/recovery-codes.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import {
  answer,
  configureAmplify,
  expectStep,
  password,
  signedIn,
  signInAnew,
  wrongMessageCode,
} from "./amplify-steps.ts";
import { type Factor, invite, provisionFactors } from "./factor-pools.ts";

describe("Amplify and recovery codes", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startRunningServer();
  });
  afterEach(() => signOut());
  afterAll(() => server.stop());

  /** Somebody who was invited to a pool that requires this factor. */
  async function openApp(factor: Factor, email: string): Promise<void> {
    const { UserPoolTags = {} } = recoveryTag;
    const pool = { UserPoolTags };
    const app = await provisionFactors(server.sdk, { mfa: "ON", factors: [factor], pool });
    configureAmplify(server.url, app);
    await invite(server.sdk, app, { username: "ada", password, email });
  }

  /** What an app does beside Amplify: one request with the session's access token. */
  async function createRecoveryCodes(): Promise<string[]> {
    const { tokens } = await fetchAuthSession();
    const reply = await fetch(server.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "PoolhouseService.CreateRecoveryCodes",
      },
      body: JSON.stringify({ AccessToken: tokens?.accessToken.toString() }),
    });
    // The operation's output.
    const { RecoveryCodes } = (await reply.json()) as { RecoveryCodes?: string[] };
    return RecoveryCodes ?? [];
  }

  it("signs in without the authenticator app, once with each", async () => {
    await openApp("TOTP", "ada@example.com");
    const begun = await signIn({ username: "ada", password });
    const { totpSetupDetails } = expectStep(begun, "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    const app = openAuthenticatorApp(totpSetupDetails.sharedSecret);
    expect(await answer(app.freshCode())).toEqual(signedIn);
    const [code = "", next = ""] = await createRecoveryCodes();

    expectStep(await signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await answer(code)).toEqual(signedIn);
    expectStep(await signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(answer(code)).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect(await answer(next.toLowerCase())).toEqual(signedIn);
  });

  it("signs in without the message, and its owner hears of it", async () => {
    const email = "grace@example.com";
    await openApp("EMAIL", email);
    await signIn({ username: "ada", password });
    expect(await answer(await awaitCode(server.url, email))).toEqual(signedIn);
    const [code = ""] = await createRecoveryCodes();

    expectStep(await signInAnew("ada"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    await expect(answer("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")).rejects.toMatchObject(wrongMessageCode);
    expect(await answer(code)).toEqual(signedIn);
    const notice = await awaitMessage(server.url, email, 3);
    expect(notice.body).toContain("Recovery codes left: 9.");
  });
});
