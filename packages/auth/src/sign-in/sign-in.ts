import type { PreferredChallenge } from "../config/resources-config.ts";
import { type Context, type WithContext, withContext } from "../context.ts";
import { alreadyAuthenticated, AuthError, check } from "../errors.ts";
import { currentUser } from "../tokens/current-user.ts";
import type { Persistence } from "../tokens/token-store.ts";
import { arm } from "../sign-up/armed-sign-in.ts";
import { advance, type Progress } from "./advance.ts";
import { type ClientMetadata, initiate, type Reply, respond, withDevice } from "./exchange.ts";
import { prove, startProof, userIdOf } from "./password-proof.ts";
import { type SignInOutput, unfinished } from "./steps.ts";

/** How to sign in. */
export type AuthFlowType =
  | "USER_SRP_AUTH"
  | "USER_PASSWORD_AUTH"
  | "CUSTOM_WITH_SRP"
  | "CUSTOM_WITHOUT_SRP"
  | "USER_AUTH";

/** How to sign in. */
export interface SignInOptions {
  /** `USER_SRP_AUTH` unless told: the password is proven, not sent. */
  readonly authFlowType?: AuthFlowType | undefined;
  /** For the triggers of the pool. */
  readonly clientMetadata?: Record<string, string> | undefined;
  /** The first factor to begin with; for `USER_AUTH`. */
  readonly preferredChallenge?: PreferredChallenge | undefined;
  /**
   * How long this sign-in lasts here: `local` until somebody signs out, which it is unless told; `session` until the tab is closed;
   * `memory` until the page is left. An app that has a storage of its own has it for `local`.
   */
  readonly persist?: Persistence | undefined;
}

/** What {@link signIn} is called with. */
export interface SignInInput {
  readonly username: string;
  readonly password?: string | undefined;
  readonly options?: SignInOptions | undefined;
}

/** One attempt to sign in, by whichever flow. */
interface Attempt {
  readonly username: string;
  readonly password: string;
  readonly clientMetadata: ClientMetadata;
  readonly preferredChallenge: PreferredChallenge | undefined;
  /** Of the sign-up that has just been confirmed. */
  readonly session: string | undefined;
}

/** What a flow brought, and the name that the service knows the user by. */
interface Begun {
  readonly username: string;
  readonly reply: Reply;
}

/**
 * Begins to sign somebody in, and says what is asked next.
 *
 * @throws UserAlreadyAuthenticatedException if somebody is signed in; EmptySignInUsername, EmptySignInPassword before any request;
 *   the service's own exceptions, except that UserNotConfirmedException and PasswordResetRequiredException are steps.
 * @example
 * const { nextStep } = await signIn({ username: "ada", password });
 * if (nextStep.signInStep === "CONFIRM_SIGN_IN_WITH_TOTP_CODE") showCodeField();
 */
export const signIn: WithContext<SignInInput, SignInOutput> = /* @__PURE__ */ withContext(
  async (context: Context, input: SignInInput): Promise<SignInOutput> => {
    await arm(context, undefined);
    return startSignIn(context, input);
  },
);

/** {@link signIn}, also for the one that a sign-up made ready. */
export async function startSignIn(
  context: Context,
  { username, password = "", options = {} }: SignInInput,
  session?: string,
): Promise<SignInOutput> {
  await requireNobody(context);
  check(username !== "" && username !== undefined, "EmptySignInUsername");
  const { authFlowType = "USER_SRP_AUTH", clientMetadata, persist } = options;
  const preferredChallenge = options.preferredChallenge ?? context.config.passwordless?.preferredChallenge;
  const attempt = { username, password, clientMetadata, preferredChallenge, session };
  const flow = flows[authFlowType];
  return untilStep(context, async () => {
    const { username: known, reply } = await flow(context, attempt);
    const details = { loginId: username, authFlowType };
    const progress: Progress = { username: known, details, clientMetadata, persist };
    return advance(context, progress, reply);
  });
}

/**
 * Runs a part of a sign-in. Two refusals say what to do next and are steps; any other ends a sign-in that has only begun, except
 * that of an authenticator: whoever closes the browser's dialog may choose another factor.
 */
async function untilStep(context: Context, work: () => Promise<SignInOutput>): Promise<SignInOutput> {
  const before = await context.pending.get();
  try {
    return await work();
  } catch (error) {
    const pending = await context.pending.get();
    if (pending?.challengeName !== "WEB_AUTHN" || pending === before) await context.pending.clear();
    return stepOfError(error);
  }
}

/** The step that two of the service's refusals stand for; throws all others. */
export function stepOfError(error: unknown): SignInOutput {
  const name = error instanceof AuthError ? error.name : "";
  if (name === "UserNotConfirmedException") return unfinished({ signInStep: "CONFIRM_SIGN_UP" });
  if (name === "PasswordResetRequiredException") return unfinished({ signInStep: "RESET_PASSWORD" });
  throw error;
}

async function requireNobody(context: Context): Promise<void> {
  if ((await context.tokens.load()) === undefined) return;
  // Tokens that can no longer be used keep nobody out.
  const user = await currentUser(context).catch(() => undefined);
  if (user !== undefined) throw alreadyAuthenticated();
}

const flows: Readonly<Record<AuthFlowType, (context: Context, attempt: Attempt) => Promise<Begun>>> = {
  USER_SRP_AUTH: (context, attempt) => signInWithSrp(context, attempt, { flow: "USER_SRP_AUTH" }),
  USER_PASSWORD_AUTH: signInWithPassword,
  CUSTOM_WITH_SRP: (context, attempt) =>
    signInWithSrp(context, attempt, { flow: "CUSTOM_AUTH", more: { CHALLENGE_NAME: "SRP_A" } }),
  CUSTOM_WITHOUT_SRP: signInWithoutPassword,
  USER_AUTH: signInByChoice,
};

async function signInWithSrp(
  context: Context,
  attempt: Attempt,
  { flow, more }: { flow: "USER_SRP_AUTH" | "CUSTOM_AUTH" | "USER_AUTH"; more?: Record<string, string> },
): Promise<Begun> {
  const { username, password, clientMetadata } = attempt;
  check(password !== "", "EmptySignInPassword");
  const start = await startProof();
  const parameters = { USERNAME: username, SRP_A: start.A, ...more };
  const asked = await initiate(context, { flow, parameters, clientMetadata });
  return answerVerifier(context, { asked, start, password, typed: username, clientMetadata });
}

/** Answers a password verifier; anything else that is asked stays as it is. */
export async function answerVerifier(
  context: Context,
  given: {
    asked: Reply;
    start: Awaited<ReturnType<typeof startProof>>;
    password: string;
    typed: string;
    clientMetadata: ClientMetadata;
  },
): Promise<Begun> {
  const { asked, start, password, typed, clientMetadata } = given;
  const parameters = asked.ChallengeParameters ?? {};
  const username = parameters["USERNAME"] ?? typed;
  if (asked.ChallengeName !== "PASSWORD_VERIFIER") return { username, reply: asked };
  const userId = userIdOf(parameters);
  const { clockSkew } = context;
  const prover = { poolName: context.config.poolName, userId, password, clockSkew };
  const proof = await prove(start, prover, parameters);
  const reply = await withDevice(context, userId, (DEVICE_KEY) =>
    respond(context, {
      name: "PASSWORD_VERIFIER",
      session: asked.Session,
      responses: { USERNAME: userId, ...proof, DEVICE_KEY },
      clientMetadata,
    }),
  );
  return { username, reply };
}

async function signInWithPassword(context: Context, attempt: Attempt): Promise<Begun> {
  const { username, password, clientMetadata } = attempt;
  check(password !== "", "EmptySignInPassword");
  const reply = await withDevice(context, username, (DEVICE_KEY) =>
    initiate(context, {
      flow: "USER_PASSWORD_AUTH",
      parameters: { USERNAME: username, PASSWORD: password, DEVICE_KEY },
      clientMetadata,
    }),
  );
  const { USERNAME, USER_ID_FOR_SRP } = reply.ChallengeParameters ?? {};
  return { username: USERNAME ?? USER_ID_FOR_SRP ?? username, reply };
}

async function signInWithoutPassword(context: Context, attempt: Attempt): Promise<Begun> {
  const { username, password, clientMetadata } = attempt;
  check(password === "", "CustomAuthSignInPassword");
  const reply = await withDevice(context, username, (DEVICE_KEY) =>
    initiate(context, {
      flow: "CUSTOM_AUTH",
      parameters: { USERNAME: username, DEVICE_KEY },
      clientMetadata,
    }),
  );
  return { username: reply.ChallengeParameters?.["USERNAME"] ?? username, reply };
}

async function signInByChoice(context: Context, attempt: Attempt): Promise<Begun> {
  const { username, password, clientMetadata, preferredChallenge, session } = attempt;
  check(isOffered(context, preferredChallenge), "InvalidPreferredChallenge");
  if (preferredChallenge === "PASSWORD_SRP")
    return signInWithSrp(context, attempt, {
      flow: "USER_AUTH",
      more: { PREFERRED_CHALLENGE: preferredChallenge },
    });
  const sendsPassword = preferredChallenge === "PASSWORD";
  if (sendsPassword) check(password !== "", "EmptySignInPassword");
  const reply = await initiate(context, {
    flow: "USER_AUTH",
    parameters: {
      USERNAME: username,
      PREFERRED_CHALLENGE: preferredChallenge,
      ...(sendsPassword && { PASSWORD: password }),
    },
    session,
    clientMetadata,
  });
  return { username: reply.ChallengeParameters?.["USERNAME"] ?? username, reply };
}

/** What a configuration says nothing about is the service's to refuse. */
function isOffered({ config }: Context, preferred: PreferredChallenge | undefined): boolean {
  const { passwordless } = config;
  if (passwordless === undefined) return true;
  if (preferred === "EMAIL_OTP") return passwordless.emailOtpEnabled === true;
  if (preferred === "SMS_OTP") return passwordless.smsOtpEnabled === true;
  if (preferred === "WEB_AUTHN") return passwordless.webAuthn !== undefined;
  return true;
}
