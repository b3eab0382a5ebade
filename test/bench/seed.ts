/**
 * People to sign in, put straight into the store with the server's own functions: sealed verifiers, sealed secrets of software
 * tokens, exactly as sign-ups would have left them.
 */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import {
  computeCode,
  type CreateUserPoolClientResponse,
  type CreateUserPoolResponse,
  identityInput,
  parseHexInteger,
  privateKeyInput,
  stepAt,
} from "@poolhouse/protocol";
import { sha256 } from "../../packages/server/src/kernel/digests.ts";
import { srpPoolName } from "../../packages/server/src/kernel/ids.ts";
import type { Random } from "../../packages/server/src/kernel/random.ts";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import { sealText } from "../../packages/server/src/kernel/sealing.ts";
import { softwareTokenPlace } from "../../packages/server/src/operations/sign-in/facts.ts";
import type { Pool, World } from "../../packages/server/src/operations/operation.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import { loadPool } from "../../packages/server/src/operations/load.ts";
import type { StoreVerbs } from "../../packages/server/src/ports/store.ts";
import { openVerifier, recordPassword } from "../../packages/server/src/rules/password-record.ts";
import { signInNames } from "../../packages/server/src/rules/sign-in-names.ts";
import { readConfig } from "../../packages/server/src/config.ts";
import { startServer } from "../../packages/server/src/main.ts";
import type { Identity } from "./srp-client.ts";

export const password = "Correct-Horse-7";

/** Somebody who can sign in. `secret` is what their authenticator app knows, if they have one. */
export interface Person extends Identity {
  readonly secret: Uint8Array | undefined;
}

export interface Seeds {
  readonly clientId: string;
  readonly rootKey: string;
  /** Each signs in once, because a code is accepted once. */
  readonly withApp: Person[];
  readonly withoutApp: Person[];
}

/** Fills an empty database, through a server of its own that is stopped again. */
export async function seed(
  database: string,
  counts: { withApp: number; withoutApp: number },
): Promise<Seeds> {
  const rootKey = randomBytes(32).toString("base64");
  const flags = ["--port", "0", "--mailbox", "--log-level", "error"];
  const server = await startServer(
    readConfig(flags, { POOLHOUSE_DATABASE_URL: database, POOLHOUSE_ROOT_KEY: rootKey }),
  );
  const { clientId, pool } = await createPoolAndClient(server.world);
  const withApp = await insertPeople(server.world, pool, { count: counts.withApp, hasApp: true });
  const withoutApp = await insertPeople(server.world, pool, { count: counts.withoutApp, hasApp: false });
  await server.stop();
  return { clientId, rootKey, withApp, withoutApp };
}

async function createPoolAndClient(world: World): Promise<{ clientId: string; pool: Pool }> {
  const settings = { PoolName: "people", AutoVerifiedAttributes: ["email"] };
  // The outputs of these operations; a member that were missing would fail the next call.
  const { UserPool } = (await call(world, "CreateUserPool", settings)) as CreateUserPoolResponse;
  const UserPoolId = UserPool?.Id ?? "";
  const factors = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } };
  await call(world, "SetUserPoolMfaConfig", { UserPoolId, ...factors });
  const ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
  const client = { UserPoolId, ClientName: "app", ExplicitAuthFlows };
  const made = (await call(world, "CreateUserPoolClient", client)) as CreateUserPoolClientResponse;
  return { clientId: made.UserPoolClient?.ClientId ?? "", pool: await loadPool(world, UserPoolId) };
}

const usersPerTransaction = 100;

async function insertPeople(
  world: World,
  pool: Pool,
  wanted: { count: number; hasApp: boolean },
): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < wanted.count) {
    const made: Made[] = [];
    for (let at = people.length; at < Math.min(people.length + usersPerTransaction, wanted.count); at += 1) {
      made.push(await makePerson(world, pool, { name: `person${at}`, hasApp: wanted.hasApp }));
    }
    await world.store.transaction(async (tx) => {
      for (const each of made) await insertPerson(tx, pool, each);
    });
    people.push(...made.map(({ person }) => person));
  }
  return people;
}

interface Made {
  user: UserRecord;
  person: Person;
  random: Random;
}

async function makePerson(world: World, pool: Pool, given: { name: string; hasApp: boolean }): Promise<Made> {
  const { random, powers } = world;
  const now = Date.now();
  const username = `${given.name}-${given.hasApp ? "app" : "plain"}`;
  const owner = { poolId: pool.id, sub: randomUUID(), username };
  const tools = { random, powers, keys: pool.keys };
  const stored = await recordPassword(tools, { user: owner, password, now });
  const user: UserRecord = {
    ...owner,
    status: "CONFIRMED",
    enabled: true,
    attributes: { email: `${username}@example.com`, email_verified: "true" },
    password: stored,
    enabledFactors: given.hasApp ? ["SOFTWARE_TOKEN_MFA"] : [],
    tokensValidFrom: 0,
    createdAt: now,
    modifiedAt: now,
    version: 1,
  };
  const poolName = srpPoolName(pool.id);
  const x = privateKey(identityInput(poolName, username, password), stored.salt);
  const secret = given.hasApp ? random.bytes(20) : undefined;
  const verifier = openVerifier(pool.keys, user, stored);
  return { user, person: { poolName, username, x, verifier, secret }, random };
}

/** x, as clients compute it. */
function privateKey(identity: Uint8Array, salt: string): bigint {
  const integer = parseHexInteger(salt, salt.length) ?? 0n;
  return BigInt(`0x${sha256(privateKeyInput(integer, sha256(identity))).toString("hex")}`);
}

async function insertPerson(tx: StoreVerbs, pool: Pool, { user, person, random }: Made): Promise<void> {
  await tx.users.insert(user, signInNames(pool.settings, user));
  if (person.secret === undefined) return;
  const token = { poolId: pool.id, sub: user.sub, id: randomUUID() };
  const binding = { place: softwareTokenPlace(token), random };
  const sealedSecret = sealText(pool.keys.for("software-token"), person.secret, binding);
  await tx.softwareTokens.putPending({
    ...token,
    sealedSecret,
    state: "pending",
    lastStep: -1,
    createdAt: user.createdAt,
  });
  await tx.softwareTokens.activate({ ...token, step: 0 });
}

/** The code that the person's authenticator app shows now. */
export function codeOf({ secret }: Person): string {
  if (secret === undefined) throw new Error("this person has no authenticator app");
  const mac = (message: Uint8Array): Uint8Array => createHmac("sha1", secret).update(message).digest();
  return computeCode(mac, stepAt(Date.now() / 1000));
}
