import { type Context, type WithContext, withContext } from "../context.ts";
import { check } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import type { CodeDeliveryDetails } from "../sign-in/steps.ts";
import { arm, findArmed } from "./armed-sign-in.ts";
import { readDelivery } from "./sign-up.ts";

/** What {@link confirmSignUp} is called with. */
export interface ConfirmSignUpInput {
  readonly username: string;
  readonly confirmationCode: string;
  readonly options?:
    | {
        readonly clientMetadata?: Record<string, string> | undefined;
        /** Take an e-mail address or phone number over from another account that has it as a sign-in name. */
        readonly forceAliasCreation?: boolean | undefined;
      }
    | undefined;
}

/** How far the sign-up has come. */
export interface ConfirmSignUpOutput {
  readonly isSignUpComplete: boolean;
  readonly nextStep: { readonly signUpStep: "DONE" | "COMPLETE_AUTO_SIGN_IN" };
}

/**
 * Confirms an account with the code that was sent.
 *
 * @throws EmptyConfirmSignUpUsername, EmptyConfirmSignUpCode before any request; CodeMismatchException, ExpiredCodeException.
 * @example await confirmSignUp({ username, confirmationCode });
 */
export const confirmSignUp: WithContext<ConfirmSignUpInput, ConfirmSignUpOutput> =
  /* @__PURE__ */ withContext(
    async (context: Context, input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput> => {
      const { username, confirmationCode, options = {} } = input;
      check(username !== "" && username !== undefined, "EmptyConfirmSignUpUsername");
      check(confirmationCode !== "" && confirmationCode !== undefined, "EmptyConfirmSignUpCode");
      const { clientMetadata, forceAliasCreation } = options;
      const { Session } = await call(context, "ConfirmSignUp", {
        action: actions.confirmSignUp,
        input: {
          Username: username,
          ConfirmationCode: confirmationCode,
          ClientMetadata: clientMetadata,
          ForceAliasCreation: forceAliasCreation,
          ClientId: context.config.userPoolClientId,
        },
      });
      const armed = await findArmed(context);
      if (armed === undefined || armed.username !== username)
        return { isSignUpComplete: true, nextStep: { signUpStep: "DONE" } };
      await arm(context, { ...armed, begins: "now", session: Session ?? armed.session });
      return { isSignUpComplete: true, nextStep: { signUpStep: "COMPLETE_AUTO_SIGN_IN" } };
    },
  );

/** What {@link resendSignUpCode} is called with. */
export interface ResendSignUpCodeInput {
  readonly username: string;
  readonly options?: { readonly clientMetadata?: Record<string, string> | undefined } | undefined;
}

/**
 * Sends a new code to somebody who has signed up and not confirmed.
 *
 * @throws EmptySignUpUsername before any request; LimitExceededException if it is too soon.
 * @example await resendSignUpCode({ username });
 */
export const resendSignUpCode: WithContext<ResendSignUpCodeInput, CodeDeliveryDetails> =
  /* @__PURE__ */ withContext(
    async (context: Context, { username, options }: ResendSignUpCodeInput): Promise<CodeDeliveryDetails> => {
      check(username !== "" && username !== undefined, "EmptySignUpUsername");
      const clientMetadata = options?.clientMetadata;
      const { CodeDeliveryDetails } = await call(context, "ResendConfirmationCode", {
        action: actions.resendSignUpCode,
        input: {
          Username: username,
          ClientMetadata: clientMetadata,
          ClientId: context.config.userPoolClientId,
        },
      });
      return readDelivery(CodeDeliveryDetails);
    },
  );
