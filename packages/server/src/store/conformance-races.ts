/**
 * The races that two processes run in `race.test.ts`: what is raced for, how one attempt is made, and how many attempts
 * may succeed.
 */
import type { Store } from "../ports/store.ts";
import {
  freshId,
  now,
  sampleCode,
  sampleFamily,
  samplePasskey,
  sampleSession,
  sampleSigningKey,
  sampleToken,
  sampleUser,
} from "./conformance-records.ts";

export interface Race {
  /** Lays out what is raced for under this key. */
  prepare?(store: Store, key: string): Promise<unknown>;
  /** One attempt to have it; true for success. */
  attempt(store: Store, key: string): Promise<boolean>;
  /** How often each process tries each key. */
  tries: number;
  /** How many of all attempts at one key succeed. */
  winners: number;
}

const poolId = "race";

/** The races by what must be true of them. */
export const races: Record<string, Race> = {
  "the code of one step of a software token passes once": {
    async prepare({ softwareTokens }, key) {
      await softwareTokens.putPending(sampleToken({ poolId, sub: key, id: key }));
      await softwareTokens.activate({ poolId, sub: key, id: key, step: 1 });
    },
    attempt: ({ softwareTokens }, key) => softwareTokens.advance({ poolId, sub: key, id: key, step: 2 }),
    tries: 1,
    winners: 1,
  },
  "the last place for a software token is taken once": {
    async prepare({ softwareTokens }, key) {
      await softwareTokens.putPending(sampleToken({ poolId, sub: `places of ${key}`, id: key }));
      await softwareTokens.activate({ poolId, sub: `places of ${key}`, id: key, step: 1 });
    },
    async attempt({ softwareTokens }, key) {
      const token = sampleToken({
        poolId,
        sub: `places of ${key}`,
        id: `${freshId("token")} of ${process.pid}`,
      });
      await softwareTokens.putPending(token);
      return softwareTokens.activate({ ...token, step: 1, limit: 2 });
    },
    tries: 2,
    winners: 1,
  },
  "a one-time id is consumed once": {
    attempt: ({ consumed }, key) => consumed.consume(poolId, key, now),
    tries: 1,
    winners: 1,
  },
  "a generation of a token family is rotated once": {
    prepare: ({ families }, key) => families.insert(sampleFamily({ poolId, id: key })),
    attempt: ({ families }, key) => families.rotate({ poolId, id: key, generation: 0, now }),
    tries: 1,
    winners: 1,
  },
  "one use of a passkey's counter passes": {
    prepare: ({ passkeys }, key) => passkeys.insert(samplePasskey({ poolId, sub: key, id: key }), 20),
    attempt: ({ passkeys }, key) =>
      passkeys.advance({ poolId, sub: key, id: key, counter: 1, backedUp: true, now }),
    tries: 1,
    winners: 1,
  },
  "a pending registration of a passkey is completed once": {
    prepare: ({ passkeys }, key) =>
      passkeys.putChallenge({ poolId, sub: key, clientId: "web", challenge: key, expiresAt: now + 1 }),
    attempt: ({ passkeys }, key) =>
      passkeys.consumeChallenge({ poolId, sub: key, clientId: "web", challenge: key, now }),
    tries: 1,
    winners: 1,
  },
  "a session is revoked once": {
    prepare: ({ families }, key) =>
      families.insert(
        sampleFamily({ poolId: "race of sessions", id: key, sub: key, session: sampleSession({ id: key }) }),
      ),
    attempt: ({ userSessions }, key) =>
      userSessions.revoke({ poolId: "race of sessions", sub: key, sessionId: key, validFrom: now, now }),
    tries: 1,
    winners: 1,
  },
  "a generation of signing keys is stored once": {
    attempt: ({ signingKeys }, key) => {
      const kid = `${key} of ${process.pid}`;
      return signingKeys.insertNext(sampleSigningKey({ poolId: `race ${key}`, kid }));
    },
    tries: 1,
    winners: 1,
  },
  "a confirmation code is used once": {
    prepare: ({ codes }, key) => codes.put(sampleCode({ poolId, sub: key })),
    async attempt({ codes }, key) {
      return (await codes.consume({ ...sampleCode({ poolId, sub: key }), now })) !== undefined;
    },
    tries: 1,
    winners: 1,
  },
  "a sign-in name is given once": {
    async attempt({ users }, key) {
      const user = sampleUser({ poolId, sub: `${key} of ${process.pid}` });
      return (await users.insert(user, [{ key, kind: "email" }])) === undefined;
    },
    tries: 1,
    winners: 1,
  },
  "a budget is spent to its limit and no further": {
    attempt: ({ usage }, key) =>
      usage.charge({ poolId, subject: key, action: "spend", now, window: 1000, limit: 10, amount: 3 }),
    tries: 2,
    winners: 3,
  },
  "five guesses at a password are counted and no more": {
    async attempt({ attempts }, key) {
      const guess = { poolId, subject: key, authenticator: "password" } as const;
      return (await attempts.countFailure(guess, now)) !== undefined;
    },
    tries: 4,
    winners: 5,
  },
};

/** What the test asks of a contender: to try this many keys of a race at once, beginning with this one. */
export interface Batch {
  race: string;
  first: number;
  size: number;
}
