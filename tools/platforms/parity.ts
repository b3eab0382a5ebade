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

const native = (file: string, ...tests: readonly string[]): readonly Proof[] =>
  tests.map((test) => ({ file: `react-native-${file}`, test }));

/** A scenario that is replayed in every dialect, the SDK's among them. */
function replayed(
  file: string,
  ...tests: readonly string[]
): Pick<Row, "android" | "flutter" | "swift" | "sdk"> {
  const proofs = tests.map((test) => ({ file: `mobile-${file}`, test }));
  return { android: proofs, flutter: proofs, swift: proofs, sdk: proofs };
}

export const rows: readonly Row[] = [
  {
    scenario: "sign-up, confirmation, sign-in by SRP",
    reactNative: native(
      "accounts",
      "signs a person up and in by SRP, and keeps the tokens in the phone's storage",
    ),
    ...replayed("passwords", "signs a person up, confirms it by a code and signs in by SRP"),
    js: amplify("journey", "signs a person up, enrols a software token and asks for its code the next time"),
  },
  {
    scenario: "sign-in with the password in clear",
    reactNative: native("accounts", "signs in with the password in clear"),
    ...replayed("passwords", "signs in with the password in clear"),
    js: amplify("refusals", "signs in with a plain password where the app chooses that flow"),
  },
  {
    scenario: "code by SMS",
    reactNative: native("factors", "asks for the code that came by SMS, after a wrong one for the right one"),
    ...replayed("codes", "asks for the code that came by SMS"),
    js: amplify("codes", "asks for the code that came by SMS, after a wrong one for the right one"),
  },
  {
    scenario: "code by e-mail",
    reactNative: native("factors", "asks for the code that came by e-mail"),
    ...replayed("codes", "asks for the code that came by e-mail"),
    js: amplify("codes", "asks for the code that came by e-mail, after a wrong one for the right one"),
  },
  {
    scenario: "code of an authenticator app",
    reactNative: native(
      "factors",
      "sets an authenticator app up within the sign-in, and asks for its code afterwards",
    ),
    ...replayed("codes", "asks for the code of the authenticator app"),
    js: amplify("journey", "signs a person up, enrols a software token and asks for its code the next time"),
  },
  {
    scenario: "authenticator app set up within the sign-in",
    reactNative: native(
      "factors",
      "sets an authenticator app up within the sign-in, and asks for its code afterwards",
    ),
    ...replayed("set-up", "sets an authenticator app up within the sign-in, also after a wrong first code"),
    js: amplify("set-up", "shows an authenticator app at once where that is all there is"),
  },
  {
    scenario: "e-mail address set up within the sign-in",
    reactNative: native("factors", "sets an e-mail address up within the sign-in"),
    ...replayed("set-up", "sets an e-mail address up within the sign-in"),
    js: amplify("set-up", "asks for an e-mail address at once where that is all there is"),
  },
  {
    scenario: "choice of what to set up",
    reactNative: native("factors", "offers the choice of what to set up"),
    ...replayed("set-up", "shows what can be set up, and each of them leads in"),
    js: amplify(
      "set-up",
      "offers the choice, and an authenticator app is set up",
      "offers the choice, and an e-mail address is set up and proven",
    ),
  },
  {
    scenario: "choice of the factor",
    reactNative: native("factors", "lets the person choose, and each choice leads in"),
    ...replayed("codes", "asks which of several factors, and each choice leads in"),
    js: amplify("selection", "lets the person choose at each sign-in, and each choice leads in"),
  },
  {
    scenario: "a wrong code, then the right one, in the same session",
    reactNative: native(
      "factors",
      "asks for the code that came by SMS, after a wrong one for the right one",
      "sets an authenticator app up within the sign-in, and asks for its code afterwards",
    ),
    ...replayed("codes", "takes the right code after a wrong one, in the same session"),
    js: amplify(
      "journey",
      "lets a person correct a wrong code within the same sign-in, at set-up and afterwards",
    ),
  },
  {
    scenario: "authenticator app set up after the sign-in",
    reactNative: native(
      "factors",
      "sets an authenticator app up after the sign-in, and says what is preferred",
    ),
    ...replayed("set-up", "sets an authenticator app up after the sign-in"),
    js: amplify(
      "journey",
      "asks for the code only after the person has chosen it, and no more once it is switched off",
    ),
  },
  {
    scenario: "what is preferred: read, changed, two refused",
    reactNative: native(
      "factors",
      "sets an authenticator app up after the sign-in, and says what is preferred",
    ),
    ...replayed("set-up", "reads and changes what is preferred, and is refused two of them"),
    js: amplify(
      "selection",
      "asks for the preferred factor alone, until there is none",
      "is refused two preferred factors, and one that was never set up",
    ),
  },
  {
    scenario: "a new password, then a factor to set up",
    reactNative: native(
      "factors",
      "asks for a new password in place of a temporary one, then for a factor to set up",
    ),
    ...replayed("set-up", "asks for a new password in place of a temporary one, then for a factor to set up"),
    js: amplify(
      "journey",
      "asks somebody an operator signed up for a new password, then for a software token",
    ),
  },
  {
    scenario: "a remembered device in place of the code, until it is forgotten",
    reactNative: native("accounts", "signs in without a code on a device it knows, until it is forgotten"),
    ...replayed(
      "devices",
      "signs in without a code on a device it knows, until the device is forgotten",
      "signs in without a code once the person had the device remembered",
      "knows its device after a sign-in by another name",
    ),
    js: amplify(
      "devices",
      "signs in without a code on a device it knows, and asks for one when it was forgotten",
    ),
  },
  {
    scenario: "a device that an operator had forgotten while the client still has its key",
    reactNative: native("accounts", "gets over a device that an operator made the pool forget"),
    ...replayed("devices", "gets over a device that an operator made the pool forget"),
    js: amplify("devices", "gets over a device that an operator made the pool forget"),
  },
  {
    scenario: "refresh, rotation, revocation",
    reactNative: native("accounts", "refreshes with the newest refresh token, and is signed out everywhere"),
    ...replayed(
      "passwords",
      "refreshes, replaces the refresh token each time, and refuses a stale one",
      "signs out here, and everywhere",
    ),
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
    reactNative: native("accounts", "shows the choice, and each of them leads in"),
    ...replayed(
      "choice",
      "shows the choice, and each of them leads in",
      "goes straight to what the app prefers",
    ),
    js: amplify("choice", "shows the choice, and each of them leads in"),
  },
  {
    scenario: "a passkey registered, and a sign-in with it",
    reactNative: native("accounts", "registers a passkey, signs in with it, and deletes it"),
    ...replayed("choice", "registers one, lists it, signs in with it, and deletes it"),
    flutter: { impossible: "its passkeys are not released" },
    js: [{ file: "browser/passkeys", test: "a person registers one, signs in with it, and deletes it" }],
  },
  {
    scenario: "a forgotten password where there is a second factor",
    reactNative: native(
      "accounts",
      "replaces a forgotten password, and is still asked for the second factor",
    ),
    ...replayed("passwords", "replaces a forgotten password, and is still asked for the second factor"),
    js: amplify("passwords", "still asks for the second factor afterwards"),
  },
  {
    scenario: "an operator takes a lost factor away, and another is set up",
    reactNative: native(
      "factors",
      "begins anew with another authenticator app once an operator has taken the lost one away",
    ),
    ...replayed("set-up", "sets another authenticator app up once an operator has taken the lost one away"),
    js: amplify("set-up", "begins anew with another phone once an operator has taken the lost one away"),
  },
];
