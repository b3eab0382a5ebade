// Where tokens are kept: anything with four asynchronous functions. Those that browsers and servers need are here.

/** A place for texts under names. */
export interface KeyValueStorageInterface {
  setItem(key: string, value: string): Promise<void>;
  getItem(key: string): Promise<string | null>;
  removeItem(key: string): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Keeps texts as long as the page or process lives.
 *
 * @example Amplify.configure(config, { Auth: { storage: new MemoryStorage() } });
 */
export class MemoryStorage implements KeyValueStorageInterface {
  readonly #items = new Map<string, string>();

  async setItem(key: string, value: string): Promise<void> {
    this.#items.set(key, value);
  }

  async getItem(key: string): Promise<string | null> {
    return this.#items.get(key) ?? null;
  }

  async removeItem(key: string): Promise<void> {
    this.#items.delete(key);
  }

  async clear(): Promise<void> {
    this.#items.clear();
  }
}

/**
 * A storage of the browser's, or memory of its own where there is none or it is forbidden. The browser's is looked for whenever it
 * is used.
 */
export class BrowserStorage implements KeyValueStorageInterface {
  readonly #kind: "localStorage" | "sessionStorage";
  readonly #memory = new MemoryStorage();

  constructor(kind: "localStorage" | "sessionStorage") {
    this.#kind = kind;
  }

  async setItem(key: string, value: string): Promise<void> {
    const storage = this.#storage();
    if (storage === undefined) return this.#memory.setItem(key, value);
    storage.setItem(key, value);
  }

  async getItem(key: string): Promise<string | null> {
    const storage = this.#storage();
    return storage === undefined ? this.#memory.getItem(key) : storage.getItem(key);
  }

  async removeItem(key: string): Promise<void> {
    const storage = this.#storage();
    if (storage === undefined) return this.#memory.removeItem(key);
    storage.removeItem(key);
  }

  async clear(): Promise<void> {
    const storage = this.#storage();
    if (storage === undefined) return this.#memory.clear();
    storage.clear();
  }

  #storage(): Storage | undefined {
    // Node has one too, which wants a file that nobody gave it; only a page's own is meant.
    if (typeof document === "undefined") return undefined;
    try {
      return globalThis[this.#kind];
    } catch {
      // A page whose storage is blocked throws when it is only looked at.
      return undefined;
    }
  }
}

/**
 * The browser's storage that outlives the window; memory elsewhere.
 *
 * @example cognitoUserPoolsTokenProvider.setKeyValueStorage(defaultStorage);
 */
export const defaultStorage: KeyValueStorageInterface = new BrowserStorage("localStorage");

/**
 * The browser's storage that ends with the tab; memory elsewhere.
 *
 * @example cognitoUserPoolsTokenProvider.setKeyValueStorage(sessionStorage);
 */
export const sessionStorage: KeyValueStorageInterface = new BrowserStorage("sessionStorage");

/**
 * Memory that all contexts of this process share.
 *
 * @example cognitoUserPoolsTokenProvider.setKeyValueStorage(sharedInMemoryStorage);
 */
export const sharedInMemoryStorage: KeyValueStorageInterface = new MemoryStorage();
