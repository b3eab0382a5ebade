/**
 * The store port: what the use cases ask of a database, as verbs grouped by what they keep. There is one implementation
 * (store/), over SQLite and PostgreSQL alike.
 *
 * Rules every verb obeys: instants are milliseconds since the epoch; whatever may happen once is one conditional statement
 * whose answer says whether it happened; nothing here hashes, sends or waits for anybody but the database.
 */
import type {
  AttemptKey,
  AttemptRecord,
  ClientRecord,
  CodePurpose,
  CodeRecord,
  OperatorKeyRecord,
  OutboxRecord,
  PoolRecord,
  SignInName,
  SignInNameKind,
  SigningKeyRecord,
  SoftwareTokenRecord,
  TokenFamilyRecord,
  UserRecord,
} from "../kernel/records.ts";
import type { AuditStore, Witness } from "./audit.ts";
import type { PasskeyStore } from "./passkeys.ts";
import type { RecoveryCodeStore } from "./recovery-codes.ts";
import type { DeviceStore } from "./devices.ts";
import type { EventWebhookStore } from "./event-webhooks.ts";
import type { DomainStore } from "./domains.ts";
import type { AuthEventStore, RiskConfigurationStore } from "./auth-events.ts";
import type { BrandingStyleStore, UiCustomizationStore } from "./branding.ts";
import type { GroupStore } from "./groups.ts";
import type { ImportStore } from "./imports.ts";
import type { IdentityProviderStore, LinkedIdentityStore } from "./identity-providers.ts";
import type { ResourceServerStore } from "./resource-servers.ts";
import type { UserSearchStore } from "./user-search.ts";
import type { MessageTemplateStore } from "./message-templates.ts";
import type { TermsStore } from "./terms.ts";
import type { UserSessionStore } from "./user-sessions.ts";

export interface Store extends StoreVerbs {
  /**
   * Runs `work` in one transaction (serializable on PostgreSQL, BEGIN IMMEDIATE on SQLite). `work` may run more than once,
   * so it contains store calls only. Throwing rolls everything back.
   */
  transaction<T>(work: (tx: StoreVerbs) => Promise<T>): Promise<T>;
  /**
   * The same store, whose transactions end by telling `witness` what they changed. What only counts, limits or delivers does
   * not matter to it: attempts, usage, codes, consumed ids and the outbox.
   */
  watched(witness: Witness): Store;
  /** Whether the database answers; for readiness. */
  ping(): Promise<void>;
  /** How the database could lose what it has acknowledged, a sentence each; none if it is set up as it should be. */
  weaknesses(): Promise<string[]>;
  /** Finishes what is under way and lets the database go. */
  close(): Promise<void>;
}

export interface StoreVerbs {
  readonly meta: MetaStore;
  readonly operatorKeys: OperatorKeyStore;
  readonly pools: PoolStore;
  readonly clients: ClientStore;
  readonly signingKeys: SigningKeyStore;
  readonly users: UserStore;
  readonly softwareTokens: SoftwareTokenStore;
  readonly passkeys: PasskeyStore;
  readonly devices: DeviceStore;
  readonly groups: GroupStore;
  readonly imports: ImportStore;
  readonly resourceServers: ResourceServerStore;
  readonly domains: DomainStore;
  readonly terms: TermsStore;
  readonly messageTemplates: MessageTemplateStore;
  readonly identityProviders: IdentityProviderStore;
  readonly linkedIdentities: LinkedIdentityStore;
  readonly brandingStyles: BrandingStyleStore;
  readonly uiCustomizations: UiCustomizationStore;
  readonly authEvents: AuthEventStore;
  readonly riskConfigurations: RiskConfigurationStore;
  readonly codes: CodeStore;
  readonly recoveryCodes: RecoveryCodeStore;
  readonly attempts: AttemptStore;
  readonly usage: UsageStore;
  readonly consumed: ConsumedStore;
  readonly families: TokenFamilyStore;
  readonly userSessions: UserSessionStore;
  readonly outbox: OutboxStore;
  readonly audit: AuditStore;
  readonly eventWebhooks: EventWebhookStore;
}

// ---------------------------------------------------------------- installation

export interface MetaStore {
  find(key: string): Promise<string | undefined>;
  /** Stores the value unless the key has one; answers the value that is now there. */
  putIfAbsent(key: string, value: string): Promise<string>;
  /** Stores the value in place of one that the key had; not for keys that {@link MetaStore.putIfAbsent} decides about. */
  put(key: string, value: string): Promise<void>;
}

export interface OperatorKeyStore {
  insert(key: OperatorKeyRecord): Promise<void>;
  find(accessKeyId: string): Promise<OperatorKeyRecord | undefined>;
  list(): Promise<OperatorKeyRecord[]>;
  remove(accessKeyId: string): Promise<boolean>;
}

// ---------------------------------------------------------------- user pools and app clients

export interface PageRequest {
  limit: number;
  /** Where the page before ended. */
  after?: { createdAt: number; id: string } | undefined;
}

export interface PoolStore {
  insert(pool: PoolRecord): Promise<void>;
  find(poolId: string): Promise<PoolRecord | undefined>;
  /** Replaces name, settings and modifiedAt if the version is still `expectedVersion`; the version rises by one. */
  update(pool: PoolRecord, expectedVersion: number): Promise<boolean>;
  /** Removes the pool and everything in it. */
  remove(poolId: string): Promise<boolean>;
  /** Oldest first, by (createdAt, id). */
  list(page: PageRequest): Promise<PoolRecord[]>;
  countUsers(poolId: string): Promise<number>;
}

export interface ClientStore {
  insert(client: ClientRecord): Promise<void>;
  find(clientId: string): Promise<ClientRecord | undefined>;
  /** The client and its pool in one query: the first read of every public operation. */
  findWithPool(clientId: string): Promise<{ client: ClientRecord; pool: PoolRecord } | undefined>;
  update(client: ClientRecord, expectedVersion: number): Promise<boolean>;
  /** Removes the client and what belongs to it alone. False if the pool does not have it. */
  remove(poolId: string, clientId: string): Promise<boolean>;
  list(poolId: string, page: PageRequest): Promise<ClientRecord[]>;
  count(poolId: string): Promise<number>;
}

export interface SigningKeyStore {
  insert(key: SigningKeyRecord): Promise<void>;
  /** Stores the key unless its pool and use have one of this generation; true if it did. */
  insertNext(key: SigningKeyRecord): Promise<boolean>;
  /** All keys of the pool, those that sign last first. */
  list(poolId: string): Promise<SigningKeyRecord[]>;
  remove(poolId: string, kid: string): Promise<boolean>;
  /**
   * Up to `limit` pools with a use whose newest key began to sign at or before `newestBefore`, or with a key whose successor
   * began before `successorBefore`.
   */
  findUnattended(times: { newestBefore: number; successorBefore: number; limit: number }): Promise<string[]>;
}

// ---------------------------------------------------------------- users

export interface UserStore extends UserSearchStore {
  /** Inserts the user with its sign-in names, all or nothing. Answers the first name that was taken, if one was. */
  insert(user: UserRecord, names: readonly SignInName[]): Promise<SignInName | undefined>;
  find(poolId: string, sub: string): Promise<UserRecord | undefined>;
  findByName(poolId: string, key: string): Promise<UserRecord | undefined>;
  /** The user with its software tokens in one query: the read of every step of a sign-in. */
  findWithSoftwareTokens(poolId: string, sub: string): Promise<UserWithSoftwareTokens | undefined>;
  /** As {@link UserStore.findWithSoftwareTokens}, by a name: the read that a sign-in begins with. */
  findByNameWithSoftwareTokens(poolId: string, key: string): Promise<UserWithSoftwareTokens | undefined>;
  /** Some user of the pool, always the same while nobody comes or goes: what it takes to read one. */
  findFirstWithSoftwareTokens(poolId: string): Promise<UserWithSoftwareTokens | undefined>;
  /** These and the pool in one query: what is read anew before tokens are issued. */
  findWithPool(
    poolId: string,
    sub: string,
  ): Promise<(UserWithSoftwareTokens & { pool: PoolRecord }) | undefined>;
  /** Replaces everything that may change if the version is still `expectedVersion`; the version rises by one. */
  update(user: UserRecord, expectedVersion: number): Promise<boolean>;
  /** Gives the name to the user unless another user has it; true if the user has it now. */
  claimName(poolId: string, sub: string, name: SignInName): Promise<boolean>;
  /** Takes the user's names of one kind away. */
  releaseNames(poolId: string, sub: string, kind: SignInNameKind): Promise<void>;
  /** Removes the user, names, factors, devices, codes, attempts and token families. */
  remove(poolId: string, sub: string): Promise<boolean>;
}

/** A user as a sign-in reads it; the software tokens in the order of {@link SoftwareTokenStore.list}. */
export interface UserWithSoftwareTokens {
  user: UserRecord;
  softwareTokens: SoftwareTokenRecord[];
}

export interface SoftwareTokenStore {
  /** All registrations of the user, the active ones first, then by age. */
  list(poolId: string, sub: string): Promise<SoftwareTokenRecord[]>;
  /** Replaces the user's pending registration. */
  putPending(token: SoftwareTokenRecord): Promise<void>;
  /**
   * Makes a pending registration active, burning `step`. Where a user may have one, it takes the active one's place; where
   * there may be more, it is added while fewer than `limit` are active. False if it is no longer pending, not made after
   * `madeAfter`, or if there is no room for it.
   */
  activate(token: {
    poolId: string;
    sub: string;
    id: string;
    step: number;
    friendlyName?: string | undefined;
    /** How many may be active afterwards; 1 if absent. */
    limit?: number | undefined;
    /** A pending registration from this instant or before has expired; none has if absent. */
    madeAfter?: number | undefined;
  }): Promise<boolean>;
  /** Accepts the code of `step`: true if the registration is active and no step this high was accepted before. */
  advance(token: { poolId: string; sub: string; id: string; step: number }): Promise<boolean>;
  /** Renames an active registration; false if the user has no such one. */
  rename(token: { poolId: string; sub: string; id: string; friendlyName: string }): Promise<boolean>;
  /** Removes an active registration; false if the user has no such one. */
  removeOne(token: { poolId: string; sub: string; id: string }): Promise<boolean>;
  /** Removes all registrations of the user, active and pending. Answers how many. */
  remove(poolId: string, sub: string): Promise<number>;
}

// ---------------------------------------------------------------- codes and limits

export interface CodeStore {
  /** Stores the code, in place of an older one for the same purpose. */
  put(code: CodeRecord): Promise<void>;
  find(poolId: string, sub: string, purpose: CodePurpose): Promise<CodeRecord | undefined>;
  /** Uses the code up: answers it if it is there, has this MAC and has not expired; a second call gets nothing. */
  consume(code: {
    poolId: string;
    sub: string;
    purpose: CodePurpose;
    mac: string;
    now: number;
  }): Promise<CodeRecord | undefined>;
  /** Makes a code void that is not wanted any more. */
  remove(poolId: string, sub: string, purpose: CodePurpose): Promise<boolean>;
  /** Forgets codes that expired before `before`; at most `limit` of them. Answers how many. */
  purge(before: number, limit: number): Promise<number>;
}

export interface AttemptStore {
  find(key: AttemptKey): Promise<AttemptRecord | undefined>;
  /**
   * Counts one failure in one statement, unless the subject is blocked at `now`: then nothing is counted and the answer is
   * undefined. The block after n failures: none below 5, then 2^(n-5) seconds up to 900. A quiet quarter of an hour
   * since the last failure starts the count anew. The hundredth failure in a row, however slow, disables the authenticator:
   * from then on it is blocked until {@link AttemptStore.rebind}.
   */
  countFailure(key: AttemptKey, now: number): Promise<AttemptRecord | undefined>;
  /** Clears the count after a success; false if the subject is blocked at `now`, and then nothing is cleared. */
  clear(key: AttemptKey, now: number): Promise<boolean>;
  /** Whether the subject is blocked at `now`, for a while or for good; for wording a refusal. */
  isBlocked(key: AttemptKey, now: number): Promise<boolean>;
  /** Clears the count of an authenticator that was replaced, a disabled one too; false only during a passing block. */
  rebind(key: AttemptKey, now: number): Promise<boolean>;
  /** Forgets the count and any block: the authenticator was replaced by an operator, or by proof of another kind. */
  forget(key: AttemptKey): Promise<void>;
}

export interface UsageStore {
  /**
   * Charges a use against a fixed window: true while the amounts in the window that the first use opened add up to at most
   * `limit`. One statement; a refused use is not counted.
   */
  charge(use: {
    poolId: string;
    subject: string;
    action: string;
    now: number;
    window: number;
    limit: number;
    /** How much the use counts, a whole number; 1 if absent. */
    amount?: number | undefined;
    /**
     * Whether many who have nothing to do with each other charge this same window, so that their transactions must not wait
     * for, or fail because of, one another. Such a use counts at once, and a transaction that is rolled back gives it back; if
     * the process or the database dies in between, it stays counted.
     */
    isShared?: boolean | undefined;
  }): Promise<boolean>;
  /** Whether a use of 1 would be refused now; for uses that only count when they fail. */
  isUsedUp(use: {
    poolId: string;
    subject: string;
    action: string;
    now: number;
    limit: number;
  }): Promise<boolean>;
  /** Forgets windows that closed before `before`; at most `limit` of them. Answers how many. */
  purge(before: number, limit: number): Promise<number>;
}

export interface ConsumedStore {
  /** Marks a one-time id as used: true for exactly one caller. The mark may be forgotten after `expiresAt`. */
  consume(poolId: string, id: string, expiresAt: number): Promise<boolean>;
  /** Whether an id was used; only for wording a refusal, never for letting somebody through. */
  has(poolId: string, id: string): Promise<boolean>;
  /** Forgets marks that expired before `now`; at most `limit` of them. Answers how many. */
  purge(now: number, limit: number): Promise<number>;
}

// ---------------------------------------------------------------- token families

/** Who stands behind an access token. `family` and `user` are there together or not at all. */
export interface TokenHolder {
  pool: PoolRecord;
  client: ClientRecord | undefined;
  owner: { family: TokenFamilyRecord; user: UserRecord } | undefined;
}

export interface TokenFamilyStore {
  insert(family: TokenFamilyRecord): Promise<void>;
  find(poolId: string, id: string): Promise<TokenFamilyRecord | undefined>;
  /** Moves from `generation` to the next: true for exactly one caller, and only if not revoked or expired. */
  rotate(family: { poolId: string; id: string; generation: number; now: number }): Promise<boolean>;
  /** True if it was not revoked before. */
  revoke(poolId: string, id: string, now: number): Promise<boolean>;
  /** Revokes every family of the user that is not revoked yet. */
  revokeAll(poolId: string, sub: string, now: number): Promise<void>;
  /**
   * Who stands behind an access token, in one query: the pool, and what is still there of the family, its user and the client.
   * Undefined without the pool.
   */
  findWithHolder(token: { poolId: string; id: string; clientId: string }): Promise<TokenHolder | undefined>;
  /** The family and its user in one query. */
  findWithUser(
    poolId: string,
    id: string,
  ): Promise<{ family: TokenFamilyRecord; user: UserRecord } | undefined>;
  /** The user's family that began with this event: for tokens that do not name their family. */
  findByEvent(poolId: string, sub: string, eventId: string): Promise<TokenFamilyRecord | undefined>;
  /** Forgets families that expired before `before`; at most `limit` of them. Answers how many. */
  purge(before: number, limit: number): Promise<number>;
}

// ---------------------------------------------------------------- outbox

export interface OutboxStore {
  add(message: OutboxRecord): Promise<void>;
  /** Takes up to `limit` messages that are due at `now` and hides them from others until `until`. */
  claim(claim: { now: number; until: number; limit: number }): Promise<OutboxRecord[]>;
  remove(id: string): Promise<void>;
  /** Puts a message back for another attempt. */
  retry(id: string, nextAttemptAt: number): Promise<void>;
  /** How many messages wait. */
  count(): Promise<number>;
}
