import { type Context, type WithContext, type WithContextOnly, withContext } from "../context.ts";
import { AuthError, check } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { describeSetup, type TOTPSetupDetails } from "../sign-in/steps.ts";
import { currentUser } from "../tokens/current-user.ts";
import { requireAccessToken } from "../tokens/session.ts";

/**
 * A new secret for an authenticator app of whoever is signed in. It counts for nothing until {@link verifyTOTPSetup}; one that is
 * in use stays in use.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; SoftwareTokenMFANotFoundException if the pool has no such factor.
 * @example
 * const setup = await setUpTOTP();
 * showQrCode(setup.getSetupUri("My App"));
 */
export const setUpTOTP: WithContextOnly<void, TOTPSetupDetails> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<TOTPSetupDetails> => {
    const { username } = await currentUser(context);
    const { SecretCode } = await call(context, "AssociateSoftwareToken", {
      action: actions.setUpTOTP,
      input: { AccessToken: await requireAccessToken(context) },
    });
    if (SecretCode === undefined)
      throw new AuthError({ name: "SetUpTOTPException", message: "Failed to set up TOTP." });
    return describeSetup(SecretCode, username);
  },
);

/** What {@link verifyTOTPSetup} is called with. */
export interface VerifyTOTPSetupInput {
  /** Six digits of the app. */
  readonly code: string;
  readonly options?: { readonly friendlyDeviceName?: string | undefined } | undefined;
}

/**
 * Takes the secret of {@link setUpTOTP} into use with the app's first code.
 *
 * @throws EmptyVerifyTOTPSetupCode before any request; EnableSoftwareTokenMFAException if the code is wrong: try again.
 * @example await verifyTOTPSetup({ code });
 */
export const verifyTOTPSetup: WithContext<VerifyTOTPSetupInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, { code, options }: VerifyTOTPSetupInput): Promise<void> => {
    check(code !== "" && code !== undefined, "EmptyVerifyTOTPSetupCode");
    const name = options?.friendlyDeviceName;
    await call(context, "VerifySoftwareToken", {
      action: actions.verifyTOTPSetup,
      input: {
        AccessToken: await requireAccessToken(context),
        UserCode: code,
        FriendlyDeviceName: name,
      },
    });
  },
);
