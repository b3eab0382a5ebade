// A sign-in that is not finished: what the next answer needs. It survives a reload of the page, under the names that the library
// apps come from uses.
import { now } from "../platform.ts";
import type { KeyValueStorageInterface } from "../storage/storage.ts";
import type { Reply } from "./exchange.ts";
import type { SignInDetails } from "../tokens/token-place.ts";
import type { Persistence } from "../tokens/token-store.ts";

/** What is known of an unfinished sign-in. */
export interface Pending {
  /** The name that the service knows the user by. */
  readonly username: string;
  /** What has been asked. */
  readonly challengeName: string;
  /** Carries the state between requests; absent where the service gave none. */
  readonly session: string | undefined;
  /** What came with the question; its step is told from it. */
  readonly asked?: Pick<Reply, "ChallengeParameters" | "AvailableChallenges"> | undefined;
  /** The secret of an authenticator app that is being set up. Not kept over a reload: a disk is no place for it. */
  readonly secret?: string | undefined;
  /** Where its tokens are to go. */
  readonly persist?: Persistence | undefined;
  /** Not kept over a reload. */
  readonly details?: SignInDetails | undefined;
}

const keys = {
  username: "CognitoSignInState.username",
  challengeName: "CognitoSignInState.challengeName",
  session: "CognitoSignInState.signInSession",
  expiry: "CognitoSignInState.expiry",
  // Ours alone.
  asked: "CognitoSignInState.asked",
} as const;

/** The service forgets a sign-in after this, unless the client is set to wait for longer. */
const lifetime = 3 * 60_000;

/** One unfinished sign-in at most. */
export class PendingSignIn {
  readonly #storage: KeyValueStorageInterface;
  #current: Pending | undefined;
  #restored = false;

  constructor(storage: KeyValueStorageInterface) {
    this.#storage = storage;
  }

  /** The one of this page, or the one that was under way before it was loaded. */
  async get(): Promise<Pending | undefined> {
    if (!this.#restored && this.#current === undefined) this.#current = await this.#restore();
    this.#restored = true;
    return this.#current;
  }

  async set(pending: Pending): Promise<void> {
    this.#restored = true;
    this.#current = pending;
    await this.#storage.setItem(keys.username, pending.username);
    await this.#storage.setItem(keys.challengeName, pending.challengeName);
    if (pending.session === undefined) await this.#storage.removeItem(keys.session);
    else await this.#storage.setItem(keys.session, pending.session);
    await this.#storage.setItem(keys.expiry, String(now() + lifetime));
    const { challengeName, asked, persist } = pending;
    await this.#storage.setItem(keys.asked, JSON.stringify({ challengeName, asked, persist }));
  }

  async clear(): Promise<void> {
    this.#restored = true;
    this.#current = undefined;
    for (const key of Object.values(keys)) await this.#storage.removeItem(key);
  }

  async #restore(): Promise<Pending | undefined> {
    const [username, challengeName, session, expiry, kept] = await Promise.all(
      Object.values(keys).map((key) => this.#storage.getItem(key)),
    );
    if (!username || !challengeName || Number(expiry ?? 0) < now()) return undefined;
    return { username, challengeName, session: session ?? undefined, ...readKept(kept, challengeName) };
  }
}

type Kept = Pick<Pending, "asked" | "persist">;

/** The library that the other keys are shared with may have gone on to another question. */
function readKept(kept: string | null | undefined, challengeName: string): Kept {
  if (!kept) return {};
  // Written by `set`.
  const { asked, persist, challengeName: name } = JSON.parse(kept) as Kept & Pick<Pending, "challengeName">;
  return { persist, asked: name === challengeName ? asked : undefined };
}
