/**
 * One person's way with an authenticator app, told step by step: signing up, enrolling the app, signing in with it.
 * The client is the unmodified aws-amplify package; only its endpoint is set. `npm run demo` runs it.
 */
import { randomBytes } from "node:crypto";
import { Amplify } from "aws-amplify";
import {
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  signIn,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { renderUnicodeCompact } from "uqr";
import { openAuthenticatorApp } from "./authenticator-app.ts";
import { awaitCode } from "./mailbox.ts";
import { findSandbox, type Sandbox } from "./sandbox.ts";

const password = `Correct-Horse-${randomBytes(3).toString("hex")}`;
const email = `demo-${randomBytes(4).toString("hex")}@example.com`;

let steps = 0;
const step = (text: string): void => console.log(`\n${(steps += 1)}. ${text}`);
const tell = (text: string): void => console.log(text.replaceAll(/^/gm, "   "));

async function run(sandbox: Sandbox): Promise<void> {
  tell(
    sandbox.isOurs
      ? "No sandbox is running, so this demo brings its own."
      : "Using the sandbox that is running.",
  );
  tell(`Endpoint ${sandbox.endpoint}, user pool ${sandbox.userPoolId}`);
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: sandbox.userPoolId,
        userPoolClientId: sandbox.userPoolClientId,
        userPoolEndpoint: sandbox.endpoint,
      },
    },
  });
  await signSomebodyUp(sandbox);
  const app = await enrolAuthenticatorApp();
  await signInAgain(app);
}

async function signSomebodyUp(sandbox: Sandbox): Promise<void> {
  step(`signUp: ${email} chooses a password`);
  const { nextStep } = await signUp({ username: email, password, options: { userAttributes: { email } } });
  expectStep("CONFIRM_SIGN_UP", nextStep.signUpStep);

  step("The confirmation code comes by e-mail; the sandbox keeps it in its mailbox");
  const code = await awaitCode(sandbox.mailbox, email);
  tell(`The code is ${code}.`);

  step("confirmSignUp: the code proves the address");
  const confirmed = await confirmSignUp({ username: email, confirmationCode: code });
  expectStep("DONE", confirmed.nextStep.signUpStep);
}

type App = ReturnType<typeof openAuthenticatorApp>;

async function enrolAuthenticatorApp(): Promise<App> {
  step("signIn: the password is proven by SRP, so it never leaves the client");
  const { nextStep } = await signIn({ username: email, password });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw unexpected(nextStep.signInStep);
  tell("Everybody in this pool needs an authenticator app. This is the one for your phone's:");
  const details = nextStep.totpSetupDetails;
  console.log(`\n${drawQrCode(details.getSetupUri("Poolhouse demo", email).href)}\n`);
  tell(`or by hand: ${details.sharedSecret}`);

  step("The demo plays the phone: it computes the code of this half minute (RFC 6238)");
  const app = openAuthenticatorApp(details.sharedSecret);
  const { code } = app.nextCode();
  tell(`The code is ${code}.`);

  step("confirmSignIn: the first code enrols the app and completes the sign-in");
  const done = await confirmSignIn({ challengeResponse: code });
  expectStep("DONE", done.nextStep.signInStep);
  await showSession();
  return app;
}

/** In a terminal white on black is said outright, or a light colour scheme would show the code inverted. */
function drawQrCode(text: string): string {
  const drawn = renderUnicodeCompact(text, { border: 2 });
  return process.stdout.isTTY ? drawn.replaceAll(/^.*$/gm, "\u001b[97;40m$&\u001b[0m") : drawn;
}

async function signInAgain(app: App): Promise<void> {
  step("signOut: the tokens are revoked");
  await signOut();

  step("signIn again: after the password, the app's code is asked for");
  const { nextStep } = await signIn({ username: email, password });
  expectStep("CONFIRM_SIGN_IN_WITH_TOTP_CODE", nextStep.signInStep);
  const { code, isEarly } = app.nextCode();
  tell("A code is accepted once, so the one that enrolled the app will not do.");
  if (isEarly)
    tell("The next half minute's code is accepted already, for clocks that run ahead; nobody has to wait.");
  tell(`The code is ${code}.`);

  step("confirmSignIn: signed in");
  const done = await confirmSignIn({ challengeResponse: code });
  expectStep("DONE", done.nextStep.signInStep);
  await showSession();
}

async function showSession(): Promise<void> {
  const { tokens } = await fetchAuthSession();
  const attributes = await fetchUserAttributes();
  if (tokens === undefined || attributes.email !== email)
    throw new Error("Amplify says nobody is signed in.");
  tell(`Signed in as ${attributes.email}, sub ${attributes.sub}.`);
  tell(`The tokens are issued by ${tokens.accessToken.payload.iss}.`);
}

function expectStep(wanted: string, got: string): void {
  if (got !== wanted) throw unexpected(got);
}

const unexpected = (got: string): Error =>
  new Error(`The server asked for ${got}, which this demo did not expect.`);

function explain(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `
The demo stopped: ${text}

What to do
  Start the sandbox afresh: stop it, delete the folder .poolhouse, and run \`npm start\`.
  Its terminal shows what went wrong on the server's side.`;
}

let sandbox: Sandbox | undefined;
try {
  sandbox = await findSandbox();
  await run(sandbox);
  console.log("\nDone: signed up, enrolled an authenticator app, signed in, out and in again.");
  if (!sandbox.isOurs) console.log(`The messages are still in the mailbox: ${sandbox.mailbox}`);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await sandbox?.stop();
}
