// The example in a terminal, started as its page says and answered through its input.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import { newPerson } from "./journey.ts";
import { runScript, type Sandbox, startSandbox, type Started } from "./running-example.ts";

describe("the example node-cli", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox();
  }, 150_000);
  afterAll(() => sandbox?.stop());

  /** A run that is talked to: it says something, and is answered. */
  function talk(): { run: Started; answer(question: RegExp, text: string): Promise<RegExpExecArray> } {
    const run = runScript("example", ["node-cli", "--data-dir", sandbox.dataDir]);
    let heard = 0;
    return {
      run,
      async answer(question, text) {
        const match = await run.hear(question, heard);
        heard = run.said().length;
        run.child.stdin?.write(`${text}\n`);
        return match;
      },
    };
  }

  test("somebody signs up with an app, is known by the next run, signs out, and is asked for the app's code", async () => {
    const ada = newPerson();
    const session = join(sandbox.dataDir, "example-session.json");

    const first = talk();
    await first.answer(/Do you have an account\? \[y\/N\] /, "n");
    await first.answer(/E-mail address: /, ada.email);
    await first.answer(/Password: /, ada.password);
    await first.run.hear(/on its way/);
    const code = await awaitCode(sandbox.url, ada.email);
    await first.answer(/Code of the message: /, otherCode(code));
    await first.answer(/That code is not right[^]*Code of the message: /, code);
    const [, secret = ""] = await first.run.hear(/type the secret in: ([A-Z2-7]+)/);
    const app = openAuthenticatorApp(secret);
    await first.answer(/Code of your authenticator app: /, app.freshCode());
    await first.run.hear(new RegExp(`You are signed in as ${ada.email}`));
    expect(await first.run.exitCode).toBe(0);
    expect(statSync(session).mode & 0o777).toBe(0o600);

    const second = talk();
    await second.run.hear(new RegExp(`You are signed in as ${ada.email}`));
    await second.answer(/Sign out\? \[y\/N\] /, "y");
    await second.run.hear(/You are signed out/);
    expect(await second.run.exitCode).toBe(0);
    expect(existsSync(session)).toBe(false);

    const third = talk();
    await third.answer(/Do you have an account\? \[y\/N\] /, "y");
    await third.answer(/E-mail address: /, ada.email);
    await third.answer(/Password: /, ada.password);
    await third.answer(/Code of your authenticator app: /, app.wrongCode());
    await third.answer(/That code is not right[^]*authenticator app: /, app.freshCode());
    await third.run.hear(new RegExp(`You are signed in as ${ada.email}`));
    expect(await third.run.exitCode).toBe(0);
  });

  test("without a sandbox an example says how to start one", async () => {
    const run = runScript("example", ["html", "--data-dir", join(sandbox.dataDir, "none")]);
    expect(await run.exitCode).toBe(1);
    expect(run.said()).toContain("start it with npm start");
  });

  test("a name that no example has is answered with those that there are", async () => {
    const run = runScript("example", ["nothing"]);
    expect(await run.exitCode).toBe(2);
    expect(run.said()).toContain("html, react, nextjs, node-cli");
  });
});
