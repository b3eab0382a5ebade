/** What Amplify's mobile libraries look for in the answers of a sign-in, each as a complaint where it is not there. */
import type { AuthenticationResultType, RespondToAuthChallengeResponse } from "@poolhouse/protocol";

type Reply = RespondToAuthChallengeResponse;
type Token = "AccessToken" | "IdToken" | "RefreshToken";

/** What each challenge has to show; a challenge that is not here is one that the libraries do not know. */
const shown: Readonly<Record<string, readonly string[]>> = {
  PASSWORD_VERIFIER: ["SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"],
  DEVICE_SRP_AUTH: [],
  DEVICE_PASSWORD_VERIFIER: ["SALT", "SECRET_BLOCK", "SRP_B", "USERNAME"],
  SMS_MFA: [],
  SMS_OTP: [],
  EMAIL_OTP: [],
  SOFTWARE_TOKEN_MFA: [],
  SELECT_MFA_TYPE: ["MFAS_CAN_CHOOSE"],
  MFA_SETUP: ["MFAS_CAN_SETUP"],
  NEW_PASSWORD_REQUIRED: ["requiredAttributes"],
  SELECT_CHALLENGE: [],
  CUSTOM_CHALLENGE: [],
  WEB_AUTHN: ["CREDENTIAL_REQUEST_OPTIONS"],
};

const factors = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];
const firstFactors = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

/** Tokens that are there, and the names that the libraries read out of them. */
export function demandTokens(
  result: AuthenticationResultType | undefined,
  tokens: readonly Token[],
): string | undefined {
  const lost = tokens.find((each) => result?.[each] === undefined);
  if (lost !== undefined) return `no ${lost}`;
  if (typeof result?.ExpiresIn !== "number") return "no ExpiresIn";
  const access = claimsOf(result.AccessToken);
  if (typeof access["sub"] !== "string" || typeof access["username"] !== "string")
    return "no sub or username";
  const needsName =
    tokens.includes("IdToken") && typeof claimsOf(result.IdToken)["cognito:username"] !== "string";
  return needsName ? "no cognito:username" : undefined;
}

function claimsOf(token: string | undefined): Readonly<Record<string, unknown>> {
  const [, claims = ""] = (token ?? "").split(".");
  // Claims are a JSON object; the reader looks at the members one by one.
  return JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
}

/** A challenge by a known name, with what it needs, and with the Session that the next answer is to carry. */
export function demandChallenge(reply: Reply): string | undefined {
  if (reply.AuthenticationResult !== undefined) return undefined;
  const { ChallengeName: name = "", ChallengeParameters: parameters = {}, Session } = reply;
  const lost = shown[name]?.find((each) => parameters[each] === undefined);
  if (shown[name] === undefined) return `unknown challenge ${name}`;
  if (lost !== undefined) return `${name} without ${lost}`;
  const isText = Object.values(parameters).every((value) => typeof value === "string");
  if (!isText) return `${name} with a parameter that is not text`;
  return Session === undefined && name !== "PASSWORD_VERIFIER" ? `${name} without Session` : undefined;
}

/** Where a code went, and by what. */
export function demandDelivery({ ChallengeName, ChallengeParameters = {} }: Reply): string | undefined {
  const isCode = ["SMS_MFA", "SMS_OTP", "EMAIL_OTP"].includes(ChallengeName ?? "");
  if (!isCode) return undefined;
  const { CODE_DELIVERY_DESTINATION: destination, CODE_DELIVERY_DELIVERY_MEDIUM: medium } =
    ChallengeParameters;
  return destination !== undefined && ["SMS", "EMAIL"].includes(medium ?? "")
    ? undefined
    : `${ChallengeName} without the place its code went to`;
}

/** No name in a list of choices that the library has no word for. */
export function demandKnownNames({
  ChallengeParameters = {},
  AvailableChallenges = [],
}: Reply): string | undefined {
  const listed = ["MFAS_CAN_CHOOSE", "MFAS_CAN_SETUP"].flatMap((name) => readList(ChallengeParameters[name]));
  const stranger =
    listed.find((each) => !factors.includes(each)) ??
    AvailableChallenges.find((each) => !firstFactors.includes(each));
  return stranger === undefined ? undefined : `unknown choice ${stranger}`;
}

/** The names in the JSON text of a parameter, read as Android does: by its punctuation. */
const readList = (text = ""): string[] =>
  text
    .replaceAll(/[[\]"]/g, "")
    .split(",")
    .filter(Boolean);
