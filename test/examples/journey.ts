// The way of one person through the forms of an example, as somebody sees them: by headings, labels and buttons.
import { expect } from "vitest";
import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";

/** Somebody with an address, a password and, later, an app. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

export function newPerson(): Person {
  return { email: `ada-${randomBytes(4).toString("hex")}@example.com`, password: "Correct-Horse-9" };
}

/** What the page's heading says, once it says it. */
export async function see(page: Page, heading: string): Promise<void> {
  await page.getByRole("heading", { name: heading }).waitFor();
}

async function type(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label).filter({ visible: true }).fill(text);
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** The problem that the page tells of. */
export async function problem(page: Page): Promise<string> {
  const alert = page.locator('main [role="alert"]:not(:empty)');
  await alert.waitFor();
  return (await alert.textContent()) ?? "";
}

/** From the first page to the one that asks for the code of the mail. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page
    .getByRole("button", { name: "Create an account" })
    .or(page.getByRole("link", { name: "Create an account" }))
    .click();
  await see(page, "Create an account");
  await type(page, { "E-mail address": person.email, Password: person.password });
  await press(page, "Create account");
  await see(page, "Confirm your address");
}

/** A wrong code from the mail first, which is told kindly; then the right one. */
export async function confirmAddress(page: Page, mailbox: string, { email }: Person): Promise<string> {
  const code = await awaitCode(mailbox, email);
  await type(page, { Code: otherCode(code) });
  await press(page, "Confirm");
  const told = await problem(page);
  await type(page, { Code: code });
  await press(page, "Confirm");
  return told;
}

export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await see(page, "Sign in");
  await type(page, { "E-mail address": email, Password: password });
  await press(page, "Sign in");
}

/** Takes the secret as text into an app, and confirms with its first code. */
export async function setUpApp(page: Page): Promise<AuthenticatorApp> {
  await see(page, "Set up your authenticator app");
  const app = openAuthenticatorApp(
    (await page.locator("code").filter({ visible: true }).textContent()) ?? "",
  );
  await type(page, { Code: app.freshCode() });
  await press(page, "Confirm");
  return app;
}

/** From the first page of a set-up to a sign-in with the app's code that outlasts a reload; a wrong code is told of on the way. */
export async function setUpAndComeBack(page: Page, person: Person): Promise<void> {
  await see(page, "Set up your authenticator app");
  expect(await drawnWidth(page)).toBeGreaterThan(0);
  const app = await setUpApp(page);
  await see(page, "You are signed in");
  await page.getByText(person.email).filter({ visible: true }).first().waitFor();
  await press(page, "Sign out");
  await signIn(page, person);
  await see(page, "Enter your code");
  await type(page, { Code: app.wrongCode() });
  await press(page, "Sign in");
  expect(await problem(page)).toMatch(/code is not right/);
  await type(page, { Code: app.freshCode() });
  await press(page, "Sign in");
  await see(page, "You are signed in");
  await page.reload();
  await see(page, "You are signed in");
}

/** Whether the QR code is a picture that is drawn. */
function drawnWidth(page: Page): Promise<number> {
  return page
    .getByRole("img", { name: /QR code/ })
    .evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
}
