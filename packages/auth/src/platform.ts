// Time, chance and the few things of the surroundings that may be missing: the only file of this package that reaches for them.
// Nothing here runs when the module is loaded, so that servers and React Native can import it.

/** Milliseconds since the epoch. */
export function now(): number {
  return Date.now();
}

/** The instant that many seconds after the epoch. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}

/** How far that date (RFC 9110 section 5.6.7) is ahead of now, in milliseconds; undefined if it is none. */
export function timeUntil(date: string | null): number | undefined {
  const then = Date.parse(date ?? "");
  return Number.isNaN(then) ? undefined : then - Date.now();
}

/** Random bytes for keys, salts and identifiers. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A random UUID; browsers have their own only on pages that came over TLS. */
export function randomUuid(): string {
  const hex = Array.from(randomBytes(16), (byte, at) => {
    // Version 4, variant 10 (RFC 9562 section 5.4).
    const marked = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A number between 0 and 1 that spreads attempts; nobody's secret. */
export function randomShare(): number {
  return Math.random();
}

/** Lets time pass. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** What a browser calls itself; nothing where there is no browser. */
export function userAgent(): string | undefined {
  return globalThis.navigator?.userAgent;
}

/** The language of the browser; nothing where there is no page. */
export function pageLanguage(): string | undefined {
  return globalThis.document === undefined ? undefined : globalThis.navigator?.language;
}

/** A setting of the process that this runs in; nothing in a browser. */
export function environment(name: string): string | undefined {
  // Only servers have it; this package is not made for one kind of them.
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } };
  return process?.env?.[name];
}

/** The address of the page; nothing where there is no page. */
export function pageUrl(): URL | undefined {
  const href = globalThis.document?.location?.href;
  return href === undefined ? undefined : new URL(href);
}

/** Leaves the page for another. */
export function openPage(url: string): void {
  globalThis.document?.location.assign(url);
}

/** Takes parameters out of the page's address, and leaves no way back to them. */
export function forgetQuery(names: readonly string[]): void {
  const url = pageUrl();
  if (url === undefined) return;
  for (const name of names) url.searchParams.delete(name);
  globalThis.history?.replaceState(globalThis.history.state, "", url);
}

/** The page whose cookies can be read and written; nothing where there is no page. */
export function cookieJar(): { cookie: string } | undefined {
  return globalThis.document;
}

/** Another tab is waited for this long, in milliseconds: one that hangs must not hang them all. */
const patience = 10_000;

/** Does the work while no other tab of this site does work of the same name. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  // Only tabs share a storage; and pages that came without TLS have no locks, whatever the types say.
  const { locks } = (globalThis.document === undefined ? {} : globalThis.navigator) as {
    locks?: LockManager;
  };
  if (locks === undefined) return work();
  let begun: Promise<T> | undefined;
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(patience) }, () => (begun = work()));
  } catch (error) {
    if (begun !== undefined) throw error;
    return work();
  }
}

/** Does something once, as soon as a browser that is cut off from the network is back; nothing if it is not cut off. */
export function whenBack(work: () => void): void {
  if (globalThis.navigator?.onLine === false) globalThis.addEventListener?.("online", work, { once: true });
}
