import { expect, test } from "vitest";
import { bundleClient } from "../../../test/support/client-bundle.ts";

const kilobyte = 1024;

test("signing in with a password and an authenticator app weighs 15 kB at most", async () => {
  const { eager } = await bundleClient(`
    export {
      Amplify, confirmSignIn, fetchAuthSession, getCurrentUser, setUpTOTP, signIn, signOut, verifyTOTPSetup,
    } from "@poolhouse/auth";
  `);
  expect(eager.gzip).toBeLessThanOrEqual(15 * kilobyte);
});

test.each([
  ["decodeJWT", 1],
  ["Hub", 1],
  ["isAuthError", 1],
  ["fetchAuthSession", 7],
])("an app that needs %s alone loads %d kB at most", async (name, limit) => {
  const { eager } = await bundleClient(`export { ${name} } from "@poolhouse/auth";`);
  expect(eager.gzip).toBeLessThanOrEqual(limit * kilobyte);
});

test("passkeys and the hosted pages are loaded when they are asked for", async () => {
  const { eager, lazy, entry } = await bundleClient('export { Amplify, signIn } from "@poolhouse/auth";');
  expect(entry).not.toContain("PublicKeyCredential");
  expect(entry).not.toContain("code_verifier");
  expect(lazy.gzip).toBeGreaterThan(0);
  expect(lazy.minified).toBeLessThan(eager.minified);
});
