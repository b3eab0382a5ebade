/** Where ours differs on purpose. Each stands in docs/divergences.md, and in a journey that meets it. */
import type { Scene } from "./compare.ts";
import type { SeenCall, SeenError, Sight } from "./record.ts";

export interface Difference {
  /** What a reader is told. */
  readonly what: string;
  /** The beginning of its line in docs/divergences.md. */
  readonly divergence: string;
  /** The journeys that meet it, by their titles. */
  readonly metIn: readonly [string, ...string[]];
  /** Whether it may be met anywhere else, too; what is not general explains nothing in other journeys. */
  readonly isGeneral?: true;
  /** Takes away of what was seen of one call what may differ. */
  mend(scene: Scene): Scene;
}

/** Errors whose suggestions apps have always shown to people; they stay word for word. */
const stable: ReadonlySet<string> = new Set([
  "CustomAuthSignInPassword",
  "DeviceMetadataNotFoundException",
  "IncorrectMFAMethod",
  "InvalidPreferredChallenge",
  "UserAlreadyAuthenticatedException",
  "UserUnAuthenticatedException",
]);

const tidyWords = changeErrors((error) =>
  stable.has(error.name) ? error : { ...error, recoverySuggestion: undefined },
);

/** Errors that are told in own words. */
const ownWords: ReadonlySet<string> = new Set([
  "InvalidAmplifyContextError",
  "InvalidOriginException",
  "InvalidPreferredRedirectUrlException",
  "NoAmplifyContextError",
  "TokenRefreshException",
]);

/** What only one of the libraries keeps of it. */
const ofHostedPages = /inflightOAuthDeadline|oauthMetadata|oauthSignIn/;

/** What either library says where there is nothing to answer. */
const nothingToAnswer = /This most likely occurred due to|was not addressed|No sign-in is under way/;

/** Names of refusals of a signature, which requests of an app do not have. */
const ofSignatures: ReadonlySet<string> = new Set([
  "InvalidSignatureException",
  "RequestExpired",
  "RequestTimeTooSkewed",
]);

/** How the libraries name tokens that cannot be read. */
const unreadable: ReadonlySet<string> = new Set(["Error", "InvalidTokens", "Unknown"]);

/** Errors where an answer was no JSON. */
const noJson: ReadonlySet<string> = new Set(["SyntaxError", "UnknownError"]);

export const differences: readonly Difference[] = [
  {
    what: "`recoverySuggestion` is in our own words, and may stand where Amplify has none.",
    divergence: "**Texts of errors.**",
    metIn: ["an answer where no sign-in is under way"],
    isGeneral: true,
    mend: tidyWords,
  },
  {
    what: "Every error of the service has `metadata`; Amplify leaves it out of those of `signUp`, `forgetDevice` and `deleteUser`.",
    divergence: "**`metadata` of errors**",
    metIn: ["signing up with all that can be told, and with what is refused"],
    isGeneral: true,
    mend: changeErrors((error) => ({ ...error, status: undefined })),
  },
  {
    what: "Every error is an `AuthError`; in Amplify those of the network, of tokens and of configurations are not.",
    divergence: "**Every error is an `AuthError`.**",
    metIn: ["a network that is gone, and one that comes back"],
    isGeneral: true,
    mend: changeErrors((error) => ({ ...error, isAuthError: true })),
  },
  {
    what: "What is said of a missing or misplaced context, a missing refresh token, and an answer that nobody has asked for is in our own words; the names are the same.",
    divergence: "**Texts of errors.**",
    metIn: ["nothing that is configured"],
    isGeneral: true,
    mend: (scene) =>
      mapErrors(scene, (error) => ({
        ...error,
        message: ownWords.has(error.name) || isNothingToAnswer(error) ? "<words>" : error.message,
      })).map((sight) => (isOwnWorded(sight) ? { ...sight, data: "<words>" } : sight)),
  },
  {
    what: "Tokens that cannot be read are `InvalidTokens`, also to `decodeJWT`, and a refresh that brought them has failed.",
    divergence: "**Tokens that cannot be read**",
    metIn: ["reading tokens", "tokens that are none"],
    mend: (scene) =>
      mapErrors(scene, (error) =>
        unreadable.has(error.name) ? { ...error, name: "<tokens>", message: "", hasCause: false } : error,
      ).filter((sight) => !(sight.seen === "event" && sight.event === "tokenRefresh_failure")),
  },
  {
    what: "An answer that is no JSON is an `UnknownError` with its status, and asked again for where the status says that it may pass; none at all is as good as `{}`.",
    divergence: "**Answers that are no JSON**",
    metIn: ["a page in place of an answer, and nothing at all"],
    mend: (scene) => (isAboutJson(scene) ? onlyFirst(scene, "request").map(forgetResult) : scene),
  },
  {
    what: "Refusals of a signature are not asked again for: requests of an app have none.",
    divergence: "**Signatures.**",
    metIn: ["a service that is busy: every status and name that is asked again for"],
    mend: (scene) =>
      callOf(scene).some(({ error }) => ofSignatures.has(error?.name ?? ""))
        ? onlyFirst(scene, "request")
        : scene,
  },
  {
    what: "Why a device was not remembered is told by an event.",
    divergence: "**A device that could not be remembered**",
    metIn: ["a device that the service will not confirm"],
    mend: (scene) =>
      scene.filter((sight) => !(sight.seen === "event" && sight.event === "deviceNotRemembered")),
  },
  {
    what: "`fetchDevices` lists all devices, page by page.",
    divergence: "**`fetchDevices`**",
    metIn: ["more devices than a page holds"],
    mend: (scene) =>
      callOf(scene).some(({ name }) => name === "fetchDevices")
        ? onlyFirst(scene, "request").map(forgetResult)
        : scene,
  },
  {
    what: "A sign-in that should set up an authenticator app and is given no secret fails, as `setUpTOTP` does; Amplify shows a step without one.",
    divergence: "**A secret that does not come**",
    metIn: ["a secret that does not come"],
    mend: (scene) =>
      requests(scene).some((target) => target.endsWith(".AssociateSoftwareToken"))
        ? scene.map((sight) =>
            sight.seen === "call" &&
            sight.name === "signIn" &&
            !JSON.stringify(sight).includes("sharedSecret")
              ? forgetResult(sight)
              : sight,
          )
        : scene,
  },
  {
    what: "`getSetupUri` encodes issuer and account one by one, and takes the plain username where Amplify's `setUpTOTP` puts it in quotes.",
    divergence: "**`getSetupUri`**",
    metIn: [
      "an authenticator app that is set up by somebody who is signed in",
      "an authenticator app that is set up in the sign-in",
    ],
    isGeneral: true,
    mend: (scene) =>
      // The same sights with other texts.
      JSON.parse(JSON.stringify(scene).replaceAll(/"otpauth:[^"]*(\\"[^"]*)*"/g, '"<otpauth>"')) as Sight[],
  },
  {
    what: "`CUSTOM_WITH_SRP` takes tokens that come at once.",
    divergence: "**`CUSTOM_WITH_SRP`**",
    metIn: ["tokens at once where a password should have been proven first"],
    mend: (scene) => (isWithoutVerifier(scene) ? [] : scene),
  },
  {
    what: "A user pool id without `_` is refused by every function, not only where a password is proven.",
    divergence: "**A user pool id without `_`**",
    metIn: ["a user pool id that is none"],
    mend: () => [],
  },
  {
    what: "Of a sign-in at the hosted pages the keys `inflightOAuthDeadline` and `oauthMetadata` are not written; `oauthSignIn` is from its beginning.",
    divergence: "**Tokens in flight.**",
    isGeneral: true,
    metIn: ["hosted pages, and back with a session", "every provider and option of the hosted pages"],
    mend: (scene) =>
      scene.map((sight) =>
        sight.seen === "keys"
          ? { ...sight, keys: sight.keys.filter((key) => !ofHostedPages.test(key)) }
          : sight,
      ),
  },
  {
    what: "A refusal of the hosted pages, too, is taken out of the page's address.",
    divergence: "**Hosted pages**",
    metIn: ["hosted pages that refuse", "a proof for the hosted pages that is lost"],
    mend: (scene) =>
      scene.map((sight) =>
        sight.seen === "page" ? { ...sight, url: sight.url.replace(/\?.*/, "") } : sight,
      ),
  },
  {
    what: "`customState` travels as UTF-8; Amplify loses what is beyond Latin-1.",
    divergence: "**`customState`**",
    metIn: ["an app's own words to itself, beyond ASCII"],
    mend: (scene) =>
      scene.map((sight) => {
        if (sight.seen === "page")
          return { ...sight, url: sight.url.replace(/state=_-[0-9a-f]+/, "state=_") };
        if (sight.seen === "event" && sight.event === "customOAuthState")
          return { ...sight, data: "<words>" };
        return sight;
      }),
  },
  {
    what: "A sign-in whose access token does not say when it was issued fails; in Amplify its first refresh does.",
    divergence: "**`iat`.**",
    metIn: ["an access token that does not say when it was issued"],
    mend: () => [],
  },
];

/** An event that brings such an error. */
const isOwnWorded = (sight: Sight): boolean =>
  sight.seen === "event" &&
  [...ownWords].some((name) => JSON.stringify(sight.data ?? "").includes(`"${name}"`));

const isNothingToAnswer = ({ name, message }: SeenError): boolean =>
  name === "SignInException" && nothingToAnswer.test(message);

const callOf = (scene: Scene): SeenCall[] => scene.filter((sight) => sight.seen === "call");

const requests = (scene: Scene): string[] =>
  scene.flatMap((sight) => (sight.seen === "request" ? [sight.target] : []));

/** Both libraries answer something, or one of them says that there was no JSON. */
const isAboutJson = (scene: Scene): boolean =>
  callOf(scene).some(({ name, error }) => noJson.has(error?.name ?? "") || name === "confirmSignUp");

/** No more than the first of its kind. */
function onlyFirst(scene: Scene, seen: Sight["seen"]): Sight[] {
  const first = scene.find((sight) => sight.seen === seen);
  return scene.filter((sight) => sight.seen !== seen || sight === first);
}

/** The same call, whatever came of it. */
const forgetResult = (sight: Sight): Sight =>
  sight.seen === "call" ? { seen: "call", name: sight.name } : sight;

const isWithoutVerifier = (scene: Scene): boolean =>
  JSON.stringify(scene).includes('"CHALLENGE_NAME":"SRP_A"') && requests(scene).length === 1;

/** The same calls with changed errors. */
function changeErrors(change: (error: SeenError) => SeenError): (scene: Scene) => Scene {
  return (scene) => mapErrors(scene, change);
}

function mapErrors(scene: Scene, change: (error: SeenError) => SeenError): Sight[] {
  return scene.map((sight) =>
    sight.seen === "call" && sight.error !== undefined ? { ...sight, error: change(sight.error) } : sight,
  );
}
