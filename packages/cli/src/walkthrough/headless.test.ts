// The walkthrough without a terminal: answers from a file, and what is written from them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { consoleQuestions, openConsole } from "./console.ts";
import { type HeadlessAsker, headlessAsker } from "./headless-asker.ts";
import { addAuth, removalQuestions, removeAuth, updateAuth } from "./project.ts";
import { questions } from "./questions.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "walkthrough-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs a command with a file's content; answers the asker, which knows what was not used. */
async function run(
  command: typeof addAuth,
  content: Readonly<Record<string, unknown>>,
  { asked = questions, mayOverwrite = false } = {},
): Promise<HeadlessAsker> {
  const asker = headlessAsker(content, asked);
  await command({ root, asker, mayOverwrite });
  return asker;
}

const path = (name: string): string => join(root, "amplify", name);
const read = (name: string): string => readFileSync(path(name), "utf8");

const manual = { useDefault: "manual", authSelections: "userPoolOnly", usernameAttributes: "email" };

describe("a file of answers", () => {
  it("may be short: what is missing is the usual", async () => {
    await run(addAuth, {});
    const resource = read("auth/resource.ts");
    expect(resource).toContain('import { defineAuth } from "@poolhouse/backend";');
    expect(resource).toContain('multifactor: { mode: "OFF" },');
    expect(read("backend.ts")).toContain('cfnUserPool.addPropertyDeletionOverride("UsernameAttributes");');
  });

  it("may name choices as they are shown, and numbers as numbers", async () => {
    await run(addAuth, {
      useDefault: "Manual configuration",
      authSelections: "User Sign-Up & Sign-In only (Best used with a cloud API only)",
      usernameAttributes: "Email",
      mfaConfiguration: "ON (Required for all logins, can not be enabled later)",
      mfaTypes: ["Time-Based One-Time Password (TOTP)"],
      userpoolClientRefreshTokenValidity: 7,
    });
    expect(read("auth/resource.ts")).toContain('multifactor: { mode: "REQUIRED", totp: true },');
    expect(read("backend.ts")).toContain('addPropertyOverride("RefreshTokenValidity", 7)');
  });

  it("must answer what has no usual answer", async () => {
    await expect(run(addAuth, { useDefault: "defaultSocial" })).rejects.toThrow(
      'The answer hostedUIDomainName is missing: "What domain name prefix do you want to use?"',
    );
    await run(addAuth, {});
    await expect(run(updateAuth, {})).rejects.toThrow("The answer updateFlow is missing");
  });

  it.each([
    [
      { mfaConfigurations: "ON" },
      "There is no question 'mfaConfigurations'. Did you mean 'mfaConfiguration'?",
    ],
    [{ useDefault: "learnMore" }, 'useDefault: expected one of "default", "defaultSocial", "manual".'],
    [{ ...manual, mfaConfiguration: "SOMETIMES" }, 'expected one of "OFF", "ON", "OPTIONAL"'],
    [
      { ...manual, mfaConfiguration: "ON", mfaTypes: [] },
      "You must select at least one MFA type from the list.",
    ],
    [{ ...manual, mfaConfiguration: "ON", mfaTypes: "TOTP" }, "mfaTypes: expected a list."],
    [{ ...manual, defaultPasswordPolicy: "yes" }, "defaultPasswordPolicy: expected true or false."],
    [{ ...manual, emailVerificationMessage: "Hello" }, "must include '{####}'"],
    [{ ...manual, userPoolGroups: true, userPoolGroupNames: [] }, "expected a list of at least one"],
  ])("with %j is refused, and nothing is written", async (content, fault) => {
    await expect(run(addAuth, content)).rejects.toThrow(fault);
    expect(existsSync(path(""))).toBe(false);
  });

  it("is told which of its answers nobody asked for", async () => {
    const asker = await run(addAuth, { useDefault: "default", mfaConfiguration: "ON" });
    expect(asker.unused()).toEqual(["mfaConfiguration"]);
  });

  it("cannot turn MFA on for all by an update, and is told how to", async () => {
    await run(addAuth, manual);
    const update = run(updateAuth, { updateFlow: "manual", mfaConfiguration: "ON" });
    await expect(update).rejects.toThrow('set multifactor.mode to "REQUIRED" in amplify/auth/resource.ts');
  });
});

describe("the definition", () => {
  it("is laid out for people", async () => {
    await run(addAuth, {
      ...manual,
      resourceName: "people",
      mfaConfiguration: "OPTIONAL",
      mfaTypes: ["SMS Text Message", "TOTP"],
      smsAuthenticationMessage: "`${x}` {####}",
      requiredAttributes: ["email", "name", "zoneinfo", "family_name"],
      userPoolGroups: true,
      userPoolGroupNames: ["admins", "readers"],
    });
    expect(read("auth/resource.ts")).toBe(
      [
        "// Written by `poolhouse add auth`. Once it is changed by hand, `poolhouse update auth` leaves it alone.",
        'import { defineAuth } from "@poolhouse/backend";',
        "",
        "export const auth = defineAuth({",
        '  name: "people",',
        "  loginWith: {",
        "    email: {",
        '      verificationEmailSubject: "Your verification code",',
        "      verificationEmailBody: (createCode) => `Your verification code is ${createCode()}`,",
        "    },",
        "  },",
        "  multifactor: {",
        '    mode: "OPTIONAL",',
        "    sms: { smsMessage: (createCode) => `\\`\\${x}\\` ${createCode()}` },",
        "    totp: true,",
        "  },",
        "  userAttributes: {",
        "    fullname: { required: true, mutable: true },",
        "    timezone: { required: true, mutable: true },",
        "    familyName: { required: true, mutable: true },",
        "  },",
        '  groups: ["admins", "readers"],',
        '  accountRecovery: "EMAIL_ONLY",',
        "});",
        "",
      ].join("\n"),
    );
  });

  it("names secrets of social providers, whose values lie where only the sandbox reads them", async () => {
    await run(addAuth, {
      useDefault: "defaultSocial",
      usernameAttributes: "email",
      hostedUIDomainName: "people-1",
      newCallbackURLs: ["http://localhost:3000/"],
      newLogoutURLs: ["http://localhost:3000/"],
      authProvidersUserPool: ["Google"],
      googleAppIdUserPool: "id-of-the-app",
      googleAppSecretUserPool: "hush-hush",
    });
    expect(read("auth/resource.ts")).toContain('clientSecret: secret("GOOGLE_CLIENT_SECRET"),');
    for (const file of ["auth/resource.ts", "backend.ts", ".walkthrough.json"])
      expect(read(file)).not.toMatch(/hush-hush|id-of-the-app/);
    const secrets = join(root, ".poolhouse/secrets.json");
    expect(readFileSync(secrets, "utf8")).toContain("hush-hush");
    expect(statSync(secrets).mode & 0o077).toBe(0);
  });

  it("begins handlers for capabilities and triggers, and never writes over one", async () => {
    const chosen = {
      triggers: ["emailDenylist"],
      configureTriggers: true,
      lambdaTriggers: ["CustomMessage"],
    };
    await run(addAuth, { ...manual, ...chosen });
    expect(read("auth/resource.ts")).toContain("triggers: { customMessage, preSignUp },");
    expect(read("auth/pre-sign-up/handler.ts")).toContain("spam.example.com");
    expect(read("auth/custom-message/handler.ts")).toContain("export const handler = async");
    writeFileSync(path("auth/pre-sign-up/handler.ts"), "export const handler = (event) => event;\n");
    await run(updateAuth, { updateFlow: "manual" });
    expect(read("auth/pre-sign-up/handler.ts")).toBe("export const handler = (event) => event;\n");
  });

  it("of before is lost only to who says so", async () => {
    mkdirSync(path("auth"), { recursive: true });
    writeFileSync(path("auth/resource.ts"), "export const auth = 1;\n");
    await expect(run(addAuth, {})).rejects.toThrow("no walkthrough wrote");
    expect(read("auth/resource.ts")).toBe("export const auth = 1;\n");
    await run(addAuth, {}, { mayOverwrite: true });
    expect(read("auth/resource.ts")).toContain("defineAuth");
  });

  it("that was changed by hand is not removed unasked", async () => {
    await run(addAuth, {});
    writeFileSync(path("backend.ts"), "// mine\n");
    const yes = { removeAuth: true };
    await expect(run(removeAuth, yes, { asked: removalQuestions })).rejects.toThrow("was changed by hand");
    expect(read("auth/resource.ts")).toContain("defineAuth");
    await run(removeAuth, yes, { asked: removalQuestions, mayOverwrite: true });
    expect(existsSync(path("backend.ts"))).toBe(false);
  });
});

describe("an update", () => {
  it("by the default way takes back what was chosen by hand, and keeps names and addresses", async () => {
    await run(addAuth, {
      ...manual,
      mfaConfiguration: "ON",
      mfaTypes: ["TOTP"],
      userpoolClientRefreshTokenValidity: "7",
    });
    await run(updateAuth, { updateFlow: "default" });
    expect(read("auth/resource.ts")).toContain('multifactor: { mode: "OFF" },');
    expect(read("backend.ts")).not.toContain("RefreshTokenValidity");
    expect(read("backend.ts")).not.toContain("UsernameAttributes");
  });

  it("of the groups changes the groups alone", async () => {
    await run(addAuth, { ...manual, mfaConfiguration: "ON", mfaTypes: ["TOTP"] });
    await run(updateAuth, { updateFlow: "updateUserPoolGroups", userPoolGroupNames: ["admins"] });
    expect(read("auth/resource.ts")).toContain('groups: ["admins"],');
    expect(read("auth/resource.ts")).toContain('multifactor: { mode: "REQUIRED", totp: true },');
  });
});

describe("the console", () => {
  const device =
    'cfnUserPool.addPropertyOverride("DeviceConfiguration.ChallengeRequiredOnNewDevice", false);';

  it.each([
    [{ deviceTracking: "always" }, 'deviceTracking: "always"', false],
    [
      { deviceTracking: "User Opt-in", rememberedDevicesSuppressMfa: true },
      'deviceTracking: "userOptIn"',
      false,
    ],
    [{ deviceTracking: "always", rememberedDevicesSuppressMfa: false }, 'deviceTracking: "always"', true],
  ])("writes down how devices are remembered: %j", async (content, written, isOverridden) => {
    await run(addAuth, { ...manual, mfaConfiguration: "ON", mfaTypes: ["TOTP"] });
    await run(openConsole, content, { asked: consoleQuestions });
    expect(read("auth/resource.ts")).toContain(written);
    expect(read("backend.ts").includes(device)).toBe(isOverridden);
    await run(updateAuth, { updateFlow: "manual" });
    expect(read("auth/resource.ts")).toContain(written);
  });

  it("asks about the second factor only where there is one", async () => {
    await run(addAuth, manual);
    const content = { deviceTracking: "always", rememberedDevicesSuppressMfa: false };
    const asker = await run(openConsole, content, { asked: consoleQuestions });
    expect(asker.unused()).toEqual(["rememberedDevicesSuppressMfa"]);
  });

  it("has nothing for identity pools, and nothing for a definition that it did not write", async () => {
    await expect(run(openConsole, {}, { asked: consoleQuestions })).rejects.toThrow("has not been added");
    await run(addAuth, manual);
    const before = read("auth/resource.ts");
    await run(openConsole, { console: "Identity Pool" }, { asked: consoleQuestions });
    expect(read("auth/resource.ts")).toBe(before);
    rmSync(path(".walkthrough.json"));
    await expect(run(openConsole, {}, { asked: consoleQuestions })).rejects.toThrow("written by hand");
  });
});
