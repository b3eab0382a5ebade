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
