import { type Context, withContext, type WithContextOnly } from "../context.ts";
import { callOwn } from "../http/call-own.ts";
import { toDate } from "../platform.ts";
import { requireAccessToken } from "../tokens/session.ts";

/** New recovery codes. */
export interface GenerateRecoveryCodesOutput {
  /** Shown this once. Each stands in for a second factor, one time. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Makes new recovery codes for whoever is signed in; those made before are void.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; NotAuthorizedException unless the session has proven a second factor;
 *   OperationNotEnabledException if the pool has no recovery codes.
 * @example const { recoveryCodes } = await generateRecoveryCodes();
 */
export const generateRecoveryCodes: WithContextOnly<void, GenerateRecoveryCodesOutput> =
  /* @__PURE__ */ withContext(async (context: Context): Promise<GenerateRecoveryCodesOutput> => {
    const AccessToken = await requireAccessToken(context);
    const { RecoveryCodes = [] } = await callOwn(context, "CreateRecoveryCodes", { AccessToken });
    return { recoveryCodes: RecoveryCodes };
  });

/** What is left of somebody's recovery codes. */
export interface RecoveryCodeStatus {
  /** How many are left to be used. */
  readonly remainingCodes: number;
  /** When they were made; absent if there are none. */
  readonly createdAt?: Date;
}

/**
 * How many recovery codes whoever is signed in has left.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; OperationNotEnabledException if the pool has no recovery codes.
 * @example const { remainingCodes } = await getRecoveryCodeStatus();
 */
export const getRecoveryCodeStatus: WithContextOnly<void, RecoveryCodeStatus> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<RecoveryCodeStatus> => {
    const AccessToken = await requireAccessToken(context);
    const { RemainingCodes = 0, CreationDate } = await callOwn(context, "GetRecoveryCodeStatus", {
      AccessToken,
    });
    return {
      remainingCodes: RemainingCodes,
      ...(CreationDate !== undefined && { createdAt: toDate(CreationDate) }),
    };
  },
);
