import type { SoftwareTokenSummaryType } from "@poolhouse/protocol";
import { type Context, type WithContext, withContext, type WithContextOnly } from "../context.ts";
import { callOwn } from "../http/call-own.ts";
import { toDate } from "../platform.ts";
import { requireAccessToken } from "../tokens/session.ts";

/** An authenticator app of somebody's. */
export interface AuthSoftwareToken {
  readonly softwareTokenId?: string | undefined;
  readonly friendlyDeviceName?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly lastUsedAt?: Date | undefined;
}

/**
 * The authenticator apps of whoever is signed in.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example const [app] = await listSoftwareTokens();
 */
export const listSoftwareTokens: WithContextOnly<void, readonly AuthSoftwareToken[]> =
  /* @__PURE__ */ withContext(async (context: Context): Promise<readonly AuthSoftwareToken[]> => {
    const AccessToken = await requireAccessToken(context);
    const { SoftwareTokens = [] } = await callOwn(context, "ListSoftwareTokens", { AccessToken });
    return SoftwareTokens.map(describeToken);
  });

function describeToken(listed: SoftwareTokenSummaryType): AuthSoftwareToken {
  const { SoftwareTokenId, FriendlyDeviceName, CreationDate, LastUsedDate } = listed;
  return {
    softwareTokenId: SoftwareTokenId,
    friendlyDeviceName: FriendlyDeviceName,
    createdAt: CreationDate === undefined ? undefined : toDate(CreationDate),
    lastUsedAt: LastUsedDate === undefined ? undefined : toDate(LastUsedDate),
  };
}

/** What {@link renameSoftwareToken} is called with. */
export interface RenameSoftwareTokenInput {
  readonly softwareTokenId: string;
  readonly friendlyDeviceName: string;
}

/**
 * Gives an authenticator app of whoever is signed in another name.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; ResourceNotFoundException if there is no such app.
 * @example await renameSoftwareToken({ softwareTokenId, friendlyDeviceName: "Old phone" });
 */
export const renameSoftwareToken: WithContext<RenameSoftwareTokenInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, input: RenameSoftwareTokenInput): Promise<void> => {
    await callOwn(context, "RenameSoftwareToken", {
      AccessToken: await requireAccessToken(context),
      SoftwareTokenId: input.softwareTokenId,
      FriendlyDeviceName: input.friendlyDeviceName,
    });
  },
);

/** What {@link deleteSoftwareToken} is called with. */
export interface DeleteSoftwareTokenInput {
  readonly softwareTokenId: string;
}

/**
 * Deletes an authenticator app of whoever is signed in. The service wants a session in which a second factor was proven.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; ResourceNotFoundException if there is no such app;
 *   OperationNotEnabledException if the pool has one app per person.
 * @example await deleteSoftwareToken({ softwareTokenId });
 */
export const deleteSoftwareToken: WithContext<DeleteSoftwareTokenInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, { softwareTokenId }: DeleteSoftwareTokenInput): Promise<void> => {
    await callOwn(context, "DeleteSoftwareToken", {
      AccessToken: await requireAccessToken(context),
      SoftwareTokenId: softwareTokenId,
    });
  },
);
