/** What holds on every platform, what each unmodified library sends, and where it takes the address of a server from. */

/** What has to be true on every platform. */
export const preconditions: readonly string[] = [
  "For codes by SMS the person needs a `phone_number`: given at sign-up, or the sign-in name itself.",
  "The code that confirms a sign-up goes to the phone or to the e-mail address, as the pool says.",
  "An authenticator app is to be set up within the sign-in where the pool requires a second factor, allows authenticator apps, and the person has no factor.",
  "Setting one up when signed in works where a second factor is optional or required, as long as the pool allows authenticator apps.",
  "After a sign-in with a factor the app records it with the function that switches factors. Flutter does so by itself.",
  "One factor can be preferred; marking two is refused.",
  "With several factors switched on and none preferred, the sign-in asks which.",
  "Somebody who has lost the authenticator app needs an operator (`AdminSetUserMFAPreference`); where a second factor is required and there is no other, a phone number first. Or one of the [recovery codes](../guide/recovery-codes.md).",
  "Devices are remembered after sign-ins of the library's own flows, not after those on hosted pages, and new ones not after `USER_PASSWORD_AUTH`.",
];

/** What a library does on the wire that a server has to know of. */
export const wireNotes: Readonly<Record<string, readonly string[]>> = {
  "JavaScript and React Native": [
    "No `SECRET_HASH`: app clients with a secret cannot be used.",
    "`DEVICE_KEY` goes with `PASSWORD_VERIFIER` and later answers, not with the start of `USER_SRP_AUTH`.",
    "`Device does not exist.` makes it forget its device and send the same `PASSWORD_VERIFIER` once more, without the key.",
    "In React Native tokens are kept in AsyncStorage under `@MemoryStorage:`; SRP and the device's name come from a native module, passkeys from another.",
    "In React Native a sign-in that is under way is kept in memory alone: an app that is closed in the middle begins anew.",
  ],
  Android: [
    "`USER_SRP_AUTH`, `PASSWORD_VERIFIER`, then `DEVICE_SRP_AUTH` and `DEVICE_PASSWORD_VERIFIER` or a code, then `ConfirmDevice`.",
    "`SECRET_HASH` where the configuration has a client secret; `UserContextData` and `AnalyticsMetadata` may be there.",
    "`DEVICE_KEY` with every answer once it is known, also with `MFA_SETUP`.",
    "`DEVICE_SRP_AUTH` and `DEVICE_PASSWORD_VERIFIER` are answered without `Session`: remembered devices need the switch [`poolhouse:devices-without-session`](../guide/switches.md#devices-without-session).",
    "Any `ResourceNotFoundException` as the answer to a challenge makes it forget its device and begin anew.",
    "Changing what is preferred is `GetUser`, then `SetUserMFAPreference` with `PreferredMfa` said in each block.",
    '`VerifySoftwareToken` has to answer `Status: "SUCCESS"`.',
    "Challenges of codes need `CODE_DELIVERY_DELIVERY_MEDIUM` and `CODE_DELIVERY_DESTINATION`.",
    "A name that it does not know in `MFAS_CAN_CHOOSE` or `AvailableChallenges` ends the sign-in with an exception; recovery codes are therefore never listed.",
    "Choosing what to set up is local: `AssociateSoftwareToken` with the session follows, or `MFA_SETUP` with `EMAIL`.",
    "Refreshing is `GetTokensFromRefreshToken`, with the client's secret and the device's key.",
    "A failure of `RevokeToken` or `GlobalSignOut` is shown as a partial sign-out.",
  ],
  Flutter: [
    "`DEVICE_KEY` goes with `InitiateAuth` in all flows once it is known.",
    "After a sign-in with a factor, and after setting an authenticator app up, it calls `SetUserMFAPreference` by itself.",
    "The answer to `MFA_SETUP` has a member `SESSION` among `ChallengeResponses`, besides `Session`.",
    "`AssociateSoftwareToken` and `VerifySoftwareToken` have to answer with `Session` within a sign-in.",
    "A wrong first code costs neither the session nor the secret.",
    "`UserConfirmationNecessary` of `ConfirmDevice` decides whether the device counts as remembered.",
    "Attributes that were asked for together with a new password follow in `UpdateUserAttributes`.",
    "Access, ID and refresh token all have to be there after a sign-in.",
    "Refreshing is `GetTokensFromRefreshToken`.",
    "Passkeys as the first factor are not released; `WEB_AUTHN` is among what is available all the same.",
  ],
  Swift: [
    "The same order as Android; every answer carries `Session` where there is one, and a challenge without one is refused.",
    "Changing what is preferred is `GetUser`, then `SetUserMFAPreference`; `enabled` keeps what is preferred.",
    "`AssociateSoftwareToken` has to answer with `Session` within a sign-in.",
    "The answer to `MFA_SETUP` has `USERNAME`, and `DEVICE_KEY` and `SECRET_HASH` where they are known.",
    "Refreshing is `GetTokensFromRefreshToken`; the ID token has to be among what comes back.",
    "Flows: `userSRP`, `customWithSRP`, `customWithoutSRP`, `userPassword`, `userAuth(preferredFirstFactor:)`.",
  ],
  "AWS SDKs": [
    "JSON 1.1; operators' operations are signed; the app computes `SECRET_HASH` itself.",
    "Classes of errors are chosen by `__type`.",
  ],
};

/** Where a client takes the address of a server from, and what that address may be. */
export interface Endpoint {
  readonly client: string;
  readonly place: string;
  readonly http: string;
  readonly port: string;
  readonly path: string;
}

export const endpoints: readonly Endpoint[] = [
  {
    client: "`aws-amplify`, JavaScript and React Native",
    place: "`Auth.Cognito.userPoolEndpoint`, in code",
    http: "yes",
    port: "yes",
    path: "yes",
  },
  { client: "hosted pages from JavaScript", place: "`oauth.domain`", http: "no", port: "yes", path: "no" },
  {
    client: "Amplify's adapter for Next.js",
    place: "as JavaScript; but tokens are only accepted from Amazon's issuer",
    http: "–",
    port: "–",
    path: "–",
  },
  {
    client: "Android",
    place: "`CognitoUserPool.Default.Endpoint` of a Gen 1 configuration",
    http: "no",
    port: "no",
    path: "no",
  },
  {
    client: "Swift",
    place: "`CognitoUserPool.Default.Endpoint` of a Gen 1 configuration",
    http: "no",
    port: "no",
    path: "no",
  },
  {
    client: "Flutter",
    place: "`auth.user_pool_endpoint` of the outputs",
    http: "yes",
    port: "yes",
    path: "yes",
  },
  { client: "AWS SDKs", place: "the option `endpoint`", http: "yes", port: "yes", path: "yes" },
  {
    client: "[`@poolhouse/auth`](../guide/auth-client.md)",
    place: "the outputs file",
    http: "yes",
    port: "yes",
    path: "yes",
  },
];
