// The page of the tests that open several tabs: our client, driven by the test through one global object.
import {
  Amplify,
  confirmSignIn,
  fetchAuthSession,
  getCurrentUser,
  getPendingSignIn,
  Hub,
  isAuthError,
  type Persistence,
  signIn,
  type SignInNextStep,
} from "@poolhouse/auth";

/** What the test may ask of the page; arguments and answers travel as JSON. */
export interface TabUnderTest {
  configure(place: { userPoolId: string; userPoolClientId: string; userPoolEndpoint: string }): void;
  signIn(username: string, password: string, persist?: Persistence): Promise<string>;
  username(): Promise<string | undefined>;
  pendingStep(): Promise<SignInNextStep["signInStep"] | undefined>;
  answer(challengeResponse: string): Promise<string>;
  /** New tokens; the access token, or the name of the error. */
  refresh(): Promise<string>;
  accessToken(): Promise<string | undefined>;
  /** What the channel `auth` has told so far. */
  heard(): string[];
}

const heard: string[] = [];
Hub.listen("auth", ({ payload }) => heard.push(payload.event));

const tab: TabUnderTest = {
  configure: (place) => Amplify.configure({ Auth: { Cognito: place } }),
  signIn: async (username, password, persist) =>
    (await signIn({ username, password, options: { persist } })).nextStep.signInStep,
  username: async () => (await getCurrentUser().catch(() => undefined))?.username,
  pendingStep: async () => (await getPendingSignIn())?.nextStep.signInStep,
  answer: async (challengeResponse) => (await confirmSignIn({ challengeResponse })).nextStep.signInStep,
  async refresh() {
    try {
      return String((await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken);
    } catch (error) {
      return isAuthError(error, "NetworkError") ? error.name : String(error);
    }
  },
  accessToken: async () => (await fetchAuthSession()).tokens?.accessToken.toString(),
  heard: () => heard,
};

Object.assign(globalThis, { tab });
