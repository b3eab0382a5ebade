// What routes are told, and what they work with.
import type { ResourcesConfig } from "../config/resources-config.ts";
import type { AmplifyContext } from "../context.ts";
import type { CookieStorageAdapter } from "./cookie-adapter.ts";
import type { CookieAttributes } from "../storage/cookie-text.ts";

/** How routes to the hosted pages and back behave. */
export interface AuthRoutesInput {
  /** Travels with the state to the hosted pages and back. */
  readonly customState?: string | undefined;
  /** Where to go after signing in at the hosted pages; `/` unless told. */
  readonly redirectOnSignInComplete?: string | undefined;
  /** Where to go after signing out there; `/` unless told. */
  readonly redirectOnSignOutComplete?: string | undefined;
}

/** Answers a request by the last part of its path. */
export type AuthRoutes = (request: Request, slug?: string) => Promise<Response>;

/** What routes work with. */
export interface RouteWorld extends AuthRoutesInput {
  readonly config: ResourcesConfig;
  readonly origin: string;
  readonly options: CookieAttributes;
  readonly contextOf: (cookies: CookieStorageAdapter) => AmplifyContext;
}
