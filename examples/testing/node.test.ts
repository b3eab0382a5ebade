import assert from "node:assert/strict";
import { test } from "node:test";
import { Amplify } from "aws-amplify";
import { confirmResetPassword, resetPassword, signIn } from "aws-amplify/auth";
import { startPool } from "poolhouse/testing";

test("a code for a new password is of no use a day later", async () => {
  await using pool = await startPool();
  Amplify.configure(pool.config);
  const { username } = await pool.createUser({ username: "ada@example.com" });

  await resetPassword({ username });
  const confirmationCode = await pool.readCode(username);
  pool.clock.advance(24 * 60 * 60 * 1000);
  await assert.rejects(confirmResetPassword({ username, confirmationCode, newPassword: "Another-Horse-9" }), {
    name: "ExpiredCodeException",
  });
});

test("somebody with an authenticator app is asked for its code", async () => {
  await using pool = await startPool({ mfa: "OPTIONAL" });
  Amplify.configure(pool.config);
  const { username, password } = await pool.createUser({ username: "grace@example.com", totp: true });

  const { nextStep } = await signIn({ username, password });
  assert.equal(nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
});
