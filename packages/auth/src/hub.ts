// Events on channels, for parts of an app that do not call one another. The channel `auth` tells of sign-ins, sign-outs and
// refreshed tokens.
import type { AuthUser } from "./tokens/user-of.ts";

/** What happens on the channel `auth`: the event's name → its data. */
export interface AuthEvents {
  signedIn: AuthUser;
  signedOut: undefined;
  tokenRefresh: undefined;
  tokenRefresh_failure: { error: unknown };
  signInWithRedirect: undefined;
  signInWithRedirect_failure: { error: unknown };
  customOAuthState: string;
}

/** One event as a listener gets it. */
export interface HubCapsule {
  readonly channel: string;
  readonly payload: HubPayload;
  readonly source: string;
}

/** An event, with what it brings. */
export interface HubPayload {
  readonly event: string;
  readonly data?: unknown;
  readonly message?: string;
}

/** Told of each event of a channel. */
export type HubListener = (capsule: HubCapsule) => void;

/** How to listen. */
export interface HubListenOptions {
  /** For whoever debugs; nothing here reads it. */
  readonly listenerName?: string;
  /** Hear on the channel `auth` what other tabs of the site do, too. */
  readonly enableCrossTabEvents?: boolean;
}

const listeners = new Map<string, Set<HubListener>>();

/**
 * Where events are told.
 *
 * @example
 * const stop = Hub.listen("auth", ({ payload }) => {
 *   if (payload.event === "signedOut") showSignIn();
 * });
 */
export const Hub = {
  /** Hears every event of a channel until the function that is answered is called. */
  listen(channel: string, listener: HubListener, options?: string | HubListenOptions): () => void {
    const heard = listeners.get(channel) ?? new Set();
    listeners.set(channel, heard.add(listener));
    const isForTabs = typeof options === "object" && options.enableCrossTabEvents === true;
    const stop = isForTabs && channel === "auth" ? hearTabs(listener) : undefined;
    return () => {
      heard.delete(listener);
      void stop?.then((stopNow) => stopNow());
    };
  },
  /** Tells an event. A listener that throws keeps nobody else from hearing it. */
  dispatch(channel: string, payload: HubPayload, source = ""): void {
    for (const listener of listeners.get(channel) ?? []) {
      try {
        listener({ channel, payload, source });
      } catch (error) {
        // The listener's own fault; it is heard of as any error that nobody caught.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  },
};

async function hearTabs(listener: HubListener): Promise<() => void> {
  const tabs = await import("./cross-tab.ts");
  return tabs.hearTabs(listener);
}

/** Tells an event of the channel `auth`. */
export function tell<E extends keyof AuthEvents>(event: E, data?: AuthEvents[E]): void {
  Hub.dispatch("auth", data === undefined ? { event } : { event, data }, "Auth");
}
