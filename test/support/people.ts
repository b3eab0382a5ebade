/**
 * People put straight into the store, in whatever state an attack needs them, and what a caller does with their sign-ins.
 * Going through sign-up would cost a mail, two codes and two sign-ins each; attacks need hundreds.
 */
import {
  type AuthenticationResultType,
  claimInput,
  decodeBase32,
  formatTimestamp,
  identityInput,
  modulo,
  pad,
  privateKeyInput,
  type RespondToAuthChallengeResponse,
  scramblingInput,
  sessionKeyInfo,
  sessionKeyLength,
  srpGroup,
  toHex,
} from "@poolhouse/protocol";
import { hmacSha256, sha256 } from "../../packages/server/src/kernel/digests.ts";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { srpPoolName } from "../../packages/server/src/kernel/ids.ts";
import type { ModularPower } from "../../packages/server/src/kernel/modular-power.ts";
import { randomUuid } from "../../packages/server/src/kernel/random.ts";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import { sealText } from "../../packages/server/src/kernel/sealing.ts";
import type { ClientSettings, PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import type { Pool, World } from "../../packages/server/src/operations/operation.ts";
import { softwareTokenPlace } from "../../packages/server/src/operations/sign-in/facts.ts";
import { recordPassword } from "../../packages/server/src/rules/password-record.ts";
import { signInNames } from "../../packages/server/src/rules/sign-in-names.ts";
import { createClient, createPool } from "./pools.ts";
import type { Service } from "./service.ts";
import type { App } from "./sign-in.ts";

/** Somebody whose password is known, and whose authenticator app is at hand if there is one. */
export interface Subject {
  readonly username: string;
  readonly password: string;
  readonly sub: string;
  /** The software token's secret in Base32; empty for people without one. */
  readonly secretCode: string;
}

const flows = [
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
] as const;

const clientSettings = (settings: ClientSettings = {}): ClientSettings => ({
  ExplicitAuthFlows: [...flows],
  ...settings,
});

/** A pool that can sign people in by every flow that is built, with software tokens on offer unless `mfa` is OFF. */
export async function createPlace(
  service: Service,
  options: { mfa?: "OFF" | "OPTIONAL" | "ON"; pool?: PoolSettings; client?: ClientSettings } = {},
): Promise<App> {
  const mfa = options.mfa ?? "OFF";
  const pool = {
    MfaConfiguration: mfa,
    ...(mfa !== "OFF" && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...options.pool,
  };
  const made = await createPool(service, { pool, client: clientSettings(options.client), signingKeys: true });
  return { poolId: made.UserPoolId, clientId: made.ClientId };
}

/** Another client of the same pool, which allows the same flows. */
export async function createOtherClient(
  service: Service,
  app: App,
  settings: ClientSettings = {},
): Promise<App> {
  const clientId = await createClient(
    service,
    { UserPoolId: app.poolId },
    { client: clientSettings(settings) },
  );
  return { ...app, clientId };
}

interface PersonOptions {
  password?: string;
  /** Whether a verified software token exists; it is switched on, too, unless `user` says otherwise. */
  softwareToken?: boolean;
  user?: Partial<UserRecord>;
}

/** What it takes to write somebody into a database. */
export type Registry = Pick<World, "store" | "rootKey" | "random" | "clock" | "powers">;

/** Stores a person: confirmed and with a password unless the options say otherwise. */
export async function addPerson(
  { world }: { readonly world: Registry },
  app: Pick<App, "poolId">,
  username: string,
  options: PersonOptions = {},
): Promise<Subject> {
  const pool = await findPool(world, app.poolId);
  const password = options.password ?? "Correct-Horse-9";
  const sub = randomUuid(world.random);
  const now = world.clock.now();
  const tools = { random: world.random, powers: world.powers, keys: pool.keys };
  const user: UserRecord = {
    poolId: pool.id,
    sub,
    username,
    status: "CONFIRMED",
    enabled: true,
    attributes: {},
    password: await recordPassword(tools, { user: { poolId: pool.id, sub, username }, password, now }),
    enabledFactors: options.softwareToken === true ? ["SOFTWARE_TOKEN_MFA"] : [],
    tokensValidFrom: 0,
    createdAt: now,
    modifiedAt: now,
    version: 1,
    ...options.user,
  };
  const taken = await world.store.users.insert(user, signInNames(pool.settings, user));
  if (taken !== undefined) throw new Error(`${taken.key} is taken`);
  const secretCode = options.softwareToken === true ? await addSoftwareToken(world, user) : "";
  return { username, password, sub, secretCode };
}

/**
 * Registers a verified software token, as if its first code had been typed long ago. Answers the secret in Base32, which is a new
 * one unless it is given. `limit` is how many the user may have; the one before is replaced where that is one.
 */
export async function addSoftwareToken(
  world: Registry,
  user: Pick<UserRecord, "poolId" | "sub">,
  options: { secretCode?: string; limit?: number } = {},
): Promise<string> {
  const { random, store } = world;
  const { keys } = await findPool(world, user.poolId);
  const key = { poolId: user.poolId, sub: user.sub, id: randomUuid(random) };
  const { secretCode = newSecretCode(random.bytes(20)), limit = 1 } = options;
  const sealedSecret = sealText(keys.for("software-token"), decodeBase32(secretCode) ?? "", {
    place: softwareTokenPlace(key),
    random,
  });
  await store.softwareTokens.putPending({
    ...key,
    sealedSecret,
    state: "pending",
    lastStep: -1,
    createdAt: world.clock.now(),
  });
  await store.softwareTokens.activate({ ...key, step: 0, limit });
  return secretCode;
}

/** A pool's settings and keys as they are stored. */
export async function findPool(
  { store, rootKey }: Pick<World, "store" | "rootKey">,
  poolId: string,
): Promise<Pick<Pool, "id" | "settings" | "keys">> {
  const record = await store.pools.find(poolId);
  if (record === undefined) throw new Error(`no pool ${poolId}`);
  const { id, settings, wrappedKey } = record;
  return { id, settings, keys: rootKey.openPoolKeys(id, wrappedKey) };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Thirty-two Base32 characters, which are twenty bytes: the length RFC 4226 recommends. */
const newSecretCode = (bytes: Uint8Array): string =>
  [...bytes, ...bytes.subarray(0, 12)].map((byte) => alphabet[byte % 32]).join("");

/** Changes a stored user behind the back of any sign-in that is under way. */
export async function changeStored(
  { store }: Pick<Service, "store">,
  poolId: string,
  sub: string,
  changes: Partial<UserRecord>,
): Promise<void> {
  const user = await store.users.find(poolId, sub);
  if (user === undefined || !(await store.users.update({ ...user, ...changes }, user.version)))
    throw new Error("the user was not changed");
}

// ---------------------------------------------------------------- what a caller does

/** Sends a user's password in clear. */
export function signInWithPassword(
  service: Service,
  app: App,
  person: Pick<Subject, "username" | "password">,
): Promise<RespondToAuthChallengeResponse> {
  return service.call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
  });
}

/** Any answer, well formed or not: a challenge's name is free text here, as it is on the wire. */
export interface Reply {
  readonly challenge: string;
  readonly session?: string | undefined;
  readonly responses: Record<string, string>;
}

/** Answers a challenge. */
export function respond(
  service: Service,
  app: Pick<App, "clientId">,
  reply: Reply,
): Promise<RespondToAuthChallengeResponse> {
  return service.call("RespondToAuthChallenge", {
    ClientId: app.clientId,
    // An attacker writes what he likes; the check of the enumeration is one of the things under test.
    ChallengeName: reply.challenge as "PASSWORD_VERIFIER",
    ...(reply.session !== undefined && { Session: reply.session }),
    ChallengeResponses: reply.responses,
  });
}

/** A client's first half of SRP: its secret and what it sends. */
export interface SrpBeginning {
  readonly a: bigint;
  readonly A: bigint;
  /** `A` as it is sent: SRP_A. */
  readonly text: string;
}

/** What a client needs for its own half of SRP. */
export interface SrpTools {
  readonly world: Pick<World, "powers">;
  readonly clock: Pick<World["clock"], "now">;
}

/** Begins SRP on the client's side, with the same secret each time unless a seed is given. */
export async function startWithSrp(service: SrpTools, seed = "a1"): Promise<SrpBeginning> {
  const a = toInteger(Buffer.from(seed.repeat(32), "hex"));
  const A = await service.world.powers.power(srpGroup.g, a);
  return { a, A, text: toHex(A) };
}

/** The answer to a PASSWORD_VERIFIER that showed these parameters. `timestamp` is what is sent and signed. */
export async function answerWithSrp(
  service: SrpTools,
  given: {
    app: Pick<App, "poolId">;
    begun: SrpBeginning;
    shown: Readonly<Record<string, string>>;
    password: string;
    timestamp?: string | undefined;
  },
): Promise<Reply> {
  const { begun, shown } = given;
  const timestamp = given.timestamp ?? formatTimestamp(service.clock.now());
  const poolName = srpPoolName(given.app.poolId);
  const userId = shown["USER_ID_FOR_SRP"] ?? "";
  const secretBlock = Buffer.from(shown["SECRET_BLOCK"] ?? "", "base64");
  const key = await sessionKey(service.world.powers, {
    ...begun,
    B: BigInt(`0x${shown["SRP_B"]}`),
    salt: BigInt(`0x${shown["SALT"]}`),
    inner: sha256(identityInput(poolName, userId, given.password)),
  });
  const claim = claimInput({ poolName, userId, secretBlock, timestamp });
  return {
    challenge: "PASSWORD_VERIFIER",
    responses: {
      USERNAME: userId,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock.toString("base64"),
      PASSWORD_CLAIM_SIGNATURE: hmacSha256(key, claim).toString("base64"),
      TIMESTAMP: timestamp,
    },
  };
}

/** Begins USER_SRP_AUTH and computes the answer. `operator` begins with AdminInitiateAuth. */
export async function proveWithSrp(
  service: Service,
  app: App,
  given: Pick<Subject, "username" | "password"> & { timestamp?: string; seed?: string; operator?: boolean },
): Promise<Reply> {
  const begun = await startWithSrp(service, given.seed);
  const begin = {
    AuthFlow: "USER_SRP_AUTH" as const,
    ClientId: app.clientId,
    AuthParameters: { USERNAME: given.username, SRP_A: begun.text },
  };
  const { ChallengeParameters: shown = {} } =
    given.operator === true
      ? await service.call("AdminInitiateAuth", { ...begin, UserPoolId: app.poolId })
      : await service.call("InitiateAuth", begin);
  const { password, timestamp } = given;
  return answerWithSrp(service, { app, begun, shown, password, timestamp });
}

/** The client's arithmetic on native powers: the clients' own takes a twentieth of a second, too long for hundreds of attacks. */
async function sessionKey(
  powers: ModularPower,
  exchange: { a: bigint; A: bigint; B: bigint; salt: bigint; inner: Buffer },
): Promise<Uint8Array> {
  const { a, A, B, salt, inner } = exchange;
  const { N, g, k } = srpGroup;
  const u = toInteger(sha256(scramblingInput(A, B)));
  const x = toInteger(sha256(privateKeyInput(salt, inner)));
  const base = modulo(B - k * (await powers.power(g, x)), N);
  const S = await powers.power(base, a + u * x);
  return hmacSha256(hmacSha256(pad(u), pad(S)), sessionKeyInfo).subarray(0, sessionKeyLength);
}

const toInteger = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString("hex")}`);

/**
 * How a call ended, in a word: `tokens`, the next challenge's name, `done`, or the refusal as `Type: message`. Anything but an
 * expected refusal is a fault of the server and is thrown.
 */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    // Both are optional members of the operations' answers; other answers have neither.
    const answer = (await call) as
      | { AuthenticationResult?: AuthenticationResultType; ChallengeName?: string }
      | undefined;
    if (answer?.AuthenticationResult !== undefined) return "tokens";
    return answer?.ChallengeName ?? "done";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return `${error.type}: ${error.message}`;
  }
}

/** Refusals in {@link outcomeOf}'s form, as the contract words them. */
export const refusals = {
  incorrect: "NotAuthorizedException: Incorrect username or password.",
  passwordLocked: "NotAuthorizedException: Password attempts exceeded",
  codesLocked:
    "NotAuthorizedException: Too many invalid credentials attempts. User temporarily locked. Please try again after few seconds.",
  foreignSession: "NotAuthorizedException: Invalid session for the user.",
  expiredSession: "NotAuthorizedException: Invalid session for the user, session is expired.",
  usedSession: "NotAuthorizedException: Invalid session for the user, session can only be used once.",
  wrongCode: "CodeMismatchException: Invalid code received for user",
  usedCode: "ExpiredCodeException: Your software token has already been used once.",
  unknownUser: "UserNotFoundException: User does not exist.",
  disabled: "NotAuthorizedException: User is disabled.",
  unconfirmed: "UserNotConfirmedException: User is not confirmed.",
  resetRequired: "PasswordResetRequiredException: Password reset required for the user",
} as const;
