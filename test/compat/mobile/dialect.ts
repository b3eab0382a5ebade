/**
 * What makes a client of the protocol differ from another on the wire. The libraries for Android, Flutter and Swift do not run
 * here; what they add to their requests, and what they cannot do without in an answer, is written out, one object each. The AWS SDK
 * runs as it is, so it demands nothing beyond what it reads by itself.
 */
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import { demandChallenge, demandDelivery, demandKnownNames, demandTokens } from "./demands.ts";

/** What a library cannot do without in an answer: the complaint it would throw, or nothing. */
export type Demands = {
  readonly [N in OperationName]?: (
    reply: OperationOutputs[N],
    input: OperationInputs[N],
  ) => string | undefined;
};

/** A library's way with the protocol. */
export interface Dialect {
  readonly name: "Android" | "Flutter" | "Swift" | "AWS SDK";
  /** Whether its app has a client secret, and so sends SECRET_HASH with everything. */
  readonly hasSecret: boolean;
  /** Members beside those that matter, on everything that belongs to a sign-in. */
  readonly envelope: object;
  /** Where DEVICE_KEY goes once it is known. */
  readonly namesDevice: { readonly atStart: boolean; readonly inAnswers: boolean };
  /** Whether the proof of the password has an empty DEVICE_KEY where there is no device. */
  readonly sendsEmptyKey: boolean;
  /** Whether the two answers of a device carry the Session. */
  readonly provesDeviceInSession: boolean;
  /** What a stale device key makes it do: forget the key and repeat the answer, or begin the sign-in anew. */
  readonly onStaleDevice: "repeat" | "restart";
  /** Whether MFA_SETUP is answered with the session among the responses, too. */
  readonly repeatsSession: boolean;
  /** Whether it switches the factor on by itself after a sign-in with it. */
  readonly recordsFactor: boolean;
  /** Whether it reads the user before it changes what is preferred, to say of each factor whether it is. */
  readonly readsBeforePreferring: boolean;
  readonly demands: Demands;
}

const fingerprint = { UserContextData: { EncodedData: "eyJ2IjoxfQ==" } };
const analytics = { AnalyticsMetadata: { AnalyticsEndpointId: "d70b2ba36a8c4dc5a04a0451a31a1e12" } };

/** What all three libraries read alike; each adds what it alone insists on. */
const shared: Demands = {
  SignUp: ({ UserSub, UserConfirmed, CodeDeliveryDetails }) =>
    missing({ UserSub, UserConfirmed }) ??
    (UserConfirmed ? undefined : missing({ ...CodeDeliveryDetails }, ["Destination", "DeliveryMedium"])),
  AssociateSoftwareToken: ({ SecretCode, Session }, input) =>
    missing({ SecretCode, ...(input.Session !== undefined && { Session }) }),
  VerifySoftwareToken: ({ Status, Session }, input) =>
    Status === "SUCCESS" ? missing(input.Session === undefined ? {} : { Session }) : `status ${Status}`,
  GetTokensFromRefreshToken: ({ AuthenticationResult }) =>
    demandTokens(AuthenticationResult, ["AccessToken", "IdToken"]),
  GetUser: ({ Username, UserAttributes }) => missing({ Username, UserAttributes }),
  ForgotPassword: ({ CodeDeliveryDetails }) =>
    missing({ ...CodeDeliveryDetails }, ["Destination", "DeliveryMedium"]),
  ConfirmDevice: ({ UserConfirmationNecessary }) => missing({ UserConfirmationNecessary }),
};

/** The first member without a value. */
function missing(
  members: Readonly<Record<string, unknown>>,
  names = Object.keys(members),
): string | undefined {
  const name = names.find((each) => members[each] === undefined);
  return name === undefined ? undefined : `no ${name}`;
}

type Step = OperationOutputs["RespondToAuthChallenge"];
const either = (...checks: readonly ((reply: Step) => string | undefined)[]) => {
  const check = (reply: Step): string | undefined => {
    for (const each of checks) {
      const complaint = each(reply);
      if (complaint !== undefined) return complaint;
    }
    return undefined;
  };
  return { InitiateAuth: check, RespondToAuthChallenge: check };
};

const result =
  (...tokens: readonly ("AccessToken" | "IdToken" | "RefreshToken")[]) =>
  ({ AuthenticationResult }: Step): string | undefined =>
    AuthenticationResult && demandTokens(AuthenticationResult, tokens);

/** Throws at names that it does not know, and at a code without the place it went to. */
export const android: Dialect = {
  name: "Android",
  hasSecret: true,
  envelope: { ...fingerprint, ...analytics, ClientMetadata: {} },
  namesDevice: { atStart: true, inAnswers: true },
  sendsEmptyKey: true,
  provesDeviceInSession: false,
  onStaleDevice: "restart",
  repeatsSession: false,
  recordsFactor: false,
  readsBeforePreferring: true,
  demands: {
    ...shared,
    ...either(result("AccessToken", "IdToken"), demandChallenge, demandDelivery, demandKnownNames),
  },
};

/** Needs all three tokens; looks for its device under the name that the server answers with. */
export const flutter: Dialect = {
  name: "Flutter",
  hasSecret: false,
  envelope: { ...fingerprint, ClientMetadata: {} },
  namesDevice: { atStart: true, inAnswers: false },
  sendsEmptyKey: false,
  provesDeviceInSession: true,
  onStaleDevice: "repeat",
  repeatsSession: true,
  recordsFactor: true,
  readsBeforePreferring: false,
  demands: {
    ...shared,
    ...either(result("AccessToken", "IdToken", "RefreshToken"), demandChallenge),
  },
};

/** Takes a challenge without a Session for a broken answer. */
export const swift: Dialect = {
  name: "Swift",
  hasSecret: true,
  envelope: { ...fingerprint, ClientMetadata: {} },
  namesDevice: { atStart: true, inAnswers: true },
  sendsEmptyKey: false,
  provesDeviceInSession: true,
  onStaleDevice: "restart",
  repeatsSession: false,
  recordsFactor: false,
  readsBeforePreferring: true,
  demands: {
    ...shared,
    ...either(result("AccessToken", "IdToken", "RefreshToken"), demandChallenge, demandDelivery),
  },
};

/** A back end's own client: the SDK as published, with a client secret, and no more than an app writes. */
export const sdk: Dialect = {
  name: "AWS SDK",
  hasSecret: true,
  envelope: {},
  namesDevice: { atStart: false, inAnswers: true },
  sendsEmptyKey: false,
  provesDeviceInSession: true,
  onStaleDevice: "repeat",
  repeatsSession: false,
  recordsFactor: false,
  readsBeforePreferring: false,
  demands: {},
};

export const dialects: readonly Dialect[] = [android, flutter, swift, sdk];
