import { readCookies, writeCookie } from "../storage/cookie-text.ts";
import { type CookieStorageAdapter, holdCookies } from "./cookie-adapter.ts";

/** A request, and the headers of what will be answered to it. */
export interface Exchange {
  readonly request: Request;
  readonly headers: Headers;
}

/** The cookies of a request; those that are set go into the headers of the answer. */
export function cookiesOf({ request, headers }: Exchange): CookieStorageAdapter {
  return holdCookies(readCookies(request.headers.get("cookie") ?? ""), (cookie, attributes) =>
    headers.append("set-cookie", writeCookie(cookie, attributes)),
  );
}
