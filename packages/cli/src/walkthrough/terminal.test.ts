// The documented runs of the walkthrough, by somebody who reads the screen and presses keys.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  keys,
  openScriptedTerminal,
  type ScriptedTerminal,
} from "../../../../test/support/scripted-terminal.ts";
import { addAuth, removeAuth, updateAuth } from "./project.ts";
import { terminalAsker } from "./terminal-asker.ts";

const { enter, down, space, interrupt } = keys;

let root: string;
let terminal: ScriptedTerminal;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "walkthrough-"));
  terminal = openScriptedTerminal();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs a command, and answers what it asks. */
async function run(command: typeof addAuth, answer: () => Promise<void>): Promise<void> {
  terminal = openScriptedTerminal();
  const asker = await terminalAsker(terminal);
  await Promise.all([command({ root, asker, mayOverwrite: false }), answer()]);
}

const read = (path: string): string => readFileSync(join(root, "amplify", path), "utf8");
const answers = (): unknown => JSON.parse(read(".walkthrough.json")).answers;

/** What comes before the factors when everything is walked through. */
async function begin(): Promise<void> {
  await terminal.answer("Do you want to use the default authentication", down, down, enter);
  await terminal.answer("Select the authentication/authorization services", down, enter);
  await terminal.answer("Provide a friendly name for your resource", enter);
  await terminal.answer("Provide a name for your user pool:", enter);
  await terminal.answer("How do you want users to be able to sign in?", down, enter);
  await terminal.answer("Do you want to add User Pool Groups?", enter);
  await terminal.answer("Do you want to add an admin queries API?", enter);
}

/** What comes after the factors. */
async function finish({ isNew }: { isNew: boolean }): Promise<void> {
  await terminal.answer("Email based user registration/forgot password:", enter);
  await terminal.answer("Specify an email verification subject:", enter);
  await terminal.answer("Specify an email verification message:", enter);
  await terminal.answer("Do you want to override the default password policy for this User Pool?", enter);
  if (isNew) await terminal.answer("What attributes are required for signing up?", enter);
  await terminal.answer("Specify the app's refresh token expiration period (in days):", enter);
  await terminal.answer("Do you want to specify the user attributes this app can read and write?", enter);
  await terminal.answer("Do you want to enable any of the following capabilities?", enter);
  await terminal.answer("Do you want to use an OAuth flow?", enter);
  await terminal.answer("Do you want to configure Lambda Triggers for Cognito?", enter);
}

/** Adds auth without a second factor, by one key for each question. */
const addPlain = (): Promise<void> =>
  run(addAuth, async () => {
    await begin();
    await terminal.answer("Multifactor authentication (MFA) user login options:", enter);
    await finish({ isNew: true });
  });

/** What comes before the factors on an update. */
async function beginUpdate(): Promise<void> {
  await terminal.answer("What do you want to do?", down, down, enter);
  await terminal.answer("Select the authentication/authorization services", enter);
  await terminal.answer("Do you want to add User Pool Groups?", enter);
  await terminal.answer("Do you want to add an admin queries API?", enter);
}

describe("add auth", () => {
  it("by the manual way makes SMS codes required", async () => {
    await run(addAuth, async () => {
      await begin();
      await terminal.answer("Multifactor authentication (MFA) user login options:", down, enter);
      await terminal.answer("For user login, select the MFA types:", enter);
      await terminal.answer("Specify an SMS authentication message:", enter);
      await finish({ isNew: true });
    });
    expect(lines()).toEqual(
      expect.arrayContaining([
        "Do you want to use the default authentication and security configuration? Manual configuration",
        "How do you want users to be able to sign in? Email",
        "Multifactor authentication (MFA) user login options: ON (Required for all logins, can not be enabled later)",
        "For user login, select the MFA types: SMS Text Message",
        "Specify an SMS authentication message: Your authentication code is {####}",
        "Warning: you will not be able to edit these selections.",
        "Successfully added auth resource auth locally",
        "Some next steps:",
      ]),
    );
    expect(answers()).toMatchObject({
      mfaConfiguration: "ON",
      mfaTypes: ["SMS Text Message"],
      smsAuthenticationMessage: "Your authentication code is {####}",
    });
    expect(read("auth/resource.ts")).toContain('mode: "REQUIRED"');
    expect(read("auth/resource.ts")).toContain("`Your authentication code is ${createCode()}`");
    expect(terminal.drawn()).toContain("This user pool sends SMS. No test message is sent");
  });

  it("by the manual way makes an authenticator app required, without a word of SMS", async () => {
    await run(addAuth, async () => {
      await begin();
      await terminal.answer("Multifactor authentication (MFA) user login options:", down, enter);
      // The first kind is ticked to begin with.
      await terminal.answer("For user login, select the MFA types:", space, down, space, enter);
      await finish({ isNew: true });
    });
    expect(lines()).toContain("For user login, select the MFA types: Time-Based One-Time Password (TOTP)");
    expect(terminal.drawn()).not.toContain("SMS authentication message");
    expect(answers()).toMatchObject({ mfaConfiguration: "ON", mfaTypes: ["TOTP"] });
    expect(read("auth/resource.ts")).toContain('multifactor: { mode: "REQUIRED", totp: true }');
  });

  it("does not take no factor, or a message without its code", async () => {
    await run(addAuth, async () => {
      await begin();
      await terminal.answer("Multifactor authentication (MFA) user login options:", down, enter);
      await terminal.answer("For user login, select the MFA types:", space, enter);
      await terminal.answer("You must select at least one MFA type from the list.", space, enter);
      await terminal.answer("Specify an SMS authentication message:", "Hello", enter);
      await terminal.answer("Your SMS authentication message must include '{####}'", " {####}", enter);
      await finish({ isNew: true });
    });
    expect(answers()).toMatchObject({ smsAuthenticationMessage: "Hello {####}" });
  });

  it("by the default way asks three questions", async () => {
    await run(addAuth, async () => {
      await terminal.answer("Do you want to use the default authentication", enter);
      await terminal.answer("How do you want users to be able to sign in?", down, enter);
      await terminal.answer("Do you want to configure advanced settings?", enter);
    });
    expect(read("auth/resource.ts")).toContain('multifactor: { mode: "OFF" }');
  });

  it("tells more to who wants to learn more, and asks again", async () => {
    await run(addAuth, async () => {
      await terminal.answer("Do you want to use the default authentication", down, down, down, enter);
      await terminal.answer("A user pool keeps people");
      await terminal.answer("? Do you want to use the default authentication", enter);
      await terminal.answer("How do you want users to be able to sign in?", enter);
      await terminal.answer("Do you want to configure advanced settings?", enter);
    });
    expect(answers()).toMatchObject({ useDefault: "default" });
  });

  it("that is broken off leaves nothing", async () => {
    const run1 = run(addAuth, () =>
      terminal.answer("Do you want to use the default authentication", interrupt),
    );
    await expect(run1).rejects.toThrow("Nothing was done.");
    expect(() => read("auth/resource.ts")).toThrow();
  });

  it("is refused where auth is there, and where somebody wrote a definition", async () => {
    await addPlain();
    await expect(run(addAuth, async () => {})).rejects.toThrow(
      "Auth has already been added to this project. To update run `poolhouse update auth`.",
    );
    rmSync(join(root, "amplify", ".walkthrough.json"));
    await expect(run(addAuth, async () => {})).rejects.toThrow("no walkthrough wrote");
    await expect(run(updateAuth, async () => {})).rejects.toThrow("no walkthrough wrote");
  });
});

describe("update auth", () => {
  it.each([
    ["SMS", [enter], { mfaTypes: ["SMS Text Message"] }, "sms: {"],
    ["an authenticator app", [space, down, space, enter], { mfaTypes: ["TOTP"] }, "totp: true"],
  ] as const)("makes %s optional", async (_what, pressed, types, written) => {
    await addPlain();
    await run(updateAuth, async () => {
      await beginUpdate();
      // ON stands between OFF and OPTIONAL, and cannot be taken.
      await terminal.answer("Multifactor authentication (MFA) user login options:", down, enter);
      await terminal.answer("This option is disabled", down, enter);
      await terminal.answer("For user login, select the MFA types:", ...pressed);
      if (types.mfaTypes[0] !== "TOTP")
        await terminal.answer("Specify an SMS authentication message:", enter);
      await finish({ isNew: false });
    });
    expect(terminal.drawn()).toContain(
      "ON (Required for all logins, can not be enabled later) - not by update:",
    );
    expect(lines()).toEqual(
      expect.arrayContaining([
        "What do you want to do? Walkthrough all the auth configurations",
        "Multifactor authentication (MFA) user login options: OPTIONAL (Individual users can use MFA)",
        "Successfully updated auth resource auth locally",
      ]),
    );
    expect(answers()).toMatchObject({ ...types, mfaConfiguration: "OPTIONAL", usernameAttributes: "email" });
    expect(read("auth/resource.ts")).toContain('mode: "OPTIONAL"');
    expect(read("auth/resource.ts")).toContain(written);
  });

  it("warns where other resources may use the pool", async () => {
    await addPlain();
    const groups = async (): Promise<void> => {
      await terminal.answer("What do you want to do?", down, down, down, down, down, enter);
      await terminal.answer("Provide a name for your user pool group:", "admins", enter);
      await terminal.answer("Do you want to add another User Pool Group", "y", enter);
      await terminal.answer("? Provide a name for your user pool group:", "readers", enter);
      await terminal.answer("? Do you want to add another User Pool Group", enter);
    };
    await run(updateAuth, groups);
    expect(terminal.drawn()).not.toContain("side effects");
    expect(read("auth/resource.ts")).toContain('groups: ["admins", "readers"],');
    mkdirSync(join(root, "amplify/data"));
    await run(updateAuth, groups);
    expect(lines()[0]).toContain("Other resources of this project may depend on this user pool.");
  });

  it("leaves a definition alone that was changed by hand", async () => {
    await addPlain();
    const changed = read("auth/resource.ts").replace('"OFF"', '"OFF" /* for now */');
    writeFileSync(join(root, "amplify/auth/resource.ts"), changed);
    const update = run(updateAuth, async () => {
      await terminal.answer("What do you want to do?", enter);
    });
    await expect(update).rejects.toThrow("amplify/auth/resource.ts was changed by hand");
    expect(read("auth/resource.ts")).toBe(changed);
  });
});

it("remove auth asks, and takes the definition away", async () => {
  await addPlain();
  const question = "Are you sure you want to delete the resource?";
  await expect(run(removeAuth, () => terminal.answer(question, enter))).rejects.toThrow("Nothing was done.");
  expect(read("auth/resource.ts")).toContain("defineAuth");
  await run(removeAuth, () => terminal.answer(question, "y", enter));
  for (const path of ["auth/resource.ts", "backend.ts", ".walkthrough.json"])
    expect(() => read(path)).toThrow();
});

/** What was drawn, line by line. An answered question takes the place of what stood there, behind a mark. */
const lines = (): string[] =>
  terminal
    .drawn()
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^.*[√✔] /, ""));
