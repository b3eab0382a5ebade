// Cookies of one request, however a framework hands them over, as a storage for tokens.
import { type Cookie, type CookieAttributes, encodeName } from "../storage/cookie-text.ts";
import type { KeyValueStorageInterface } from "../storage/storage.ts";

/** What a framework must be able to do with the cookies of a request and its answer. Names are as on the wire. */
export interface CookieStorageAdapter {
  get(name: string): { readonly name: string; readonly value?: string | undefined } | undefined;
  getAll(): readonly { readonly name: string; readonly value?: string | undefined }[];
  set(name: string, value: string, attributes: CookieAttributes): void;
  delete(name: string): void;
}

/** Says whether what a cookie holds is to be believed. */
export interface CookieValidator {
  getItem?(key: string, value: string): Promise<boolean>;
}

const oneYear = 365 * 86_400;

/**
 * A storage in the cookies of one request. What `validator` does not believe is as if it were not there.
 *
 * @example const storage = createKeyValueStorageFromCookieStorageAdapter(adapter, {}, { httpOnly: true });
 */
export function createKeyValueStorageFromCookieStorageAdapter(
  cookies: CookieStorageAdapter,
  validator: CookieValidator = {},
  attributes: CookieAttributes = {},
): KeyValueStorageInterface {
  const { maxAge = attributes.expires === undefined ? oneYear : undefined } = attributes;
  const written = { path: "/", sameSite: "lax", secure: true, ...attributes, maxAge } as const;
  return {
    async setItem(key, value) {
      cookies.set(encodeName(key), value, written);
    },
    async getItem(key) {
      const value = cookies.get(encodeName(key))?.value;
      if (value === undefined || value === "") return null;
      return (await validator.getItem?.(key, value)) === false ? null : value;
    },
    async removeItem(key) {
      // With the attributes that it was set with: a browser keeps a cookie of another domain or path beside it.
      cookies.set(encodeName(key), "", { ...written, expires: undefined, maxAge: 0 });
    },
    async clear() {
      for (const { name } of cookies.getAll())
        cookies.set(name, "", { ...written, expires: undefined, maxAge: 0 });
    },
  };
}

/** Cookies that are there to be read and, written, are there at once. */
export function holdCookies(
  cookies: readonly Cookie[],
  write: (cookie: Cookie, attributes: CookieAttributes) => void,
): CookieStorageAdapter {
  const held = new Map(cookies.map((cookie) => [cookie.name, cookie]));
  const set = (name: string, value: string, attributes: CookieAttributes): void => {
    if (attributes.maxAge === 0) held.delete(name);
    else held.set(name, { name, value });
    write({ name, value }, attributes);
  };
  return {
    get: (name) => held.get(name),
    getAll: () => [...held.values()],
    set,
    delete: (name) => set(name, "", { path: "/", maxAge: 0 }),
  };
}
