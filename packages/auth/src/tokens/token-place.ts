// Tokens and devices under the names that the library apps come from uses, so that both can be used on one page.
import type { KeyValueStorageInterface } from "../storage/storage.ts";
import { now } from "../platform.ts";
import { decodeJWT, type JWT } from "./jwt.ts";

/** How somebody signed in. */
export interface SignInDetails {
  readonly loginId?: string | undefined;
  readonly authFlowType?: string | undefined;
}

/** Everything that is kept of a signed-in user. */
export interface StoredTokens {
  readonly username: string;
  readonly accessToken: JWT;
  readonly idToken: JWT | undefined;
  readonly refreshToken: string | undefined;
  /** How far the service's clock is ahead of this one, in milliseconds. */
  readonly clockDrift: number;
  readonly signInDetails: SignInDetails | undefined;
}

/** What a remembered device is known and proven by. */
export interface StoredDevice {
  readonly deviceKey: string;
  readonly deviceGroupKey: string;
  readonly randomPassword: string;
}

/** The tokens of an answer, still as text. */
export interface FreshTokens {
  readonly accessToken: string;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
}

const prefix = "CognitoIdentityServiceProvider";
const tokenKeys = [
  "accessToken",
  "idToken",
  "refreshToken",
  "clockDrift",
  "signInDetails",
  "oauthMetadata",
] as const;
const deviceKeys = ["deviceKey", "deviceGroupKey", "randomPasswordKey"] as const;

const flowKeys = ["inflightOAuth", "oauthState", "oauthPKCE", "oauthSignIn"] as const;

/** What is kept while somebody is away at the hosted pages, and that they came from there. */
export type StoredFlow = Partial<Record<(typeof flowKeys)[number], string | undefined>>;

type Key = (typeof tokenKeys)[number] | (typeof deviceKeys)[number];

/** The tokens and devices of one app client in one storage. */
export class TokenPlace {
  readonly #storage: KeyValueStorageInterface;
  readonly #clientId: string;

  constructor(storage: KeyValueStorageInterface, clientId: string) {
    this.#storage = storage;
    this.#clientId = clientId;
  }

  /** The name of whoever signed in last, still signed in or not. */
  async lastUser(): Promise<string | undefined> {
    return (await this.#storage.getItem(this.#lastUserKey)) ?? undefined;
  }

  async load(): Promise<StoredTokens | undefined> {
    const username = await this.lastUser();
    if (username === undefined) return undefined;
    const get = (key: Key): Promise<string | null> => this.#storage.getItem(this.#key(username, key));
    const [access, id, refresh, drift, details] = await Promise.all([
      get("accessToken"),
      get("idToken"),
      get("refreshToken"),
      get("clockDrift"),
      get("signInDetails"),
    ]);
    if (access === null) return undefined;
    return {
      username,
      accessToken: decodeJWT(access),
      idToken: id === null ? undefined : decodeJWT(id),
      refreshToken: refresh ?? undefined,
      clockDrift: Number(drift ?? 0),
      signInDetails: readDetails(details),
    };
  }

  /** Keeps tokens as those of the signed-in user. A refresh token that did not come again stays. */
  async save(username: string, fresh: FreshTokens, details?: SignInDetails): Promise<void> {
    const { accessToken, idToken, refreshToken } = fresh;
    const { iat = 0 } = decodeJWT(accessToken).payload;
    const texts: Partial<Record<Key, string | undefined>> = {
      accessToken,
      idToken,
      refreshToken,
      clockDrift: String(iat * 1000 - now()),
      signInDetails: details === undefined ? undefined : JSON.stringify(details),
    };
    await this.#storage.setItem(this.#lastUserKey, username);
    await this.#put(username, texts);
  }

  /** Forgets the tokens. Devices stay: the same person may come back to this one. */
  async clear(): Promise<void> {
    const username = await this.lastUser();
    if (username === undefined) return;
    for (const key of tokenKeys) await this.#storage.removeItem(this.#key(username, key));
    await this.#storage.removeItem(this.#lastUserKey);
  }

  async device(username: string): Promise<StoredDevice | undefined> {
    const [deviceKey, deviceGroupKey, randomPassword] = await Promise.all(
      deviceKeys.map((key) => this.#storage.getItem(this.#key(username, key))),
    );
    return deviceKey && deviceGroupKey && randomPassword
      ? { deviceKey, deviceGroupKey, randomPassword }
      : undefined;
  }

  async saveDevice(username: string, device: StoredDevice): Promise<void> {
    const { deviceKey, deviceGroupKey, randomPassword } = device;
    await this.#put(username, { deviceKey, deviceGroupKey, randomPasswordKey: randomPassword });
  }

  async clearDevice(username: string): Promise<void> {
    for (const key of deviceKeys) await this.#storage.removeItem(this.#key(username, key));
  }

  async loadFlow(): Promise<StoredFlow> {
    const texts = await Promise.all(flowKeys.map((key) => this.#storage.getItem(this.#flowKey(key))));
    return Object.fromEntries(flowKeys.map((key, at) => [key, texts[at] ?? undefined]));
  }

  /** Changes what is named; undefined removes. */
  async saveFlow(flow: StoredFlow): Promise<void> {
    for (const [key, text] of Object.entries(flow)) {
      if (text === undefined) await this.#storage.removeItem(this.#flowKey(key));
      else await this.#storage.setItem(this.#flowKey(key), text);
    }
  }

  async #put(username: string, texts: Partial<Record<Key, string | undefined>>): Promise<void> {
    for (const [key, text] of Object.entries(texts)) {
      // Made of keys a few lines above.
      if (text !== undefined) await this.#storage.setItem(this.#key(username, key as Key), text);
    }
  }

  get #lastUserKey(): string {
    return `${prefix}.${this.#clientId}.LastAuthUser`;
  }

  #flowKey(key: string): string {
    return `${prefix}.${this.#clientId}.${key}`;
  }

  #key(username: string, key: Key): string {
    return `${prefix}.${this.#clientId}.${username}.${key}`;
  }
}

function readDetails(text: string | null): SignInDetails | undefined {
  if (text === null) return undefined;
  try {
    // Written by `save`, or by the library that it shares its keys with, in the same form.
    return JSON.parse(text) as SignInDetails;
  } catch {
    return undefined;
  }
}
