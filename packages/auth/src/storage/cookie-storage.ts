import { cookieJar } from "../platform.ts";
import { type CookieAttributes, encodeName, readCookies, writeCookie } from "./cookie-text.ts";
import type { KeyValueStorageInterface } from "./storage.ts";

/** Where cookies of a {@link CookieStorage} go. */
export interface CookieStorageData {
  readonly domain?: string | undefined;
  /** `/` unless told. */
  readonly path?: string | undefined;
  /** Days, or an instant; 365 days unless told. */
  readonly expires?: number | Date | undefined;
  /** True unless told. */
  readonly secure?: boolean | undefined;
  readonly sameSite?: "strict" | "lax" | "none" | undefined;
}

const secondsPerDay = 86_400;
const sameSites: readonly unknown[] = ["strict", "lax", "none", undefined];

/**
 * Keeps tokens in cookies of the page, which its server sees too. Every script of the page can read them: cookies that none can
 * are set by a server (`@poolhouse/auth/server`). Where there is no page, nothing is kept.
 *
 * @example cognitoUserPoolsTokenProvider.setKeyValueStorage(new CookieStorage({ sameSite: "lax" }));
 */
export class CookieStorage implements KeyValueStorageInterface {
  readonly #attributes: CookieAttributes;

  /** @throws Error for a `sameSite` that there is not, and for `none` without `secure`, which browsers refuse. */
  constructor(data: CookieStorageData = {}) {
    const { path = "/", expires = 365, secure = true, sameSite, domain } = data;
    if (!sameSites.includes(sameSite)) throw new Error('sameSite is "strict", "lax" or "none".');
    if (sameSite === "none" && !secure) throw new Error('Cookies with sameSite "none" must be secure.');
    const end = typeof expires === "number" ? { maxAge: expires * secondsPerDay } : { expires };
    this.#attributes = { path, domain, secure, sameSite, ...end };
  }

  async setItem(key: string, value: string): Promise<void> {
    this.#write(encodeName(key), value, this.#attributes);
  }

  async getItem(key: string): Promise<string | null> {
    return this.#read().find(({ name }) => name === encodeName(key))?.value ?? null;
  }

  async removeItem(key: string): Promise<void> {
    this.#delete(encodeName(key));
  }

  async clear(): Promise<void> {
    for (const { name } of this.#read()) this.#delete(name);
  }

  #delete(name: string): void {
    this.#write(name, "", { ...this.#attributes, expires: undefined, maxAge: 0 });
  }

  #read(): ReturnType<typeof readCookies> {
    return readCookies(cookieJar()?.cookie ?? "");
  }

  #write(name: string, value: string, attributes: CookieAttributes): void {
    const jar = cookieJar();
    if (jar !== undefined) jar.cookie = writeCookie({ name, value }, attributes);
  }
}
