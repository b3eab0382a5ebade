import { createHmac } from "node:crypto";
import { computeCode, decodeBase32, stepAt, stepSeconds } from "@poolhouse/protocol";

/**
 * Authenticator apps that hold whatever secrets they are shown. A code is accepted once, and the next one a step early, so
 * every call answers another code; the third within one step is refused here rather than by the server.
 */
export class AuthenticatorApps {
  readonly #now: () => number;
  /** The last step whose code was shown, by secret. */
  readonly #shown = new Map<string, number>();

  /** @param now milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * A code of a secret that was not shown yet and is accepted now.
   *
   * @param secret in base 32, or the `otpauth://` address of a QR code.
   * @throws if the text holds no secret, or if there is no unused code until the clock is put forward.
   */
  nextCode(secret: string): string {
    const base32 = readSecret(secret);
    const present = stepAt(this.#now() / 1000);
    const step = Math.max(present, (this.#shown.get(base32) ?? -1) + 1);
    if (step > present + 1) throw new Error(exhausted);
    this.#shown.set(base32, step);
    return codeOf(base32, step);
  }

  /** The code of the step that has just ended, still accepted: whoever enrols with it leaves both codes of now unused. */
  endingCode(secret: string): string {
    return codeOf(readSecret(secret), stepAt(this.#now() / 1000) - 1);
  }
}

const exhausted = `A code is accepted once, and this app has shown the two that would be accepted now. Put the clock forward first: pool.clock.advance(${stepSeconds}_000).`;

function readSecret(text: string): string {
  const isAddress = text.startsWith("otpauth:") && URL.canParse(text);
  const secret = isAddress ? new URL(text).searchParams.get("secret") : text;
  const base32 = secret?.replaceAll(/[\s-]/g, "").toUpperCase() ?? "";
  if (base32 === "" || decodeBase32(base32) === undefined)
    throw new Error("This holds no secret in base 32, and is no otpauth address with one.");
  return base32;
}

function codeOf(base32: string, step: number): string {
  const secret = decodeBase32(base32) ?? new Uint8Array();
  return computeCode((message) => createHmac("sha1", secret).update(message).digest(), step);
}
