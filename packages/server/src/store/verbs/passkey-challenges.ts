import type { PasskeyChallenge } from "../../kernel/records.ts";
import type { PasskeyStore } from "../../ports/passkeys.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

type Challenges = Pick<PasskeyStore, "putChallenge" | "consumeChallenge" | "hasChallenge">;

/** The registrations under way: one for each user and client, so there is nothing to sweep up. */
export function createPasskeyChallenges(session: Session): Challenges {
  return {
    async putChallenge(challenge) {
      await session.run(putChallenge, challenge);
    },
    consumeChallenge: (pending) => happened(session, consumeChallenge, pending),
    hasChallenge: async (pending) => (await firstRow(session, findChallenge, pending)) !== undefined,
  };
}

const putChallenge = (db: Builder, slot: Slots<PasskeyChallenge>) =>
  db
    .insertInto("passkey_challenges")
    .values({
      pool_id: slot.poolId,
      sub: slot.sub,
      client_id: slot.clientId,
      challenge: slot.challenge,
      expires_at: slot.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["pool_id", "sub", "client_id"]).doUpdateSet((eb) => ({
        challenge: eb.ref("excluded.challenge"),
        expires_at: eb.ref("excluded.expires_at"),
      })),
    );

type Pending = Omit<PasskeyChallenge, "clientId" | "expiresAt"> & { now: number };

/** Deleting is using: the database lets one caller delete a row. */
const consumeChallenge = (db: Builder, slot: Slots<Pending & { clientId: string }>) =>
  db
    .deleteFrom("passkey_challenges")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("client_id", "=", slot.clientId)
    .where("challenge", "=", slot.challenge)
    .where("expires_at", ">", slot.now);

const findChallenge = (db: Builder, slot: Slots<Pending>) =>
  db
    .selectFrom("passkey_challenges")
    .select("challenge")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("challenge", "=", slot.challenge)
    .where("expires_at", ">", slot.now);
