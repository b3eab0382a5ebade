// The example with Next.js, started as its page says and used in a real Chromium, with scripts and without.
import { expect, test } from "vitest";
import { describeExample } from "./describe-example.ts";
import {
  confirmAddress,
  newPerson,
  press,
  see,
  setUpAndComeBack,
  setUpApp,
  signIn,
  signUp,
} from "./journey.ts";

describeExample("nextjs", ({ openPage, mailbox }) => {
  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])(
    "%s somebody signs up, sets an authenticator app up, signs out and in again",
    async (_how, javaScriptEnabled) => {
      const page = await openPage({ javaScriptEnabled });
      const ada = newPerson();
      await signUp(page, ada);
      expect(await confirmAddress(page, mailbox(), ada)).toMatch(/code is not right/);
      await signIn(page, ada);
      await setUpAndComeBack(page, ada);
    },
    240_000, // Next builds each page when it is asked for first.
  );

  test("no script of the page can read a token", async () => {
    const page = await openPage();
    const ada = newPerson();
    await signUp(page, ada);
    await confirmAddress(page, mailbox(), ada);
    await signIn(page, ada);
    await setUpApp(page);
    await see(page, "You are signed in");
    const cookies = await page.context().cookies();
    const tokens = cookies.filter(({ name }) => name.endsWith("Token"));
    expect(new Set(tokens.map(({ name }) => name.split(".").at(-1)))).toEqual(
      new Set(["accessToken", "idToken", "refreshToken"]),
    );
    expect(tokens.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Strict")).toBe(true);
    expect(await page.evaluate("document.cookie + JSON.stringify({ ...localStorage })")).not.toMatch(/Token/);
  });

  test("a sign-in goes on after a reload, and can be given up", async () => {
    const page = await openPage();
    const ada = newPerson();
    await signUp(page, ada);
    await confirmAddress(page, mailbox(), ada);
    await signIn(page, ada);
    await see(page, "Set up your authenticator app");
    await page.goto(new URL("/", page.url()).href);
    await see(page, "You were signing in");
    await press(page, "Go on");
    await setUpApp(page);
    await see(page, "You are signed in");
    await press(page, "Sign out");
    await signIn(page, ada);
    await see(page, "Enter your code");
    await press(page, "Start again");
    await see(page, "Sign in");
  });
});
