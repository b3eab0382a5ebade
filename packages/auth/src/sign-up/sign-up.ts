import type { AttributeType, CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { type Context, type WithContext, withContext } from "../context.ts";
import { AuthError, check } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { now } from "../platform.ts";
import type { SignInOptions } from "../sign-in/sign-in.ts";
import type { CodeDeliveryDetails } from "../sign-in/steps.ts";
import { arm, type ArmedSignIn } from "./armed-sign-in.ts";

/** What the account begins with, and what comes after. */
export interface SignUpOptions {
  /** `email`, `phone_number`, `custom:x` … → value. */
  readonly userAttributes?: Readonly<Record<string, string>> | undefined;
  /** For the pool's PreSignUp trigger; not kept. */
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  readonly clientMetadata?: Record<string, string> | undefined;
  /** Sign in as soon as the account is confirmed: see {@link autoSignIn}. */
  readonly autoSignIn?: boolean | SignInOptions | undefined;
}

/** What {@link signUp} is called with. */
export interface SignUpInput {
  readonly username: string;
  /** Absent for somebody who is to sign in without one. */
  readonly password?: string | undefined;
  readonly options?: SignUpOptions | undefined;
}

/** What is left to do after a sign-up. */
export type SignUpNextStep =
  | { readonly signUpStep: "DONE" }
  | { readonly signUpStep: "CONFIRM_SIGN_UP"; readonly codeDeliveryDetails: CodeDeliveryDetails }
  | { readonly signUpStep: "COMPLETE_AUTO_SIGN_IN"; readonly codeDeliveryDetails?: CodeDeliveryDetails };

/** How far a sign-up has come. */
export interface SignUpOutput {
  readonly isSignUpComplete: boolean;
  /** The `sub`. */
  readonly userId?: string | undefined;
  readonly nextStep: SignUpNextStep;
}

/** Autosignin is given up after this. */
const patience = 3 * 60_000;

/**
 * Makes an account.
 *
 * @throws EmptySignUpUsername before any request; EmptySignUpPassword where the pool wants a password; the service's own
 *   exceptions, UsernameExistsException and InvalidPasswordException first.
 * @example
 * const { nextStep } = await signUp({ username, password, options: { userAttributes: { email } } });
 */
export const signUp: WithContext<SignUpInput, SignUpOutput> = /* @__PURE__ */ withContext(
  async (context: Context, input: SignUpInput): Promise<SignUpOutput> => {
    check(input.username !== "" && input.username !== undefined, "EmptySignUpUsername");
    const answer = await request(context, input).catch(nameMissingPassword);
    const { UserConfirmed: isConfirmed, UserSub: userId, Session, CodeDeliveryDetails } = answer;
    const armed = prepare(context, input, { isConfirmed, session: Session });
    await arm(context, armed);
    const begins = armed?.begins;
    if (isConfirmed) {
      const signUpStep = begins === undefined ? "DONE" : "COMPLETE_AUTO_SIGN_IN";
      return { isSignUpComplete: true, userId, nextStep: { signUpStep } };
    }
    const signUpStep = begins === "by link" ? "COMPLETE_AUTO_SIGN_IN" : "CONFIRM_SIGN_UP";
    const codeDeliveryDetails = readDelivery(CodeDeliveryDetails);
    return { isSignUpComplete: false, userId, nextStep: { signUpStep, codeDeliveryDetails } };
  },
);

function request(
  context: Context,
  { username, password = "", options = {} }: SignUpInput,
): ReturnType<typeof call<"SignUp">> {
  const { userAttributes, validationData, clientMetadata } = options;
  return call(context, "SignUp", {
    action: actions.signUp,
    input: {
      Username: username,
      ...(password !== "" && { Password: password }),
      ...(userAttributes !== undefined && { UserAttributes: toAttributes(userAttributes) }),
      ...(validationData !== undefined && { ValidationData: toAttributes(validationData) }),
      ClientMetadata: clientMetadata,
      ClientId: context.config.userPoolClientId,
    },
  });
}

/** What signs in by itself afterwards; nothing if the app did not ask for it. */
function prepare(
  { config }: Context,
  { username, password, options = {} }: SignUpInput,
  { isConfirmed, session }: { isConfirmed: boolean; session: string | undefined },
): ArmedSignIn | undefined {
  const { autoSignIn, clientMetadata } = options;
  if (autoSignIn === undefined || autoSignIn === false) return undefined;
  const own = autoSignIn === true ? {} : autoSignIn;
  const sendsPassword = own.authFlowType !== "CUSTOM_WITHOUT_SRP";
  const awaited = config.signUpVerificationMethod === "link" ? "by link" : "once confirmed";
  return {
    username,
    input: {
      username,
      ...(sendsPassword && password !== undefined && { password }),
      options: { ...(clientMetadata !== undefined && { clientMetadata }), ...own },
    },
    begins: isConfirmed ? "now" : awaited,
    session,
    until: now() + patience,
  };
}

/** The service says it in the words of its model. */
function nameMissingPassword(error: unknown): never {
  const isThat =
    error instanceof AuthError &&
    error.name === "InvalidParameterException" &&
    error.message.includes("'password'") &&
    error.message.includes("Member must not be null");
  check(!isThat, "EmptySignUpPassword");
  throw error;
}

/** A map as the service's list of names and values. */
export function toAttributes(values: Readonly<Record<string, string>>): AttributeType[] {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

/** Where a code went, in the library's words. */
export function readDelivery(details: CodeDeliveryDetailsType | undefined): CodeDeliveryDetails {
  return {
    destination: details?.Destination,
    deliveryMedium: details?.DeliveryMedium,
    attributeName: details?.AttributeName,
  };
}
