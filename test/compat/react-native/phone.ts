/** A phone with an app in React Native on it: what every journey begins with, and how it looks at the step it has come to. */
import type { SignInInput, SignInOutput } from "aws-amplify/auth";
import { beforeAll, vi } from "vitest";
import type { InProcessServer } from "../../support/in-process-server.ts";
import type { ProvisionedApp } from "../../support/provision-app.ts";
import { password } from "../mobile/pools.ts";
import { loadNativeApp } from "./bundle.ts";

type App = Awaited<ReturnType<typeof loadNativeApp>>;
type NextStep = SignInOutput["nextStep"];

export const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } } as const;

/** Quicker than SRP, where that is not the subject. */
const plain = { authFlowType: "USER_PASSWORD_AUTH" } as const;

export interface NativePhone {
  readonly auth: App["auth"];
  /** What AsyncStorage holds. */
  readonly kept: App["kept"];
  configure(server: Pick<InProcessServer, "url">, place: ProvisionedApp): void;
  /** Signs in, with the password in clear unless `options` says otherwise; whoever is signed in is signed out first. */
  signInAnew(username: string, secret?: string, options?: SignInInput["options"]): Promise<SignInOutput>;
  answer(challengeResponse: string): Promise<SignInOutput>;
}

/** Takes away what a phone does not have, and loads the app. */
export function useNativePhone(): { readonly current: NativePhone } {
  let app: App | undefined;
  beforeAll(async () => {
    for (const name of ["window", "document", "localStorage", "sessionStorage"])
      vi.stubGlobal(name, undefined);
    vi.stubGlobal("navigator", { product: "ReactNative" });
    app = await loadNativeApp();
    // It would warn at each start that the endpoint is not Amazon's.
    app.ConsoleLogger.LOG_LEVEL = "ERROR";
  });
  return {
    get current() {
      if (app === undefined) throw new Error("the app was not loaded");
      return phoneWith(app);
    },
  };
}

function phoneWith({ Amplify, auth, kept }: App): NativePhone {
  return {
    auth,
    kept,
    configure({ url: userPoolEndpoint }, { userPoolId, clientId: userPoolClientId }) {
      Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
    },
    async signInAnew(username, secret = password, options = plain) {
      await auth.signOut();
      return auth.signIn({ username, password: secret, options });
    },
    answer: (challengeResponse) => auth.confirmSignIn({ challengeResponse }),
  };
}

/** The step that Amplify shows, with what belongs to it; fails if it is another one. */
export function expectStep<Name extends NextStep["signInStep"]>(
  { nextStep }: SignInOutput,
  name: Name,
): Extract<NextStep, { signInStep: Name }> {
  if (nextStep.signInStep !== name) throw new Error(`asked for ${nextStep.signInStep}`);
  // The line above has compared the member that tells the steps apart.
  return nextStep as Extract<NextStep, { signInStep: Name }>;
}
