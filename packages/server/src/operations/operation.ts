/**
 * The operations room: one file per operation of the wire protocol, each a value made by {@link operation}. An operation
 * says who may call it; the dispatcher (call.ts) resolves that caller and hands the operation a context that fits.
 */
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import type { JWTPayload } from "jose";
import type { Clock } from "../kernel/clock.ts";
import type { ModularPower } from "../kernel/modular-power.ts";
import type { Random } from "../kernel/random.ts";
import type { ClientRecord, PoolRecord, TokenFamilyRecord, UserRecord } from "../kernel/records.ts";
import type { PoolKeys, RootKey } from "../kernel/secret-keys.ts";
import type { ClientSettings, PoolSettings } from "../kernel/settings.ts";
import type { KeyRing } from "../ports/key-ring.ts";
import type { Dispatch } from "../ports/sender.ts";
import type { Store } from "../ports/store.ts";
import type { Trigger } from "../ports/trigger.ts";
import type { RateLimiter } from "./rate-limits.ts";

/** Everything outside the use cases, introduced by main. */
export interface World {
  readonly clock: Clock;
  /** Lets milliseconds pass before an answer; absent where time is a test's. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
  readonly random: Random;
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly dispatch: Dispatch;
  /** Reaches the functions that pools name in LambdaConfig. */
  readonly triggers: Trigger;
  readonly powers: ModularPower;
  readonly rootKey: RootKey;
  /** Region of new pools, e.g. `eu-west-1`. */
  readonly region: string;
  /** Twelve digits, shown in ARNs. */
  readonly accountId: string;
  /** Base of every issuer: `<issuerUrl>/<poolId>`; no trailing slash. */
  readonly issuerUrl: string;
  /** Limits requests a second; absent where nothing does. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** Whether webhooks of operators may be on this machine or a private network, and without TLS. */
  readonly privateWebhooks?: boolean | undefined;
  /** Origins of apps that may use passkeys, as their platform writes them: `android:apk-key-hash:…`. */
  readonly appOrigins?: readonly string[] | undefined;
}

/** A user pool as use cases see it. */
export interface Pool {
  readonly id: string;
  readonly settings: PoolSettings;
  readonly keys: PoolKeys;
  readonly record: PoolRecord;
}

/** An app client as use cases see it. */
export interface Client {
  readonly id: string;
  readonly poolId: string;
  readonly settings: ClientSettings;
  /** The client's secrets in clear; empty for a public client. */
  readonly secrets: readonly string[];
  readonly record: ClientRecord;
}

/** What every operation gets: the world, and this request's own facts. */
export interface CallContext {
  readonly world: World;
  /** The instant of this request, milliseconds since the epoch. */
  readonly now: number;
  readonly requestId: string;
  /** The caller's address as the door saw it; for limits and events. */
  readonly ipAddress: string;
  /** The caller's User-Agent header, a stranger's text; absent if there was none. */
  readonly userAgent?: string | undefined;
  /** What the request hands to the triggers that run from here on; absent where it reaches none (contract: authentication 14). */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface ClientContext extends CallContext {
  readonly pool: Pool;
  readonly client: Client;
}

export interface TokenContext extends CallContext {
  readonly pool: Pool;
  readonly user: UserRecord;
  readonly clientId: string;
  /** The client as it was when the token was looked at; absent if it was removed. */
  readonly client: ClientRecord | undefined;
  readonly claims: JWTPayload;
  /** Absent only where the client has token revocation switched off and the family has long expired. */
  readonly family: TokenFamilyRecord | undefined;
}

export interface OperatorContext extends CallContext {
  readonly operator: { readonly accessKeyId: string };
}

/** Exactly one of an access token, already verified, or the Session string of a sign-in, still sealed. */
export type TokenOrSessionContext =
  | (TokenContext & { readonly session?: undefined })
  | (CallContext & { readonly session: string });

/** Who may call: by app client id, by access token, by either token or sign-in session, by the token in a notification, or signed. */
export interface CallerContexts {
  client: ClientContext;
  accessToken: TokenContext;
  accessTokenOrSession: TokenOrSessionContext;
  feedbackToken: CallContext;
  operator: OperatorContext;
}

export type Caller = keyof CallerContexts;

export interface Operation<N extends OperationName = OperationName, C extends Caller = Caller> {
  readonly name: N;
  readonly caller: C;
  readonly run: (ctx: CallerContexts[C], input: OperationInputs[N]) => Promise<OperationOutputs[N]>;
}

/** Any operation of one name, whoever may call it. */
export type AnyOperation<N extends OperationName> = { [C in Caller]: Operation<N, C> }[Caller];

/** Declares an operation; `ctx` and `input` are typed from its name and caller. */
export function operation<N extends OperationName, C extends Caller>(
  declared: Operation<N, C>,
): Operation<N, C> {
  return declared;
}
