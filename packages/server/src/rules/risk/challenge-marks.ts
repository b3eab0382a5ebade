/**
 * What a person answered, as an event keeps it: two letters for each answer, `P` for the password or `M` for anything else, then
 * `+` or `-`. The service knows no more words for challenges than these two.
 */
import type { Authenticator, Proof } from "../../kernel/records.ts";
import type { Refusal } from "../sign-in/facts.ts";

type Mark = "P" | "M";

/** Complete by type; what is no answer to a challenge has none. */
const markOf: Readonly<Record<Proof, Mark | undefined>> = {
  password: "P",
  "new-password": undefined,
  "software-token": "M",
  "sms-code": "M",
  "email-code": "M",
  "recovery-code": "M",
  device: "M",
  "sms-otp": "M",
  "email-otp": "M",
  passkey: "M",
  "verified-passkey": "M",
  // Said beside the proof of a passkey.
  "roaming-passkey": undefined,
  // What the pool's own challenges were the pool alone knows.
  custom: undefined,
};

/** The marks of what was proven. */
export function marksOfProofs(proofs: readonly Proof[]): string {
  return proofs
    .map((proof) => markOf[proof])
    .filter((mark) => mark !== undefined)
    .map((mark) => `${mark}+`)
    .join("");
}

/** The mark of an answer that was refused. A right one may be refused too, for what the account lacks. */
export function marksOfRefusal({ counts, proves }: Refusal, answered: string | undefined): string {
  if (proves !== undefined) return `${markOfAuthenticator(proves)}+`;
  if (counts !== undefined) return `${markOfAuthenticator(counts)}-`;
  // A passkey's failures are not counted: it cannot be guessed.
  return answered === "WEB_AUTHN" ? "M-" : "";
}

const markOfAuthenticator = (authenticator: Authenticator): Mark =>
  authenticator === "password" ? "P" : "M";
