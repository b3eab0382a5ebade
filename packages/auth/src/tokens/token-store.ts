// Which of several places this tab's tokens are in: a sign-in may last until somebody signs out, until the tab is closed, or until the
// page is left.
import type { KeyValueStorageInterface } from "../storage/storage.ts";
import { type FreshTokens, type SignInDetails, type StoredTokens, TokenPlace } from "./token-place.ts";

/** How long a sign-in lasts on this device: until somebody signs out, until the tab is closed, or until the page is left. */
export type Persistence = "local" | "session" | "memory";

/** A storage for each. */
export type TokenStorages = Readonly<Record<Persistence, KeyValueStorageInterface>>;

/** The same storage for each: however long a sign-in is to last, there is one for its tokens. */
export function onePlace(storage: KeyValueStorageInterface): TokenStorages {
  return { local: storage, session: storage, memory: storage };
}

/** Those that no other tab sees. */
const ownPlaces = ["memory", "session"] as const;

/** How somebody signed in, and for how long. */
export interface Signing {
  readonly details?: SignInDetails | undefined;
  readonly persist?: Persistence | undefined;
}

/** The tokens of one app client, and its devices: these stay where the app keeps things, wherever the tokens are. */
export class TokenStore {
  #storages: TokenStorages;
  readonly #clientId: string;
  /**
   * The place of this tab's own where tokens were found or put. Until a sign-out no other counts: whoever signs in in another tab is
   * somebody else.
   */
  #own: (typeof ownPlaces)[number] | undefined;

  constructor(storages: TokenStorages, clientId: string) {
    this.#storages = storages;
    this.#clientId = clientId;
  }

  /** Keeps what is to last in another storage from here on; what is in the old one stays there. */
  use(local: KeyValueStorageInterface): void {
    this.#storages = { ...this.#storages, local };
  }

  /** Whether other tabs have these tokens too. */
  async isShared(): Promise<boolean> {
    await this.#find();
    return this.#own === undefined;
  }

  /** The name of whoever signed in last, still signed in or not. */
  async lastUser(): Promise<string | undefined> {
    return (await this.#find()).lastUser();
  }

  async load(): Promise<StoredTokens | undefined> {
    return (await this.#find()).load();
  }

  /** Keeps tokens as those of whoever has just signed in, and leaves no others in another place. */
  async save(
    username: string,
    fresh: FreshTokens,
    { details, persist = "local" }: Signing = {},
  ): Promise<void> {
    for (const storage of Object.values(this.#storages))
      if (storage !== this.#storages[persist]) await this.#in(storage).clear();
    this.#own = ownPlaces.find((name) => name === persist);
    await this.#in(this.#storages[persist]).save(username, fresh, details);
  }

  /**
   * Puts fresh tokens where the old ones are, unless there are others by now or somebody has signed out. A refresh token that did
   * not come again stays.
   */
  async replace(old: StoredTokens, fresh: FreshTokens): Promise<void> {
    const place = await this.#find();
    const found = await place.load();
    if (found?.accessToken.toString() === old.accessToken.toString()) await place.save(old.username, fresh);
  }

  /** Forgets tokens that are no longer good. */
  async drop(): Promise<void> {
    await (await this.#find()).clear();
  }

  /** Forgets all tokens, wherever they are. Devices stay: the same person may come back to this one. */
  async clear(): Promise<void> {
    this.#own = undefined;
    for (const storage of Object.values(this.#storages)) await this.#in(storage).clear();
  }

  /** Where the app keeps what is to last: devices, and what a return from the hosted pages needs. */
  get lasting(): TokenPlace {
    return this.#in(this.#storages.local);
  }

  /** Where this tab's tokens are. */
  async #find(): Promise<TokenPlace> {
    for (const name of ownPlaces)
      if (this.#own === undefined && (await this.#in(this.#storages[name]).lastUser()) !== undefined)
        this.#own = name;
    return this.#in(this.#storages[this.#own ?? "local"]);
  }

  #in(storage: KeyValueStorageInterface): TokenPlace {
    return new TokenPlace(storage, this.#clientId);
  }
}
