import { type Context, type WithContextOnly, withContext } from "../context.ts";
import { tell } from "../hub.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { requireAccessToken } from "../tokens/session.ts";

/** What {@link signOut} may be called with. */
export interface SignOutInput {
  /** Sign out everywhere, not only here. */
  readonly global?: boolean | undefined;
  /** Of a session that began at the hosted pages. */
  readonly oauth?: { readonly redirectUrl?: string | undefined } | undefined;
}

/**
 * Signs out. Whatever the service says, nobody is signed in here afterwards; a remembered device stays remembered.
 *
 * @example await signOut({ global: true });
 */
export const signOut: WithContextOnly<SignOutInput, void> = /* @__PURE__ */ withContext(signOutOf);

async function signOutOf(context: Context, { global = false, oauth }: SignOutInput = {}): Promise<void> {
  const tokens = await context.tokens.load();
  if (tokens !== undefined) {
    const { accessToken, refreshToken } = tokens;
    // An ended session is what is wanted; that it could not be told to the service is no reason to stay.
    if (global) await endEverywhere(context).catch(ignore);
    else if (accessToken.payload["origin_jti"] !== undefined && refreshToken !== undefined)
      await revoke(context, refreshToken).catch(ignore);
  }
  await context.tokens.clear();
  await context.pending.clear();
  tell("signedOut");
  if (context.config.loginWith?.oauth !== undefined) await leave(context, oauth?.redirectUrl);
}

/** Whoever signed in at the hosted pages has a session there too. */
async function leave(context: Context, redirectUrl: string | undefined): Promise<void> {
  const { oauthSignIn } = await context.tokens.lasting.loadFlow();
  if (oauthSignIn?.startsWith("true") !== true) return;
  await context.tokens.lasting.saveFlow({ oauthSignIn: undefined });
  const { leaveHostedPages } = await import("../oauth/sign-out-redirect.ts");
  leaveHostedPages(context, redirectUrl);
}

async function endEverywhere(context: Context): Promise<void> {
  await call(context, "GlobalSignOut", {
    action: actions.signOut,
    input: { AccessToken: await requireAccessToken(context) },
  });
}

async function revoke(context: Context, refreshToken: string): Promise<void> {
  await call(context, "RevokeToken", {
    action: actions.signOut,
    input: { ClientId: context.config.userPoolClientId, Token: refreshToken },
  });
}

function ignore(): void {}

/**
 * Deletes the account of whoever is signed in, and forgets the device here.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example await deleteUser();
 */
export const deleteUser: WithContextOnly<void, void> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<void> => {
    await call(context, "DeleteUser", {
      action: actions.deleteUser,
      input: { AccessToken: await requireAccessToken(context) },
    });
    const username = await context.tokens.lastUser();
    if (username !== undefined) await context.tokens.lasting.clearDevice(username);
    await signOutOf(context);
  },
);
