/** Who is signed in is known by the server alone: tokens are in cookies that no script can read. */
import { cookies } from "next/headers";
import type { AmplifyContext } from "@poolhouse/auth";
import { createServerRunner } from "@poolhouse/auth/nextjs";

// Of an app of yours this is `import outputs from "./amplify_outputs.json"`; start.ts gives those of the running sandbox.
const config = {
  Auth: {
    Cognito: {
      userPoolId: process.env["USER_POOL_ID"] ?? "",
      userPoolClientId: process.env["USER_POOL_CLIENT_ID"] ?? "",
      userPoolEndpoint: process.env["USER_POOL_ENDPOINT"] ?? "",
    },
  },
};

// With the app's own origin, in AMPLIFY_APP_ORIGIN, people sign in on the server.
const runner = createServerRunner({ config });

/** Whether this browser has begun a sign-in: the library keeps it under this name. */
export async function isSigningIn(): Promise<boolean> {
  return (await cookies()).has("CognitoSignInState.signInSession");
}

/** Does something as whoever sent the request. */
export function asVisitor<T>(operation: (context: AmplifyContext) => Promise<T>): Promise<T> {
  return runner.runWithAmplifyServerContext({ nextServerContext: { cookies }, operation });
}
