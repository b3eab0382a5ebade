// The two examples that are a page with a library, one without a framework and one with React: started as they say and used in a
// real Chromium.
import { expect, test } from "vitest";
import { describeExample } from "./describe-example.ts";
import {
  confirmAddress,
  newPerson,
  press,
  problem,
  see,
  setUpAndComeBack,
  signIn,
  signUp,
} from "./journey.ts";

for (const name of ["html", "react"]) {
  describeExample(name, ({ openPage, mailbox }) => {
    test("somebody signs up, sets an authenticator app up, signs out and in again", async () => {
      const page = await openPage();
      const ada = newPerson();
      await signUp(page, ada);
      expect(await confirmAddress(page, mailbox(), ada)).toMatch(/code is not right/);
      await setUpAndComeBack(page, ada);
    });

    test("a sign-in goes on after a reload, and can be given up", async () => {
      const page = await openPage();
      const ada = newPerson();
      await signUp(page, ada);
      await confirmAddress(page, mailbox(), ada);
      await see(page, "Set up your authenticator app");
      await page.reload();
      await see(page, "Set up your authenticator app");
      await press(page, "Start again");
      await see(page, "Sign in");
    });

    test("a wrong password is told of, and what to type next has the focus", async () => {
      const page = await openPage();
      await signIn(page, newPerson());
      expect(await problem(page)).toBe("The e-mail address or the password is not right.");
      expect(await page.evaluate("document.activeElement.name")).toBe("email");
    });
  });
}
