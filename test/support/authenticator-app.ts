/**
 * An authenticator app for tests in real time. A code is accepted once, within one step of the server's time; so the first code is
 * that of the current step and the second that of the next, which is accepted already, and nobody has to wait.
 */
import { createHmac } from "node:crypto";
import { computeCode, decodeBase32, stepAt } from "@poolhouse/protocol";

export interface AuthenticatorApp {
  /** A code that has not been used and will be accepted now; throws for the third within one step. */
  freshCode(): string;
  /** The last fresh code again, which stays within the window for at least half a minute. */
  usedCode(): string;
  /** A code of no step near now. */
  wrongCode(): string;
}

/** An app that holds the secret the service showed, 52 characters of base 32. */
export function openAuthenticatorApp(secretCode: string, now: () => number = Date.now): AuthenticatorApp {
  const secret = decodeBase32(secretCode);
  if (secret === undefined) throw new Error(`not base 32: ${secretCode}`);
  const codeOf = (step: number): string =>
    computeCode((message) => createHmac("sha1", secret).update(message).digest(), step);
  let last = -1;
  return {
    freshCode() {
      last = Math.max(last + 1, stepAt(now() / 1000));
      if (last > stepAt(now() / 1000) + 1) throw new Error("this app has no unused code within the window");
      return codeOf(last);
    },
    usedCode: () => codeOf(last),
    wrongCode() {
      const step = stepAt(now() / 1000);
      const near = new Set(Array.from({ length: 9 }, (_, index) => codeOf(step - 4 + index)));
      const candidates = Array.from({ length: 10 }, (_, index) => String(111_111 * index).padStart(6, "0"));
      return candidates.find((code) => !near.has(code)) ?? "123456";
    },
  };
}
