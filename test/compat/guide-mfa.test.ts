// The guide to second factors does what it says: its two modules are taken from the page and run against a sandbox.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Amplify } from "aws-amplify";
import {
  autoSignIn,
  confirmSignUp,
  fetchDevices,
  fetchMFAPreference,
  forgetDevice,
  getCurrentUser,
  rememberDevice,
  type SignInInput,
  type SignInOutput,
  signOut,
  signUp,
  setUpTOTP,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { password } from "./amplify-steps.ts";

type Ask = (question: string, step: SignInOutput["nextStep"]) => Promise<string>;

let folder: string;
let server: RunningServer;
let signInBy: (ask: Ask, input: SignInInput) => Promise<void>;

beforeAll(async () => {
  server = await startRunningServer();
  folder = mkdtempSync(join(tmpdir(), "poolhouse-guide-"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const [makePool = "", app = ""] = modulesOf("docs/guide/mfa.md");
  writeFileSync(join(folder, "make-pool.mjs"), makePool);
  writeFileSync(join(folder, "app.mjs"), app);
  mkdirSync(join(folder, ".poolhouse"));
  const facts = { endpoint: server.url, region: "eu-west-1", ...server.operatorKey };
  writeFileSync(join(folder, ".poolhouse/sandbox.json"), JSON.stringify(facts));
  const { stdout } = await promisify(execFile)(process.execPath, ["make-pool.mjs"], { cwd: folder });
  Amplify.configure({ Auth: { Cognito: JSON.parse(stdout) } });
  ({ signInBy } = await import(/* @vite-ignore */ pathToFileURL(join(folder, "app.mjs")).href));
});
afterEach(() => signOut());
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The page's blocks of code that import something: whole modules. */
function modulesOf(page: string): string[] {
  const blocks = [...readFileSync(page, "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(
    ([, code = ""]) => code,
  );
  return blocks.filter((code) => code.startsWith("import "));
}

const noQuestion: Ask = (question) => Promise.reject(new Error(question));

describe("the guide to second factors", () => {
  it("leads a person through an authenticator app, a choice and a remembered device", async () => {
    const username = "ada@example.com";
    const phone_number = "+4915110000071";
    await signUp({ username, password, options: { userAttributes: { email: username, phone_number } } });
    await confirmSignUp({ username, confirmationCode: await awaitCode(server.url, username) });
    await signInBy(noQuestion, { username, password });
    const phone = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
    await verifyTOTPSetup({ code: phone.freshCode() });
    await updateMFAPreference({ totp: "PREFERRED", sms: "ENABLED", email: "DISABLED" });
    const { enabled, preferred } = await fetchMFAPreference();
    expect([enabled?.toSorted(), preferred]).toEqual([["SMS", "TOTP"], "TOTP"]);

    await signOut();
    const questions: string[] = [];
    const ask: Ask = async (question) => {
      questions.push(question);
      if (question.startsWith("One of")) return "SMS";
      return question.includes("app") ? phone.freshCode() : await awaitCode(server.url, phone_number);
    };
    await signInBy(ask, { username, password });
    await updateMFAPreference({ totp: "NOT_PREFERRED" });
    await signOut();
    await signInBy(ask, { username, password });
    expect(questions).toEqual([
      "The code in your authenticator app",
      "One of SMS, TOTP",
      "The code that was sent to +*******0071",
    ]);

    await rememberDevice();
    expect(await fetchDevices()).toHaveLength(1);
    await signOut();
    await signInBy(noQuestion, { username, password });
    await forgetDevice();
    await signOut();
    await expect(signInBy(noQuestion, { username, password })).rejects.toThrow("One of SMS, TOTP");
  });

  it("signs somebody up without a password, and in again by a code", async () => {
    const username = "grace@example.com";
    const how = { authFlowType: "USER_AUTH" as const };
    await signUp({ username, options: { userAttributes: { email: username }, autoSignIn: how } });
    await confirmSignUp({ username, confirmationCode: await awaitCode(server.url, username) });
    await autoSignIn();
    expect(await getCurrentUser()).toMatchObject({ signInDetails: { loginId: username } });
    await signOut();
    const ask: Ask = async (question) =>
      question === "One of EMAIL_OTP" ? "EMAIL_OTP" : await awaitCode(server.url, username, 2);
    await signInBy(ask, { username, options: how });
    expect(await getCurrentUser()).toMatchObject({ signInDetails: { authFlowType: "USER_AUTH" } });
  });
});
