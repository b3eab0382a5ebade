import { type Context, type WithContext, withContext } from "../context.ts";
import { check } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import type { MetadataOption } from "../http/client-metadata.ts";
import type { CodeDeliveryDetails } from "../sign-in/steps.ts";
import { readDelivery } from "../sign-up/sign-up.ts";
import { requireAccessToken } from "../tokens/session.ts";

/** What {@link resetPassword} is called with. */
export interface ResetPasswordInput {
  readonly username: string;
  readonly options?: MetadataOption | undefined;
}

/** How far a reset has come. */
export interface ResetPasswordOutput {
  readonly isPasswordReset: boolean;
  readonly nextStep: {
    readonly resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE";
    readonly codeDeliveryDetails: CodeDeliveryDetails;
  };
}

/**
 * Sends a code to somebody who has forgotten the password.
 *
 * @throws EmptyResetPasswordUsername before any request; LimitExceededException if it is too soon.
 * @example const { nextStep } = await resetPassword({ username });
 */
export const resetPassword: WithContext<ResetPasswordInput, ResetPasswordOutput> =
  /* @__PURE__ */ withContext(
    async (context: Context, { username, options }: ResetPasswordInput): Promise<ResetPasswordOutput> => {
      check(username !== "" && username !== undefined, "EmptyResetPasswordUsername");
      const { CodeDeliveryDetails } = await call(context, "ForgotPassword", {
        action: actions.resetPassword,
        input: {
          Username: username,
          ClientId: context.config.userPoolClientId,
          ClientMetadata: options?.clientMetadata,
        },
      });
      return {
        isPasswordReset: false,
        nextStep: {
          resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE",
          codeDeliveryDetails: readDelivery(CodeDeliveryDetails),
        },
      };
    },
  );

/** What {@link confirmResetPassword} is called with. */
export interface ConfirmResetPasswordInput {
  readonly username: string;
  readonly newPassword: string;
  readonly confirmationCode: string;
  readonly options?: MetadataOption | undefined;
}

/**
 * Sets a new password with the code that was sent.
 *
 * @throws EmptyConfirmResetPasswordUsername, …NewPassword, …ConfirmationCode before any request; CodeMismatchException,
 *   ExpiredCodeException, InvalidPasswordException.
 * @example await confirmResetPassword({ username, newPassword, confirmationCode });
 */
export const confirmResetPassword: WithContext<ConfirmResetPasswordInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, input: ConfirmResetPasswordInput): Promise<void> => {
    const { username, newPassword, confirmationCode, options } = input;
    check(username !== "" && username !== undefined, "EmptyConfirmResetPasswordUsername");
    check(newPassword !== "" && newPassword !== undefined, "EmptyConfirmResetPasswordNewPassword");
    check(
      confirmationCode !== "" && confirmationCode !== undefined,
      "EmptyConfirmResetPasswordConfirmationCode",
    );
    await call(context, "ConfirmForgotPassword", {
      action: actions.confirmResetPassword,
      input: {
        Username: username,
        ConfirmationCode: confirmationCode,
        Password: newPassword,
        ClientId: context.config.userPoolClientId,
        ClientMetadata: options?.clientMetadata,
      },
    });
  },
);

/** What {@link updatePassword} is called with. */
export interface UpdatePasswordInput {
  readonly oldPassword: string;
  readonly newPassword: string;
}

/**
 * Changes the password of whoever is signed in.
 *
 * @throws EmptyUpdatePassword before any request; UserUnAuthenticatedException; NotAuthorizedException if the old one is wrong.
 * @example await updatePassword({ oldPassword, newPassword });
 */
export const updatePassword: WithContext<UpdatePasswordInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, { oldPassword, newPassword }: UpdatePasswordInput): Promise<void> => {
    check(Boolean(oldPassword) && Boolean(newPassword), "EmptyUpdatePassword");
    await call(context, "ChangePassword", {
      action: actions.updatePassword,
      input: {
        AccessToken: await requireAccessToken(context),
        PreviousPassword: oldPassword,
        ProposedPassword: newPassword,
      },
    });
  },
);
