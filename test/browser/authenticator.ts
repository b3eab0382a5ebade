// What a person does at the screens of `@aws-amplify/ui-react`'s Authenticator, and reads there.
import jsQR from "jsqr";
import type { Locator, Page } from "playwright-core";

export const password = "Correct-Horse-9";

/** Fills the form "Create Account" in and sends it; with a phone number where the pool asks for one. */
export async function createAccount(page: Page, email: string, phone?: string): Promise<void> {
  await page.getByRole("tab", { name: "Create Account" }).click();
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=confirm_password]").fill(password);
  if (phone !== undefined) await page.locator("input[name=phone_number]").fill(phone);
  await page.getByRole("button", { name: "Create Account" }).click();
}

/** Types name and password in, and sends them. */
export async function signIn(page: Page, username: string, secret: string = password): Promise<void> {
  await page.locator("input[name=username]").fill(username);
  await page.locator("input[name=password]").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Types a code in at whatever screen asks for one. */
export async function enterCode(page: Page, heading: string, code: string): Promise<void> {
  await page.getByRole("heading", { name: heading }).waitFor();
  await page.locator("input[name=confirmation_code]").fill(code);
  await page.getByRole("button", { name: "Confirm" }).click();
}

/** Waits for the app's own page, which is shown to who is signed in. */
export const dashboard = (page: Page): Locator => page.getByRole("heading", { name: /^Hello, / });

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("tab", { name: "Sign In" }).waitFor();
}

/** The text of the QR code that is seen on the page, decoded from a screenshot's pixels as a phone's camera would. */
export async function readQrCode(page: Page): Promise<string> {
  await page.locator("[data-amplify-qrcode]").waitFor();
  const picture = (await page.screenshot()).toString("base64");
  const { data, width, height } = await page.evaluate(readPixels, `data:image/png;base64,${picture}`);
  // The package is of the older kind, so its one function is a member.
  const found = jsQR.default(Uint8ClampedArray.from(Buffer.from(data, "base64")), width, height);
  if (found === null) throw new Error("no QR code is seen on the page");
  return found.data;
}

/** In the browser: the colours of a picture, four bytes a pixel. */
async function readPixels(address: string): Promise<{ data: string; width: number; height: number }> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser does not draw");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, width, height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCodePoint(...bytes.subarray(at, at + 8192));
  }
  return { data: btoa(text), width, height };
}
