// From an answer of the service to what the app is told: what the library can answer by itself it does, tokens are kept, and
// everything else becomes a step.
import type { AuthenticationResultType } from "@poolhouse/protocol";
import type { Context } from "../context.ts";
import { AuthError, signInRefused } from "../errors.ts";
import { tell } from "../hub.ts";
import { call } from "../http/call.ts";
import { answerPasskey } from "../passkeys/answer-passkey.ts";
import { currentUser } from "../tokens/current-user.ts";
import { checkAccessToken } from "../tokens/jwt.ts";
import type { SignInDetails } from "../tokens/token-place.ts";
import type { Persistence } from "../tokens/token-store.ts";
import { confirmDevice, proveDevice } from "./device-proof.ts";
import type { ClientMetadata, Reply } from "./exchange.ts";
import {
  type AvailableChallenge,
  type CodeDeliveryDetails,
  describeSetup,
  done,
  type SignInNextStep,
  type SignInOutput,
  toMFATypes,
  unfinished,
} from "./steps.ts";

/** The sign-in that a reply belongs to. */
export interface Progress {
  readonly username: string;
  readonly details: SignInDetails | undefined;
  readonly clientMetadata?: ClientMetadata;
  readonly persist?: Persistence | undefined;
}

/**
 * Goes on with a reply.
 *
 * @throws SignInException for a question that no step stands for.
 */
export async function advance(context: Context, progress: Progress, reply: Reply): Promise<SignInOutput> {
  const { username, details, persist } = progress;
  if (reply.ChallengeName === "DEVICE_SRP_AUTH") {
    const { clientMetadata } = progress;
    return advance(
      context,
      progress,
      await proveDevice(context, { username, session: reply.Session, clientMetadata }),
    );
  }
  if (reply.AuthenticationResult !== undefined) return finish(context, progress, reply.AuthenticationResult);
  const challengeName = reply.ChallengeName ?? "";
  const { Session: session, ChallengeParameters, AvailableChallenges } = reply;
  const asked = { ChallengeParameters, AvailableChallenges };
  await context.pending.set({ username, challengeName, session, details, asked, persist });
  if (challengeName === "WEB_AUTHN")
    return advance(context, progress, await answerPasskey(context, progress, reply));
  return unfinished(await stepFor(context, username, reply));
}

async function finish(
  context: Context,
  { username, details, persist }: Progress,
  result: AuthenticationResultType,
): Promise<SignInOutput> {
  const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = result;
  checkAccessToken(accessToken);
  await confirmDevice(context, { username, accessToken, device: result.NewDeviceMetadata });
  await context.tokens.save(username, { accessToken, idToken, refreshToken }, { details, persist });
  await context.pending.clear();
  tell("signedIn", await currentUser(context).catch(nameInterruption));
  return done;
}

/** Nobody is signed in although the tokens have just been kept: the storage has lost them. */
function nameInterruption(): never {
  throw new AuthError({
    name: "UnexpectedSignInInterruptionException",
    message: "Unable to get user session following successful sign-in.",
    recoverySuggestion:
      "Make sure that the storage keeps what it is given; a server may have to set cookies.",
  });
}

/** The step that a question is. */
export async function stepFor(context: Context, username: string, reply: Reply): Promise<SignInNextStep> {
  const parameters = reply.ChallengeParameters ?? {};
  switch (reply.ChallengeName) {
    case "SMS_MFA":
    case "SMS_OTP":
      return { signInStep: "CONFIRM_SIGN_IN_WITH_SMS_CODE", codeDeliveryDetails: deliveryOf(parameters) };
    case "EMAIL_OTP":
      return { signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE", codeDeliveryDetails: deliveryOf(parameters) };
    case "SOFTWARE_TOKEN_MFA":
      return { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" };
    case "SELECT_MFA_TYPE":
      return {
        signInStep: "CONTINUE_SIGN_IN_WITH_MFA_SELECTION",
        allowedMFATypes: toMFATypes(readList(parameters["MFAS_CAN_CHOOSE"])),
      };
    case "MFA_SETUP":
      return beginSetup(context, username, reply);
    case "NEW_PASSWORD_REQUIRED":
      return {
        signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
        missingAttributes: readList(parameters["requiredAttributes"]).map((name) =>
          name.replace(/^userAttributes\./, ""),
        ),
      };
    case "CUSTOM_CHALLENGE":
      return { signInStep: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", additionalInfo: parameters };
    case "SELECT_CHALLENGE":
      return {
        signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
        // The service offers nothing but first factors here.
        availableChallenges: (reply.AvailableChallenges ?? []) as AvailableChallenge[],
      };
    case "PASSWORD":
    case "PASSWORD_SRP":
      return { signInStep: "CONFIRM_SIGN_IN_WITH_PASSWORD" };
    default:
      throw signInRefused(
        `An error occurred during the sign in process. ${reply.ChallengeName} challengeName returned by the underlying service was not addressed.`,
      );
  }
}

/** A phone cannot be set up here, so it is not offered. */
async function beginSetup(context: Context, username: string, reply: Reply): Promise<SignInNextStep> {
  const offered = toMFATypes(readList(reply.ChallengeParameters?.["MFAS_CAN_SETUP"]));
  const possible = offered.filter((type) => type !== "SMS");
  if (possible.length > 1)
    return { signInStep: "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", allowedMFATypes: possible };
  if (possible[0] === "EMAIL") return { signInStep: "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP" };
  if (possible[0] === "TOTP") return beginTotpSetup(context, username);
  throw signInRefused(`Cannot initiate MFA setup from available types: ${offered.join(",")}`);
}

/** Asks for an authenticator app's secret within the sign-in that is pending. */
export async function beginTotpSetup(context: Context, username: string): Promise<SignInNextStep> {
  const pending = await context.pending.get();
  const { SecretCode, Session } = await call(context, "AssociateSoftwareToken", {
    input: { Session: pending?.session },
  });
  if (SecretCode === undefined)
    throw new AuthError({ name: "SetUpTOTPException", message: "Failed to set up TOTP." });
  if (pending !== undefined) await context.pending.set({ ...pending, session: Session, secret: SecretCode });
  return {
    signInStep: "CONTINUE_SIGN_IN_WITH_TOTP_SETUP",
    totpSetupDetails: describeSetup(SecretCode, username),
  };
}

/** Where the code of a question went. */
export function deliveryOf(parameters: Readonly<Record<string, string>>): CodeDeliveryDetails {
  return {
    // The service names no other media.
    deliveryMedium: parameters["CODE_DELIVERY_DELIVERY_MEDIUM"] as CodeDeliveryDetails["deliveryMedium"],
    destination: parameters["CODE_DELIVERY_DESTINATION"],
  };
}

/** Lists travel as JSON inside a text. */
function readList(text: string | undefined): string[] {
  if (text === undefined) return [];
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
}
