/** Where the people of an example sign in. */
export interface Pool {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** The page with the messages that the sandbox would have sent. */
  readonly mailbox: string;
}

/** The pool as `Amplify.configure` takes it. */
export function resourcesOf({ endpoint, userPoolId, userPoolClientId }: Pool): {
  readonly Auth: { readonly Cognito: Readonly<Record<CognitoKey, string>> };
} {
  return { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: endpoint } } };
}

type CognitoKey = "userPoolId" | "userPoolClientId" | "userPoolEndpoint";
