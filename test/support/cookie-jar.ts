/** A browser's cookies, for tests that speak to an app's own server without one. */
export interface CookieJar {
  /** What the server has set last, by name, as it was set. */
  readonly set: ReadonlyMap<string, string>;
  /** A request as a page of `origin` sends it, cookies included. */
  request(url: string, init?: RequestInit): Request;
  /** Takes in what an answer sets. */
  keep(headers: Headers): void;
  /** Puts a cookie there as a visitor can: by hand. */
  forge(name: string, value: string): void;
  /** The names that end like this. */
  named(end: string): string[];
}

export function openCookieJar(): CookieJar {
  const set = new Map<string, string>();
  const pairOf = (text: string): string => text.split(";")[0] ?? "";
  return {
    set,
    request(url, init = {}) {
      const headers = new Headers(init.headers);
      headers.set("cookie", [...set.values()].map(pairOf).join("; "));
      return new Request(url, { ...init, headers });
    },
    keep(headers) {
      for (const text of headers.getSetCookie()) {
        const name = text.slice(0, text.indexOf("="));
        if (/; Max-Age=0(;|$)/.test(text)) set.delete(name);
        else set.set(name, text);
      }
    },
    forge(name, value) {
      set.set(name, `${name}=${value}`);
    },
    named: (end) => [...set.keys()].filter((name) => name.endsWith(end)),
  };
}
