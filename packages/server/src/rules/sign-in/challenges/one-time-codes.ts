/**
 * The challenges by a code that is sent: SMS_MFA, EMAIL_OTP and SMS_OTP. The code is made when the challenge is asked, sent in
 * the same transaction, and remembered only as a MAC inside the sealed session: bound to this sign-in, this address and this
 * purpose, and gone with it.
 */
import { equalSecrets, hmacSha256 } from "../../../kernel/digests.ts";
import { ServiceError } from "../../../kernel/errors.ts";
import { randomDigits } from "../../../kernel/random.ts";
import type { Authenticator } from "../../../kernel/records.ts";
import { confirmationCodeLength } from "../../codes.ts";
import { maskDestination } from "../../messages.ts";
import { accountRefusal } from "../account-gate.ts";
import { checkRecoveryCode } from "../recovery-code.ts";
import type {
  Challenge,
  CheckInput,
  Checked,
  Effect,
  Issued,
  Proof,
  SignInFacts,
  SignInTools,
} from "../facts.ts";

/** What tells the three apart. */
interface CodeKind {
  readonly channel: "EMAIL" | "SMS";
  readonly attribute: "email" | "phone_number";
  readonly authenticator: Authenticator;
  /** Where the answer may stand. */
  readonly answers: readonly string[];
  /** What the code proves after another factor, and what it proves alone. */
  readonly second: Proof;
  readonly first: Proof;
}

const sms = {
  channel: "SMS",
  attribute: "phone_number",
  authenticator: "sms",
  second: "sms-code",
  first: "sms-otp",
} as const;

export const smsMfa: Challenge = codeChallenge({ ...sms, answers: ["SMS_MFA_CODE"] });
export const smsOtp: Challenge = codeChallenge({ ...sms, answers: ["SMS_OTP_CODE"] });
export const emailOtp: Challenge = codeChallenge({
  channel: "EMAIL",
  attribute: "email",
  authenticator: "email",
  second: "email-code",
  first: "email-otp",
  // The second name is printed once in the API reference.
  answers: ["EMAIL_OTP_CODE", "EMAIL_MFA_CODE"],
});

function codeChallenge(kind: CodeKind): Challenge {
  return { issue: (facts, tools) => issue(kind, facts, tools), check: (given) => check(kind, given) };
}

function issue(kind: CodeKind, facts: SignInFacts, tools: SignInTools): Issued {
  const to = facts.user.attributes[kind.attribute];
  if (to === undefined) throw new Error(`a ${kind.channel} code was asked for without a destination`);
  const code = randomDigits(tools.random, confirmationCodeLength);
  const nonce = tools.random.bytes(16).toString("base64url");
  return {
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: kind.channel,
      CODE_DELIVERY_DESTINATION: maskDestination(kind.channel, to),
      USER_ID_FOR_SRP: facts.user.username,
    },
    remembers: {
      mac: macOf(tools, facts, { to, nonce, code }),
      nonce,
      to,
      // For who asks for the code once more.
      sentAt: String(facts.now),
    },
    message: { channel: kind.channel, to, code, isDecoy: facts.decoy },
  };
}

function check(kind: CodeKind, given: CheckInput): Checked {
  const typed = kind.answers.map((name) => given.responses[name]).find((answer) => answer !== undefined);
  const code = typed ?? "";
  return checkRecoveryCode(given, { typed: code, wrong: wrongCode() }) ?? checkSent(kind, given, code);
}

/** Whether it is the code that was sent. */
function checkSent(kind: CodeKind, { facts, tools, session }: CheckInput, code: string): Checked {
  const { mac = "", nonce = "", to = "" } = session.remembers;
  const right = equalSecrets(macOf(tools, facts, { to, nonce, code }), mac);
  // The address was changed since: a code for the old one proves nothing about the new.
  const current = facts.user.attributes[kind.attribute] === to && !facts.decoy;
  if (!right || !current) return { passed: false, error: wrongCode(), counts: kind.authenticator };
  const isFirst = session.proven.length === 0 && (facts.stepUp?.has ?? []).length === 0;
  return isFirst ? passedFirst(kind, facts, to) : passedSecond(kind, { facts, session, to });
}

/** As the first factor a code also confirms who has just signed up. */
function passedFirst(kind: CodeKind, facts: SignInFacts, to: string): Checked {
  const user =
    facts.user.status === "UNCONFIRMED" ? { ...facts.user, status: "CONFIRMED" as const } : facts.user;
  const closed = accountRefusal(user, facts.client.settings);
  if (closed !== undefined) return { passed: false, error: closed, endsSession: true };
  const effects: Effect[] = [...provenEffects(kind, to)];
  if (user !== facts.user) {
    effects.unshift({
      kind: "change-user",
      changes: { status: "CONFIRMED" },
      expectedVersion: facts.user.version,
    });
  }
  return { passed: true, proof: kind.first, effects, user };
}

function passedSecond(
  kind: CodeKind,
  { facts, session, to }: Pick<CheckInput, "facts" | "session"> & { to: string },
): Checked {
  const effects = provenEffects(kind, to);
  if (session.remembers["setUp"] === undefined) return { passed: true, proof: kind.second, effects };
  // Answered inside MFA_SETUP: the address just given is the second factor from now on.
  const enabledFactors = [...new Set([...facts.user.enabledFactors, "EMAIL_OTP" as const])];
  const enabling: Effect = {
    kind: "change-user",
    changes: { enabledFactors },
    expectedVersion: facts.user.version,
  };
  return { passed: true, proof: kind.second, effects: [enabling, ...effects] };
}

function provenEffects(kind: CodeKind, value: string): Effect[] {
  return [
    { kind: "clear-attempts", authenticator: kind.authenticator },
    { kind: "verify-attribute", attribute: kind.attribute, value },
  ];
}

function macOf(
  tools: SignInTools,
  facts: SignInFacts,
  given: { to: string; nonce: string; code: string },
): string {
  const text = ["sign-in", facts.pool.id, facts.user.sub, given.to, given.nonce, given.code].join("|");
  return hmacSha256(tools.keys.for("code"), text).toString("base64url");
}

function wrongCode(): ServiceError {
  const text = "Invalid code or auth state for the user.";
  return new ServiceError("CodeMismatchException", text, "sign_in_code_wrong");
}
