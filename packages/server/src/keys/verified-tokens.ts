import type { JWTPayload } from "jose";
import { sha256 } from "../kernel/digests.ts";
import type { SigningUse } from "../kernel/records.ts";
import { RecentMap } from "../kernel/recent-map.ts";

/** At most about 10 MB of claims. */
const limit = 10_000;

/** One token as it was verified: the same bytes for another pool or use are another question. */
interface Verification {
  poolId: string;
  use: SigningUse;
  token: string;
}

/**
 * Tokens whose signature was found right, so that a client's next call costs a hash and not an RSA operation. The signature
 * of the same bytes stays right; expiry and revocation are judged by the caller on every call.
 */
export class VerifiedTokens {
  readonly #claims = new RecentMap<string, JWTPayload>(limit);

  find(verification: Verification): JWTPayload | undefined {
    return this.#claims.get(keyOf(verification));
  }

  /** The claims are frozen: everybody who sends the token gets the same object. */
  remember(verification: Verification, claims: JWTPayload): void {
    this.#claims.set(keyOf(verification), freezeDeep(claims));
  }
}

/** A digest, so that no usable token lies in this map. */
function keyOf({ poolId, use, token }: Verification): string {
  return sha256(`${use} ${poolId} ${token}`).toString("base64");
}

function freezeDeep<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (typeof member === "object" && member !== null) freezeDeep(member);
  }
  return Object.freeze(value);
}
