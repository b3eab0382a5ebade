import type { ChallengeNameType } from "@poolhouse/protocol";
import { type Context, type WithContext, withContext } from "../context.ts";
import { check, signInRefused } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { advance, beginTotpSetup, type Progress } from "./advance.ts";
import { type Reply, respond } from "./exchange.ts";
import { startProof } from "./password-proof.ts";
import type { Pending } from "./pending-sign-in.ts";
import { answerVerifier, stepOfError } from "./sign-in.ts";
import { type SignInOutput, toWireType, unfinished } from "./steps.ts";

/** What goes with an answer. */
export interface ConfirmSignInOptions {
  /** With a new password: attributes that the step asked for. */
  readonly userAttributes?: Readonly<Record<string, string>> | undefined;
  readonly clientMetadata?: Record<string, string> | undefined;
  /** With an authenticator app's first code: what to call the app. */
  readonly friendlyDeviceName?: string | undefined;
}

/** What {@link confirmSignIn} is called with. */
export interface ConfirmSignInInput {
  /** The code, password, choice or answer that the step asked for. */
  readonly challengeResponse: string;
  readonly options?: ConfirmSignInOptions | undefined;
}

/** An answer to the question that is pending. */
interface Given {
  readonly pending: Pending;
  readonly answer: string;
  readonly options: ConfirmSignInOptions;
}

/**
 * Answers the step that a sign-in is at. A wrong answer leaves the sign-in as it is, to be answered again.
 *
 * @throws EmptyChallengeResponse, IncorrectMFAMethod before any request; SignInException if no sign-in is under way;
 *   the service's own exceptions, CodeMismatchException first.
 * @example const { nextStep } = await confirmSignIn({ challengeResponse: code });
 */
export const confirmSignIn: WithContext<ConfirmSignInInput, SignInOutput> = /* @__PURE__ */ withContext(
  async (
    context: Context,
    { challengeResponse, options = {} }: ConfirmSignInInput,
  ): Promise<SignInOutput> => {
    const pending = await context.pending.get();
    if (pending === undefined) throw nothingPending();
    check(challengeResponse !== "" && challengeResponse !== undefined, "EmptyChallengeResponse");
    try {
      return await answerPending(context, { pending, answer: challengeResponse, options });
    } catch (error) {
      return stepOfError(error);
    }
  },
);

async function answerPending(context: Context, given: Given): Promise<SignInOutput> {
  const { pending, answer, options } = given;
  const local = await answerHere(context, given);
  if (local !== undefined) return local;
  const progress: Progress = {
    username: pending.username,
    details: pending.details,
    persist: pending.persist,
    clientMetadata: options.clientMetadata,
  };
  switch (pending.challengeName) {
    case "PASSWORD_SRP":
      return advance(context, progress, await provePassword(context, given));
    case "MFA_SETUP":
      return advance(context, progress, await completeSetup(context, given));
    default:
      return advance(
        context,
        progress,
        await sendAnswer(context, given, responsesFor(pending.challengeName, answer, options)),
      );
  }
}

/** What the service need not hear: a choice that only decides what is asked next. */
async function answerHere(context: Context, { pending, answer }: Given): Promise<SignInOutput | undefined> {
  const { challengeName, username } = pending;
  const isChoice = challengeName === "SELECT_CHALLENGE" || challengeName === "WEB_AUTHN";
  if (isChoice && (answer === "PASSWORD" || answer === "PASSWORD_SRP")) {
    await context.pending.set({ ...pending, challengeName: answer });
    return unfinished({ signInStep: "CONFIRM_SIGN_IN_WITH_PASSWORD" });
  }
  if (challengeName !== "MFA_SETUP") return undefined;
  const type = toWireType(answer);
  if (type !== undefined) {
    // So that a page that is loaded anew knows the choice.
    const asked = { ChallengeParameters: { MFAS_CAN_SETUP: JSON.stringify([type]) } };
    await context.pending.set({ ...pending, asked });
  }
  if (answer === "EMAIL") return unfinished({ signInStep: "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP" });
  if (answer === "TOTP") return unfinished(await beginTotpSetup(context, username));
  return undefined;
}

/** The members of an answer, by the question; all of them name the user. */
function responsesFor(
  challengeName: string,
  answer: string,
  options: ConfirmSignInOptions,
): Record<string, string> {
  switch (challengeName) {
    case "SELECT_CHALLENGE":
    case "WEB_AUTHN":
    case "CUSTOM_CHALLENGE":
      return { ANSWER: answer };
    case "PASSWORD":
      return { ANSWER: "PASSWORD", PASSWORD: answer };
    case "SELECT_MFA_TYPE": {
      const type = toWireType(answer);
      check(type !== undefined, "IncorrectMFAMethod");
      return { ANSWER: type };
    }
    case "NEW_PASSWORD_REQUIRED":
      return { NEW_PASSWORD: answer, ...namedAttributes(options.userAttributes) };
    case "SMS_MFA":
    case "SMS_OTP":
    case "EMAIL_OTP":
    case "SOFTWARE_TOKEN_MFA":
      return { [`${challengeName}_CODE`]: answer };
    default:
      throw nothingPending();
  }
}

const withDeviceKey: ReadonlySet<string> = new Set([
  "SMS_MFA",
  "SMS_OTP",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "CUSTOM_CHALLENGE",
]);

const selections: ReadonlySet<string> = new Set(["WEB_AUTHN", "PASSWORD"]);

async function sendAnswer(
  context: Context,
  { pending, options }: Given,
  responses: Record<string, string>,
): Promise<Reply> {
  const { username, challengeName, session } = pending;
  const device = withDeviceKey.has(challengeName) ? await context.tokens.lasting.device(username) : undefined;
  // The cases of `responsesFor` are names of challenges.
  const name = (selections.has(challengeName) ? "SELECT_CHALLENGE" : challengeName) as ChallengeNameType;
  return respond(context, {
    name,
    session,
    responses: { USERNAME: username, ...responses, DEVICE_KEY: device?.deviceKey },
    clientMetadata: options.clientMetadata,
    action: actions.confirmSignIn,
  });
}

async function provePassword(context: Context, { pending, answer, options }: Given): Promise<Reply> {
  const { username, session } = pending;
  const { clientMetadata } = options;
  const start = await startProof();
  const asked = await respond(context, {
    name: "SELECT_CHALLENGE",
    session,
    responses: { ANSWER: "PASSWORD_SRP", USERNAME: username, SRP_A: start.A },
    clientMetadata,
    action: actions.confirmSignIn,
  });
  return (await answerVerifier(context, { asked, start, password: answer, typed: username, clientMetadata }))
    .reply;
}

/** An authenticator app's first code, or an address to send codes to. */
async function completeSetup(context: Context, { pending, answer, options }: Given): Promise<Reply> {
  const { username, session } = pending;
  const { clientMetadata } = options;
  const action = actions.confirmSignIn;
  if (answer.includes("@"))
    return respond(context, {
      name: "MFA_SETUP",
      session,
      responses: { USERNAME: username, EMAIL: answer },
      clientMetadata,
      action,
    });
  if (!/^\d+$/.test(answer))
    throw signInRefused(`Cannot proceed with MFA setup using challengeResponse: ${answer}`, setupHint);
  const verified = await call(context, "VerifySoftwareToken", {
    action,
    input: {
      UserCode: answer,
      Session: session,
      FriendlyDeviceName: options.friendlyDeviceName,
    },
  });
  if (verified.Session !== undefined) await context.pending.set({ ...pending, session: verified.Session });
  return respond(context, {
    name: "MFA_SETUP",
    session: verified.Session,
    responses: { USERNAME: username },
    clientMetadata,
    action,
  });
}

const setupHint = 'Try passing "EMAIL", "TOTP", a code from an authenticator app, or an e-mail address.';

function namedAttributes(attributes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`userAttributes.${name}`, value]),
  );
}

/** There is nothing to answer. */
export function nothingPending(): Error {
  return signInRefused(
    "No sign-in is under way: signIn was not called, it took too long, or the page was opened anew and has forgotten it.",
    "Call signIn first, then confirmSignIn with the answer to the step that it names.",
  );
}
