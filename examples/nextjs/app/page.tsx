import type { JSX } from "react";
import { fetchUserAttributes, isAuthError } from "@poolhouse/auth";
import { leave } from "../actions.ts";
import { asVisitor, isSigningIn } from "../auth.ts";
import type { View } from "../view.ts";
import { Forms } from "./forms.tsx";

/** Rendered on the server for whoever asks: what the pool knows of them, or the forms to sign in. */
export default async function Page(): Promise<JSX.Element> {
  const attributes = await findAttributes();
  if (attributes === undefined)
    return <Forms first={await findView()} mailbox={process.env["MAILBOX"] ?? ""} />;
  return (
    <>
      <h1>You are signed in</h1>
      <dl>
        <dt>E-mail address</dt>
        <dd>{attributes["email"]}</dd>
        <dt>User</dt>
        <dd>{attributes["sub"]}</dd>
      </dl>
      <form action={leave}>
        <button>Sign out</button>
      </form>
    </>
  );
}

/** Nothing if nobody is signed in, or their session was ended elsewhere. */
async function findAttributes(): Promise<Awaited<ReturnType<typeof fetchUserAttributes>> | undefined> {
  try {
    return await asVisitor((context) => fetchUserAttributes(context));
  } catch (error) {
    if (isAuthError(error, "UserUnAuthenticatedException") || isAuthError(error, "NotAuthorizedException"))
      return undefined;
    throw error;
  }
}

/**
 * A sign-in that this browser has begun is gone on with by a click: a new secret for an app that is being set up comes with a
 * cookie, and a page that is rendered may set none.
 */
async function findView(): Promise<View> {
  return { form: (await isSigningIn()) ? "resume" : "sign-in" };
}
