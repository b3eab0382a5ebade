/** Which scenario is proven for which client, and by which test. A test that is named here but does not exist fails the checks. */

/** A test of `test/compat`, or of another folder of `test` if the name has a slash. */
export interface Proof {
  /** Without `.test.ts`. */
  readonly file: string;
  readonly test: string;
}

/** Proven; impossible, and why; or neither, which is an empty cell. */
export type Cell = readonly Proof[] | { readonly impossible: string } | undefined;

export const clients = ["js", "reactNative", "android", "flutter", "swift", "sdk"] as const;
export type Client = (typeof clients)[number];

export type Row = { readonly scenario: string } & Readonly<Partial<Record<Client, Cell>>>;

const amplify = (file: string, ...tests: readonly string[]): readonly Proof[] =>
  tests.map((test) => ({ file: `amplify-${file}`, test }));

export const rows: readonly Row[] = [
  {
    scenario: "sign-up, confirmation, sign-in by SRP",
    js: amplify("journey", "signs a person up, enrols a software token and asks for its code the next time"),
  },
  {
    scenario: "sign-in with the password in clear",
    js: amplify("refusals", "signs in with a plain password where the app chooses that flow"),
  },
  {
    scenario: "code by SMS",
    js: amplify("codes", "asks for the code that came by SMS, after a wrong one for the right one"),
  },
  {
    scenario: "code by e-mail",
    js: amplify("codes", "asks for the code that came by e-mail, after a wrong one for the right one"),
  },
  {
    scenario: "code of an authenticator app",
    js: amplify("journey", "signs a person up, enrols a software token and asks for its code the next time"),
  },
  {
    scenario: "authenticator app set up within the sign-in",
    js: amplify("set-up", "shows an authenticator app at once where that is all there is"),
  },
  {
    scenario: "e-mail address set up within the sign-in",
    js: amplify("set-up", "asks for an e-mail address at once where that is all there is"),
  },
  {
    scenario: "choice of what to set up",
    js: amplify(
      "set-up",
      "offers the choice, and an authenticator app is set up",
      "offers the choice, and an e-mail address is set up and proven",
    ),
  },
  {
    scenario: "choice of the factor",
    js: amplify("selection", "lets the person choose at each sign-in, and each choice leads in"),
  },
  {
    scenario: "a wrong code, then the right one, in the same session",
    js: amplify(
      "journey",
      "lets a person correct a wrong code within the same sign-in, at set-up and afterwards",
    ),
  },
  {
    scenario: "authenticator app set up after the sign-in",
    js: amplify(
      "journey",
      "asks for the code only after the person has chosen it, and no more once it is switched off",
    ),
  },
  {
    scenario: "what is preferred: read, changed, two refused",
    js: amplify(
      "selection",
      "asks for the preferred factor alone, until there is none",
      "is refused two preferred factors, and one that was never set up",
    ),
  },
  {
    scenario: "a new password, then a factor to set up",
    js: amplify(
      "journey",
      "asks somebody an operator signed up for a new password, then for a software token",
    ),
  },
  {
    scenario: "a remembered device in place of the code, until it is forgotten",
    js: amplify(
      "devices",
      "signs in without a code on a device it knows, and asks for one when it was forgotten",
    ),
  },
  {
    scenario: "a device that an operator had forgotten while the client still has its key",
    js: amplify("devices", "gets over a device that an operator made the pool forget"),
  },
  {
    scenario: "refresh, rotation, revocation",
    js: [
      ...amplify(
        "refresh",
        "refreshes again and again, each time with the newest",
        "is signed out once an old refresh token has come back",
      ),
      ...amplify(
        "journey",
        "refreshes tokens in the same family and ends all of them with a global sign-out",
      ),
    ],
  },
  {
    scenario: "choice of the first factor, each of them",
    js: amplify("choice", "shows the choice, and each of them leads in"),
  },
  {
    scenario: "a passkey registered, and a sign-in with it",
    js: [{ file: "browser/passkeys", test: "a person registers one, signs in with it, and deletes it" }],
  },
  {
    scenario: "a forgotten password where there is a second factor",
    js: amplify("passwords", "still asks for the second factor afterwards"),
  },
  {
    scenario: "an operator takes a lost factor away, and another is set up",
    js: amplify("set-up", "begins anew with another phone once an operator has taken the lost one away"),
  },
];
