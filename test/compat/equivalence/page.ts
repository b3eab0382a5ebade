/**
 * As much of a browser's page as the two libraries look at: an address, storages, and an authenticator that makes passkeys.
 */
import {
  createPasskey,
  type CreationOptions,
  type RequestOptions,
  type SoftwarePasskey,
  usePasskey,
} from "../../support/software-authenticator.ts";

export const origin = "https://app.example.com";

/** Where scripts have sent the page. */
export interface Page {
  url: URL;
  /** Whatever the tab keeps until it is closed. */
  readonly tab: Map<string, string>;
  /** Whatever the browser keeps for the site. */
  readonly site: Map<string, string>;
  /** What goes wrong with the next ceremony. */
  fault:
    | ""
    | "NotAllowedError"
    | "InvalidStateError"
    | "SecurityError"
    | "AbortError"
    | "DataError"
    | "nothing";
  readonly passkeys: Map<string, SoftwarePasskey>;
}

export const page: Page = {
  url: new URL(origin),
  tab: new Map(),
  site: new Map(),
  fault: "",
  passkeys: new Map(),
};

/** Nobody was ever here. */
export function openPage(): void {
  page.url = new URL(`${origin}/welcome`);
  page.tab.clear();
  page.site.clear();
  page.fault = "";
  page.passkeys.clear();
}

function storageOf(items: Map<string, string>): object {
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  };
}

const location = {
  get href() {
    return page.url.href;
  },
  set href(url: string) {
    page.url = new URL(url);
  },
  get origin() {
    return page.url.origin;
  },
  get pathname() {
    return page.url.pathname;
  },
  get hostname() {
    return page.url.hostname;
  },
  assign(url: string) {
    page.url = new URL(url);
  },
};

const history = {
  state: null,
  replaceState: (_state: unknown, _title: string, url: string | URL) => void (page.url = new URL(url)),
};

class PublicKeyCredential {
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && "getClientExtensionResults" in value;
  }
}
class AuthenticatorAttestationResponse {
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && "attestationObject" in value;
  }
}
class AuthenticatorAssertionResponse {
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && "signature" in value;
  }
}

function fail(): void {
  const { fault } = page;
  page.fault = "";
  if (fault !== "" && fault !== "nothing") throw new DOMException("The authenticator said no.", fault);
}

const text = (bytes: ArrayBuffer | Uint8Array): string =>
  Buffer.from(bytes as Uint8Array).toString("base64url");
const bytes = (value: string): ArrayBuffer => Uint8Array.from(Buffer.from(value, "base64url")).buffer;

/** What a browser makes of options, with bytes in place of texts. */
interface Ceremony<O> {
  readonly publicKey: Omit<O, "challenge"> & { readonly challenge: ArrayBuffer };
}

function create({ publicKey }: Ceremony<CreationOptions>): Promise<object | null> {
  if (page.fault === "nothing") return Promise.resolve(null);
  fail();
  // Bytes where the options have texts.
  const user = { ...publicKey.user, id: text(publicKey.user.id as unknown as ArrayBuffer) };
  const { passkey, credential } = createPasskey(
    { ...publicKey, user, challenge: text(publicKey.challenge) },
    { origin },
  );
  page.passkeys.set(passkey.id, passkey);
  const { attestationObject, clientDataJSON, transports } = credential.response;
  return Promise.resolve({
    ...credential,
    rawId: bytes(credential.rawId),
    getClientExtensionResults: () => ({}),
    response: {
      attestationObject: bytes(attestationObject),
      clientDataJSON: bytes(clientDataJSON),
      getTransports: () => transports,
      getAuthenticatorData: () => new ArrayBuffer(37),
      getPublicKeyAlgorithm: () => -7,
      getPublicKey: () => null,
    },
  });
}

function get({ publicKey }: Ceremony<RequestOptions>): Promise<object | null> {
  if (page.fault === "nothing") return Promise.resolve(null);
  fail();
  const passkey = [...page.passkeys.values()].at(-1);
  if (passkey === undefined) throw new DOMException("There is no passkey.", "NotAllowedError");
  const options = { ...publicKey, challenge: text(publicKey.challenge) };
  // The form that the authenticator writes.
  const credential = JSON.parse(usePasskey(passkey, options, { origin })) as {
    rawId: string;
    response: Record<"clientDataJSON" | "authenticatorData" | "signature" | "userHandle", string>;
  };
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return Promise.resolve({
    ...credential,
    rawId: bytes(credential.rawId),
    getClientExtensionResults: () => ({}),
    response: {
      clientDataJSON: bytes(clientDataJSON),
      authenticatorData: bytes(authenticatorData),
      signature: bytes(signature),
      userHandle: bytes(userHandle),
    },
  });
}

type Hear = (event: object) => void;
const hears = new Set<Hear>();

/** Another tab changes what the browser keeps for the site. */
export function changeElsewhere(key: string, newValue: string | null): void {
  const oldValue = page.site.get(key) ?? null;
  if (newValue === null) page.site.delete(key);
  else page.site.set(key, newValue);
  for (const hear of hears) hear({ key, oldValue, newValue, storageArea: browser.localStorage });
}

/** What is global on it. */
export const browser = {
  window: globalThis,
  document: {
    location,
    cookie: "",
    addEventListener: () => {},
    querySelector: () => null,
    querySelectorAll: () => [],
    getElementById: () => null,
  },
  location,
  history,
  isSecureContext: true,
  sessionStorage: storageOf(page.tab),
  localStorage: storageOf(page.site),
  addEventListener: (name: string, hear: Hear) => void (name === "storage" && hears.add(hear)),
  removeEventListener: (_name: string, hear: Hear) => void hears.delete(hear),
  PublicKeyCredential,
  AuthenticatorAttestationResponse,
  AuthenticatorAssertionResponse,
  navigator: { userAgent: "Test", onLine: true, credentials: { create, get } },
};
