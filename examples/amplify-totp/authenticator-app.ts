import { createHmac } from "node:crypto";
import { computeCode, decodeBase32, stepAt } from "@poolhouse/protocol";

/** An authenticator app, as on a phone. */
export interface AuthenticatorApp {
  /** A code that this app has not shown before. `isEarly` if it is the next half minute's. */
  nextCode(): { code: string; isEarly: boolean };
}

/** An app that was given the secret, in base 32, by a QR code or by hand. */
export function openAuthenticatorApp(sharedSecret: string): AuthenticatorApp {
  const secret = decodeBase32(sharedSecret);
  if (secret === undefined) throw new Error("The secret is not base 32.");
  let last = -1;
  return {
    nextCode() {
      const now = stepAt(Date.now() / 1000);
      last = Math.max(now, last + 1);
      const code = computeCode((counter) => createHmac("sha1", secret).update(counter).digest(), last);
      return { code, isEarly: last > now };
    },
  };
}
