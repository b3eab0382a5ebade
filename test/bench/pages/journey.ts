/** What a page of the benchmark does, whichever library it is made with: a click signs somebody in. */
export interface Place {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
}

export interface Visitor {
  readonly username: string;
  readonly password: string;
  /** Of the authenticator app. */
  readonly code: string;
}

/** What the benchmark calls before it clicks. */
export type Prepare = (place: Place, visitor: Visitor) => void;

/** What the page says on its console when somebody is signed in. */
export const signedIn = "signed in";

/** Lets the benchmark prepare the page; `signIn` is what the click does, and resolves with the access token. */
export function offer(
  configure: (place: Place) => void,
  signIn: (visitor: Visitor) => Promise<string>,
): void {
  const prepare: Prepare = (place, visitor) => {
    configure(place);
    document.addEventListener("click", () => {
      signIn(visitor).then(
        (token) => console.info(token.split(".").length === 3 ? signedIn : "no token"),
        (error: unknown) => console.info(String(error)),
      );
    });
  };
  Object.assign(globalThis, { prepare });
}
