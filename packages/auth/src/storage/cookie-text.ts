// Cookies as text (RFC 6265): what a page reads and writes in `document.cookie`, and a server in `Cookie` and `Set-Cookie`.

/** What a cookie says beside its name and value. */
export interface CookieAttributes {
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  /** Seconds; 0 deletes. */
  readonly maxAge?: number | undefined;
  readonly expires?: Date | undefined;
  readonly secure?: boolean | undefined;
  readonly sameSite?: "strict" | "lax" | "none" | undefined;
  readonly httpOnly?: boolean | undefined;
}

/** A cookie without its attributes. Its name is as it is on the wire: see {@link encodeName}. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** The cookies of `document.cookie` or a `Cookie` header, values decoded. */
export function readCookies(text: string): Cookie[] {
  return text.split(/; */).flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [{ name: pair.slice(0, at), value: decode(pair.slice(at + 1)) }];
  });
}

/** A cookie as `document.cookie` and `Set-Cookie` take it. */
export function writeCookie({ name, value }: Cookie, attributes: CookieAttributes): string {
  const { domain, path, maxAge, expires, secure, sameSite, httpOnly } = attributes;
  return [
    `${name}=${encodeURIComponent(value)}`,
    path && `Path=${path}`,
    domain && `Domain=${domain}`,
    maxAge !== undefined && `Max-Age=${maxAge}`,
    expires && `Expires=${expires.toUTCString()}`,
    sameSite && `SameSite=${sameSite}`,
    secure && "Secure",
    httpOnly && "HttpOnly",
  ]
    .filter(Boolean)
    .join("; ");
}

/**
 * The name as the library that apps come from writes it: percent-encoded, but for characters that a token may hold (RFC 9110
 * section 5.6.2). The same name must come out, or both libraries keep a cookie each.
 */
export function encodeName(name: string): string {
  return encodeURIComponent(name)
    .replaceAll(/%(2[346B]|5E|60|7C)/g, decodeURIComponent)
    .replaceAll(/[()]/g, (character) => (character === "(" ? "%28" : "%29"));
}

/** What is no percent-encoding stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll(/^"|"$/g, ""));
  } catch {
    return text;
  }
}
