/** What every journey with the unmodified aws-amplify 6 begins with, and how it looks at the step it has come to. */
import { Amplify, type ResourcesConfig } from "aws-amplify";
import { confirmSignIn, signIn, type SignInInput, type SignInOutput, signOut } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import type { ProvisionedApp } from "../support/provision-app.ts";

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";

/** The password of everybody who has a permanent one. */
export const password = "Correct-Horse-9";

export const signedIn = { isSignedIn: true, nextStep: { signInStep: "DONE" } } as const;

export const wrongMessageCode = {
  name: "CodeMismatchException",
  message: "Invalid code or auth state for the user.",
} as const;

type NextStep = SignInOutput["nextStep"];

/** What an app's configuration file would say. */
export function configureAmplify(userPoolEndpoint: string, app: ProvisionedApp): void {
  const { userPoolId, clientId: userPoolClientId } = app;
  const config: ResourcesConfig = {
    Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } },
  };
  Amplify.configure(config);
}

/** Quicker than SRP, where that is not the subject. */
const plain = { authFlowType: "USER_PASSWORD_AUTH" } as const;

/** Signs in, with the password in clear unless `options` says otherwise; whoever is signed in is signed out first. */
export async function signInAnew(
  username: string,
  secret: string = password,
  options: SignInInput["options"] = plain,
): Promise<SignInOutput> {
  await signOut();
  return signIn({ username, password: secret, options });
}

export const answer = (challengeResponse: string): Promise<SignInOutput> =>
  confirmSignIn({ challengeResponse });

/** The step that Amplify shows, with what belongs to it; fails if it is another one. */
export function expectStep<Name extends NextStep["signInStep"]>(
  { nextStep }: SignInOutput,
  name: Name,
): Extract<NextStep, { signInStep: Name }> {
  if (nextStep.signInStep !== name) throw new Error(`asked for ${nextStep.signInStep}`);
  // The line above has compared the member that tells the steps apart.
  return nextStep as Extract<NextStep, { signInStep: Name }>;
}
