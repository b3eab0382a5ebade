// The example with React, started as its page says and used in a real Chromium.
import { expect, test } from "vitest";
import { describeExample } from "./describe-example.ts";
import {
  confirmAddress,
  drawnWidth,
  newPerson,
  press,
  problem,
  see,
  setUpApp,
  signIn,
  signUp,
  type,
} from "./journey.ts";

describeExample("react", ({ openPage, mailbox }) => {
  test("somebody signs up, sets an authenticator app up, signs out and in again", async () => {
    const page = await openPage();
    const ada = newPerson();
    await signUp(page, ada);
    expect(await confirmAddress(page, mailbox(), ada)).toMatch(/code is not right/);
    await see(page, "Set up your authenticator app");
    expect(await drawnWidth(page)).toBeGreaterThan(0);
    const app = await setUpApp(page);
    await see(page, "You are signed in");
    await page.getByText(ada.email).waitFor();
    await press(page, "Sign out");
    await signIn(page, ada);
    await see(page, "Enter your code");
    await type(page, { Code: app.wrongCode() });
    await press(page, "Sign in");
    expect(await problem(page)).toMatch(/code is not right/);
    await type(page, { Code: app.freshCode() });
    await press(page, "Sign in");
    await see(page, "You are signed in");
    await page.reload();
    await see(page, "You are signed in");
  });

  test("a sign-in goes on after a reload, and can be given up", async () => {
    const page = await openPage();
    const ada = newPerson();
    await signUp(page, ada);
    await confirmAddress(page, mailbox(), ada);
    await see(page, "Set up your authenticator app");
    await page.reload();
    await setUpApp(page);
    await see(page, "You are signed in");
  });
});
