// The page that the browser is shown: aws-amplify, or what stands in for it, driven by the test through one global object.
import { Amplify } from "aws-amplify";
import {
  associateWebAuthnCredential,
  confirmSignIn,
  deleteWebAuthnCredential,
  fetchAuthSession,
  listWebAuthnCredentials,
  signIn,
  signOut,
} from "aws-amplify/auth";

/** What the test may ask of the page; arguments and answers travel as JSON. */
export interface PageUnderTest {
  configure(place: { userPoolId: string; userPoolClientId: string; userPoolEndpoint: string }): void;
  signInWithPassword(username: string, password: string): Promise<string>;
  /** Without a preference the choice is left to {@link answer}. */
  signInWithPasskey(username: string, prefers: boolean): Promise<string>;
  /** Answers the step that the sign-in is at. */
  answer(challengeResponse: string): Promise<string>;
  register(): Promise<void>;
  list(): Promise<{ id: string; relyingParty: string }[]>;
  remove(credentialId: string): Promise<void>;
  accessToken(): Promise<string | undefined>;
  signOut(): Promise<void>;
}

const page: PageUnderTest = {
  configure: (place) => Amplify.configure({ Auth: { Cognito: place } }),
  async signInWithPassword(username, password) {
    const options = { authFlowType: "USER_AUTH", preferredChallenge: "PASSWORD" } as const;
    return (await signIn({ username, password, options })).nextStep.signInStep;
  },
  async signInWithPasskey(username, prefers) {
    const choice = { authFlowType: "USER_AUTH" } as const;
    const options = prefers ? ({ ...choice, preferredChallenge: "WEB_AUTHN" } as const) : choice;
    return (await signIn({ username, options })).nextStep.signInStep;
  },
  async answer(challengeResponse) {
    return (await confirmSignIn({ challengeResponse })).nextStep.signInStep;
  },
  register: () => associateWebAuthnCredential(),
  async list() {
    const { credentials } = await listWebAuthnCredentials();
    return credentials.map((each) => ({
      id: each.credentialId ?? "",
      relyingParty: each.relyingPartyId ?? "",
    }));
  },
  remove: (credentialId) => deleteWebAuthnCredential({ credentialId }),
  accessToken: async () => (await fetchAuthSession()).tokens?.accessToken.toString(),
  signOut: () => signOut(),
};

Object.assign(globalThis, { page });
