/** The sign-in of a phone: it goes on by itself as far as the library would, and stops where the person is asked. */
import { randomBytes } from "node:crypto";
import { formatTimestamp, signPasswordClaim, startSrp } from "@poolhouse/protocol";
import {
  begin,
  type Challenge,
  type Parameters,
  type Phone,
  type Reply,
  respond,
  type Step,
} from "./phone.ts";
import { confirmNewDevice, proveKeptDevice } from "./phone-device.ts";
import { Refusal } from "./wire.ts";

/** By SRP, or with the password in clear if `flow` says so. */
export async function signIn(
  phone: Phone,
  password: string,
  flow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" = "USER_SRP_AUTH",
): Promise<Step> {
  phone.again = () => signIn(phone, password, flow);
  if (flow === "USER_PASSWORD_AUTH") return advance(phone, await begin(phone, flow, { PASSWORD: password }));
  const start = startSrp(randomBytes(32));
  return proveWithSrp(phone, { start, asked: await begin(phone, flow, { SRP_A: start.A }), password });
}

/** Begins a custom flow, with the proof of the password first if there is one. */
export async function signInByRiddle(phone: Phone, password?: string): Promise<Step> {
  phone.again = () => signInByRiddle(phone, password);
  if (password === undefined) return advance(phone, await begin(phone, "CUSTOM_AUTH"));
  const start = startSrp(randomBytes(32));
  const srp = { SRP_A: start.A, CHALLENGE_NAME: "SRP_A" };
  return proveWithSrp(phone, { start, asked: await begin(phone, "CUSTOM_AUTH", srp), password });
}

type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** Leaves the first factor to the person, or says which one the app prefers. */
export async function signInByChoice(phone: Phone, preferred?: FirstFactor, password = ""): Promise<Step> {
  const start = startSrp(randomBytes(32));
  const asked = await begin(phone, "USER_AUTH", {
    ...(preferred !== undefined && { PREFERRED_CHALLENGE: preferred }),
    ...(preferred === "PASSWORD" && { PASSWORD: password }),
    ...(preferred === "PASSWORD_SRP" && { SRP_A: start.A }),
  });
  if (asked.ChallengeName === "PASSWORD_VERIFIER") return proveWithSrp(phone, { start, asked, password });
  return advance(phone, asked);
}

/** Chooses where the sign-in asks for the first factor. */
export async function choose(phone: Phone, ANSWER: FirstFactor, password = ""): Promise<Step> {
  if (ANSWER === "PASSWORD") return answer(phone, { ANSWER, PASSWORD: password });
  if (ANSWER !== "PASSWORD_SRP") return answer(phone, { ANSWER });
  const start = startSrp(randomBytes(32));
  const asked = await respond(phone, { ANSWER, SRP_A: start.A });
  return proveWithSrp(phone, { start, asked, password });
}

/** Answers PASSWORD_VERIFIER. */
async function proveWithSrp(
  phone: Phone,
  given: { start: ReturnType<typeof startSrp>; asked: Reply; password: string },
): Promise<Step> {
  const { start, asked, password } = given;
  const { ChallengeParameters: shown = {}, Session } = asked;
  phone.username = shown["USERNAME"] ?? phone.username;
  const timestamp = formatTimestamp(Date.now());
  const secretBlock = shown["SECRET_BLOCK"] ?? "";
  const signature = await signPasswordClaim({
    poolName: phone.app.userPoolId.slice(phone.app.userPoolId.indexOf("_") + 1),
    userId: shown["USER_ID_FOR_SRP"] ?? "",
    password,
    salt: shown["SALT"] ?? "",
    ...start,
    B: shown["SRP_B"] ?? "",
    secretBlock,
    timestamp,
  });
  phone.challenge = "PASSWORD_VERIFIER";
  phone.session = Session;
  return answer(phone, {
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  });
}

/** Answers the pending challenge; gets over a device that the pool does not know any more as the library does. */
export async function answer(phone: Phone, responses: Parameters): Promise<Step> {
  try {
    return await advance(phone, await respond(phone, responses));
  } catch (cause) {
    const isStale = cause instanceof Refusal && cause.type === "ResourceNotFoundException";
    if (!isStale || phone.device === undefined) throw cause;
    phone.device = undefined;
    if (phone.dialect.onStaleDevice === "restart" && phone.again !== undefined) return phone.again();
    return advance(phone, await respond(phone, responses));
  }
}

/** Takes an answer in: tokens and a device to confirm, a device that is to prove itself, or a challenge for the person. */
async function advance(phone: Phone, reply: Reply): Promise<Step> {
  const { ChallengeName, ChallengeParameters: shown = {}, Session, AuthenticationResult: tokens } = reply;
  const answered = phone.challenge;
  phone.challenge = ChallengeName;
  phone.session = Session;
  phone.username = shown["USERNAME"] ?? phone.username;
  if (ChallengeName === "DEVICE_SRP_AUTH") return advance(phone, await proveKeptDevice(phone));
  if (tokens === undefined)
    return { name: ChallengeName ?? "DONE", shown, available: reply.AvailableChallenges ?? [] };
  phone.tokens = tokens;
  if (tokens.NewDeviceMetadata !== undefined) phone.device = await confirmNewDevice(phone);
  if (phone.dialect.recordsFactor) await recordFactor(phone, answered);
  return { name: "DONE", shown, available: [] };
}

/** What a library that does so by itself switches on after a sign-in with a factor. */
async function recordFactor({ send, tokens }: Phone, answered: Challenge | undefined): Promise<void> {
  const AccessToken = tokens.AccessToken ?? "";
  const on = { Enabled: true };
  if (answered === "SMS_MFA") await send("SetUserMFAPreference", { AccessToken, SMSMfaSettings: on });
  if (answered === "SOFTWARE_TOKEN_MFA" || answered === "MFA_SETUP")
    await send("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: on });
}
