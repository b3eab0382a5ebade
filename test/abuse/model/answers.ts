/** What somebody would answer to the challenge at hand: rightly, or with something that looks like it. */
import { deviceProof } from "./device-proof.ts";
import { type AppCode, freshCode, usedCode, wrongCode } from "./codes.ts";
import { answerWithSrp, startWithSrp, type SrpBeginning } from "../../support/people.ts";
import type { App, Held, Person, Proof, Walk } from "./truth.ts";

/** An answer to a challenge, and what it does if it passes. */
export interface Answer {
  readonly responses: Record<string, string>;
  readonly isRight: boolean;
  /** What it proves. */
  readonly proof?: Proof;
  /** What is guessed at with it. */
  readonly guesses?: keyof Person["guesses"];
  /** The step of an authenticator app that it uses up. */
  readonly uses?: { readonly app: App } & AppCode;
  readonly recoveryCode?: string;
  readonly newPassword?: string;
  readonly newEmail?: string;
  readonly begun?: SrpBeginning;
}

/** Where a wrong answer comes from. */
export type Kind = "right" | "wrong" | "replayed" | "stolen" | "recovery";

/** What an answer is made for: `choice` picks where there is one. */
interface Asked {
  readonly held: Held;
  readonly kind: Kind;
  readonly choice: number;
}

/** The answer; undefined where there is none of this kind. */
export async function answerTo(walk: Walk, asked: Asked): Promise<Answer | undefined> {
  const { held, kind } = asked;
  if (kind === "recovery") return recoveryAnswer(walk, asked);
  switch (held.challenge) {
    case "PASSWORD_VERIFIER":
      return verifierAnswer(walk, asked);
    case "PASSWORD":
      return passwordAnswer(held, kind);
    case "PASSWORD_SRP":
      return srpBeginning(walk);
    case "SOFTWARE_TOKEN_MFA":
      return appAnswer(walk, asked);
    case "SMS_MFA":
    case "EMAIL_OTP":
      return codeAnswer(walk, asked);
    case "SELECT_CHALLENGE":
      return choiceAnswer(walk, asked);
    case "SELECT_MFA_TYPE":
      return { responses: { ANSWER: pickFactor(asked) }, isRight: kind === "right" };
    case "NEW_PASSWORD_REQUIRED":
      return newPasswordAnswer(held.person, kind);
    case "MFA_SETUP":
      return setUpAnswer(asked);
    case "DEVICE_SRP_AUTH":
      return deviceBeginning(walk, held);
    case "DEVICE_PASSWORD_VERIFIER":
      return deviceAnswer(walk, asked);
    default:
      return undefined;
  }
}

const isPassword = (kind: Kind): boolean => kind === "right" || kind === "wrong";

async function verifierAnswer({ driver }: Walk, { held, kind }: Asked): Promise<Answer | undefined> {
  const { begun, person, shown } = held;
  if (begun === undefined || !isPassword(kind)) return undefined;
  const password = kind === "right" ? person.password : "Wrong-Horse-9";
  const app = { poolId: person.side.poolId };
  const { responses } = await answerWithSrp(driver.srp, { app, begun, shown, password });
  // An exchange over a password that was changed meanwhile cannot be won.
  const isRight = kind === "right" && held.passwordAge === person.passwordAge;
  return { responses, isRight, proof: "password", guesses: "password" };
}

function passwordAnswer({ person }: Held, kind: Kind): Answer | undefined {
  if (!isPassword(kind)) return undefined;
  const PASSWORD = kind === "right" ? person.password : "Wrong-Horse-9";
  return { responses: { PASSWORD }, isRight: kind === "right", proof: "password", guesses: "password" };
}

async function srpBeginning({ driver }: Walk): Promise<Answer> {
  const begun = await startWithSrp(driver.srp);
  return { responses: { SRP_A: begun.text }, isRight: true, begun };
}

function appAnswer({ truth, driver }: Walk, { held, kind }: Asked): Answer | undefined {
  const { app } = held.person;
  const now = driver.srp.clock.now();
  const guess = { proof: "software-token", guesses: "software-token" } as const;
  // Somebody who has none any more can only guess.
  if (app === undefined || kind === "wrong") {
    const code = app === undefined ? "000000" : wrongCode(app, now);
    return { responses: { SOFTWARE_TOKEN_MFA_CODE: code }, isRight: false, ...guess };
  }
  if (kind === "stolen") {
    const thief = truth.sides.flatMap((side) => side.people).find((each) => each.app && each !== held.person);
    const code = thief?.app && freshCode(thief.app, now)?.code;
    const own = [-1, 0, 1].map((step) => freshCode({ ...app, lastStep: -1 }, now + step * 30_000)?.code);
    if (code === undefined || own.includes(code)) return undefined;
    return { responses: { SOFTWARE_TOKEN_MFA_CODE: code }, isRight: false, ...guess };
  }
  const read = kind === "right" ? freshCode(app, now) : usedCode(app);
  if (read === undefined) return undefined;
  const uses = { app, ...read };
  return { responses: { SOFTWARE_TOKEN_MFA_CODE: read.code }, isRight: kind === "right", uses, ...guess };
}

function codeAnswer({ truth }: Walk, { held, kind }: Asked): Answer | undefined {
  const isMail = held.challenge === "EMAIL_OTP";
  const code = kind === "right" ? held.code : otherCode(truth.held, held, kind);
  if (code === undefined || (kind !== "right" && code === held.code)) return undefined;
  return {
    responses: { [isMail ? "EMAIL_OTP_CODE" : "SMS_MFA_CODE"]: code },
    isRight: kind === "right",
    proof: held.proven.size === 0 ? "first-code" : "second-code",
    guesses: isMail ? "email" : "sms",
  };
}

/** A code of an older sign-in of the same person, of somebody else, or of nobody. */
function otherCode(all: readonly Held[], held: Held, kind: Kind): string | undefined {
  if (kind === "wrong") return held.code === "123456" ? "654321" : "123456";
  const isOwn = kind === "replayed";
  return all.findLast((each) => each !== held && each.code && (each.person === held.person) === isOwn)?.code;
}

const codeMembers: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA_CODE",
  SMS_MFA: "SMS_MFA_CODE",
  EMAIL_OTP: "EMAIL_OTP_CODE",
};

/** A recovery code in the place of a second factor's: one of one's own, a dead one, or somebody else's. */
function recoveryAnswer({ truth }: Walk, { held, choice }: Asked): Answer | undefined {
  const { person } = held;
  const member = codeMembers[held.challenge];
  if (member === undefined || held.proven.size === 0 || held.setsUpEmail === true) return undefined;
  const others = truth.sides.flatMap((side) => side.people).filter((each) => each !== person);
  const foreign = others.find((each) => each.recoveryCodes.length > 0)?.recoveryCodes[0];
  const codes = [person.recoveryCodes[0], person.recoveryCodes[1], person.deadRecoveryCodes.at(-1), foreign];
  const recoveryCode = codes[choice % codes.length];
  if (recoveryCode === undefined) return undefined;
  const isRight = person.recoveryCodes.includes(recoveryCode);
  const responses = { [member]: recoveryCode };
  return { responses, isRight, recoveryCode, proof: "recovery-code", guesses: "recovery-code" };
}

async function choiceAnswer(walk: Walk, { held, kind, choice }: Asked): Promise<Answer> {
  const wanted = ["PASSWORD", "EMAIL_OTP", "PASSWORD_SRP"][choice % 3] ?? "";
  if (kind !== "right") return { responses: { ANSWER: "SMS_MFA" }, isRight: false };
  if (wanted === "EMAIL_OTP") return { responses: { ANSWER: wanted }, isRight: true };
  if (wanted === "PASSWORD_SRP") {
    const begun = await srpBeginning(walk);
    return { ...begun, responses: { ANSWER: wanted, ...begun.responses } };
  }
  const password = held.person.password;
  const responses = { ANSWER: wanted, PASSWORD: password };
  return { responses, isRight: true, proof: "password", guesses: "password" };
}

function pickFactor({ held, kind, choice }: Asked): string {
  if (kind !== "right") return "SMS_OTP";
  // A JSON array of names.
  const names = JSON.parse(held.shown["MFAS_CAN_CHOOSE"] ?? "[]") as string[];
  return names[choice % Math.max(names.length, 1)] ?? "";
}

function newPasswordAnswer({ passwordAge }: Person, kind: Kind): Answer {
  if (kind !== "right") return { responses: { NEW_PASSWORD: "short" }, isRight: false };
  const newPassword = `Newer-Horse-${passwordAge + 1}x`;
  return { responses: { NEW_PASSWORD: newPassword }, isRight: true, proof: "new-password", newPassword };
}

/** The end of a set-up, or an address as the factor; other set-ups go on by their own operations. */
function setUpAnswer({ held, kind }: Asked): Answer | undefined {
  if (held.proven.has("software-token")) return { responses: {}, isRight: true };
  if (kind !== "right") return { responses: {}, isRight: false };
  if (!(held.shown["MFAS_CAN_SETUP"] ?? "").includes("EMAIL_OTP")) return undefined;
  const newEmail = `${held.person.username}-set-up@example.com`;
  return { responses: { EMAIL: newEmail }, isRight: true, newEmail };
}

async function deviceBeginning({ driver }: Walk, { device }: Held): Promise<Answer | undefined> {
  if (device === undefined) return undefined;
  const begun = await startWithSrp(driver.srp);
  return { responses: { DEVICE_KEY: device.key, SRP_A: begun.text }, isRight: true, begun };
}

async function deviceAnswer({ driver }: Walk, { held, kind }: Asked): Promise<Answer | undefined> {
  const { begun, device, shown } = held;
  if (begun === undefined || device === undefined || !isPassword(kind)) return undefined;
  const password = kind === "right" ? device.password : "not the device's";
  const responses = await deviceProof(driver.srp, { begun, device: { ...device, password }, shown });
  return { responses, isRight: kind === "right", proof: "device" };
}
