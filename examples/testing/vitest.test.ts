import { Amplify } from "aws-amplify";
import { confirmSignIn, confirmSignUp, signIn, signOut, signUp } from "aws-amplify/auth";
import { startPool, type TestPool } from "poolhouse/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let pool: TestPool;
beforeAll(async () => {
  pool = await startPool({ mfa: "ON" });
  Amplify.configure(pool.config);
});
afterAll(() => pool.stop());

test("somebody signs up, sets an authenticator app up, and signs in with it", async () => {
  const username = "ada@example.com";
  const password = "Correct-Horse-9";
  await signUp({ username, password });
  await confirmSignUp({ username, confirmationCode: await pool.readCode(username) });

  const { nextStep } = await signIn({ username, password });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
  const { sharedSecret } = nextStep.totpSetupDetails;
  await confirmSignIn({ challengeResponse: pool.totp(sharedSecret) });
  await signOut();

  await signIn({ username, password });
  const { isSignedIn } = await confirmSignIn({ challengeResponse: pool.totp(sharedSecret) });
  expect(isSignedIn).toBe(true);
});
