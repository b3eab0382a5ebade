/** What journeys have in common: people, and how they arrive. */
import { openAuthenticatorApp } from "../../../support/authenticator-app.ts";
import { awaitCode } from "../../../support/mailbox-reader.ts";
import { invite } from "../../factor-pools.ts";
import { password, type Place } from "../journey.ts";
import type { Driver } from "../record.ts";

type Step = { nextStep?: { signInStep?: string; totpSetupDetails?: { sharedSecret: string } } };

/** Somebody whom an operator signed up. */
export const makePerson = (
  { server, app, username, email, phone }: Place,
  isTemporary = false,
): Promise<void> => invite(server.sdk, app, { username, password, email, phone, isTemporary });

/** The secret that a step or `setUpTOTP` showed. */
export function secretIn(output: unknown): string {
  // Both libraries answer either of the two forms; a test fails on what else comes.
  const { nextStep, sharedSecret } = (output ?? {}) as Step & { sharedSecret?: string };
  const secret = nextStep?.totpSetupDetails?.sharedSecret ?? sharedSecret;
  if (secret === undefined) throw new Error("no secret was shown");
  return secret;
}

/** Signs in to a pool that demands an authenticator app, and sets it up. */
export async function enrol(driver: Driver, place: Place): Promise<ReturnType<typeof openAuthenticatorApp>> {
  await makePerson(place);
  const step = await driver.run("signIn", { username: place.username, password });
  const phone = openAuthenticatorApp(secretIn(step));
  await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
  return phone;
}

/** Signs up by an address and confirms it. */
export async function join(
  driver: Driver,
  { server, email }: Pick<Place, "server" | "email">,
): Promise<void> {
  await driver.run("signUp", { username: email, password, options: { userAttributes: { email } } });
  const confirmationCode = await awaitCode(server.url, email);
  await driver.run("confirmSignUp", { username: email, confirmationCode });
}
