// What other tabs of the site do, told as if this one had done it. Loaded only where somebody asks for it; it shares no code with the
// rest, because bundlers put what is shared into a file of its own that every app would load.
import type { HubListener, HubPayload } from "./hub.ts";
import type { AuthUser } from "./tokens/user-of.ts";

/**
 * Tells a listener of sign-ins, sign-outs and refreshes in other tabs, which share the browser's storage and say what they change
 * there (HTML, section 12.2.4), until the function that is answered is called. A tab hears nothing of its own changes.
 */
export function hearTabs(listener: HubListener): () => void {
  const hear = (event: StorageEvent): void => {
    if (event.storageArea !== globalThis.localStorage) return;
    const payload = eventOf(event);
    if (payload !== undefined) listener({ channel: "auth", payload, source: "Auth" });
  };
  globalThis.addEventListener?.("storage", hear);
  return () => globalThis.removeEventListener?.("storage", hear);
}

/** A refresh token comes and goes with its session; an access token is replaced by a refresh. */
function eventOf({ key, oldValue, newValue }: StorageEvent): HubPayload | undefined {
  const [, person, kind] =
    /^(CognitoIdentityServiceProvider\..+)\.(refreshToken|accessToken)$/.exec(key ?? "") ?? [];
  if (person === undefined) return undefined;
  if (kind === "accessToken")
    return oldValue && newValue && oldValue !== newValue ? { event: "tokenRefresh" } : undefined;
  if (newValue && !oldValue) return signedIn(person);
  return oldValue && !newValue ? { event: "signedOut" } : undefined;
}

/** Who it is, from what the other tab has kept. */
function signedIn(person: string): HubPayload | undefined {
  const kept = (kind: string): string | null => globalThis.localStorage.getItem(`${person}.${kind}`);
  const claims = readClaims(kept("idToken") ?? kept("accessToken"));
  const username = claims["cognito:username"] ?? claims["username"];
  if (typeof username !== "string" || typeof claims["sub"] !== "string") return undefined;
  const data: AuthUser = { username, userId: claims["sub"], ...readDetails(kept("signInDetails")) };
  return { event: "signedIn", data };
}

function readClaims(token: string | null): Readonly<Record<string, unknown>> {
  const body = token?.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/");
  if (body === undefined) return {};
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  // A token that a tab of this site has been given by the pool.
  return JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
}

function readDetails(text: string | null): Pick<AuthUser, "signInDetails"> {
  // Written by the token store.
  return text === null ? {} : { signInDetails: JSON.parse(text) as AuthUser["signInDetails"] };
}
