/**
 * People to sign in, put straight into the store with the server's own functions: sealed verifiers, sealed secrets of software
 * tokens, confirmed devices, exactly as sign-ups would have left them.
 */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { computeCode, identityInput, parseHexInteger, privateKeyInput, stepAt } from "@poolhouse/protocol";
import { sha256 } from "../../packages/server/src/kernel/digests.ts";
import { srpPoolName } from "../../packages/server/src/kernel/ids.ts";
import type { DeviceRecord, UserRecord } from "../../packages/server/src/kernel/records.ts";
import { sealText } from "../../packages/server/src/kernel/sealing.ts";
import type { Pool, World } from "../../packages/server/src/operations/operation.ts";
import { softwareTokenPlace } from "../../packages/server/src/operations/sign-in/facts.ts";
import type { StoreVerbs } from "../../packages/server/src/ports/store.ts";
import {
  deviceGroupKeyOf,
  newDeviceKey,
  sealDeviceVerifier,
} from "../../packages/server/src/rules/devices.ts";
import { openVerifier, recordPassword } from "../../packages/server/src/rules/password-record.ts";
import { signInNames } from "../../packages/server/src/rules/sign-in-names.ts";
import type { Identity } from "./srp-client.ts";

export const password = "Correct-Horse-7";

/** What people have besides a password. */
export type Having = "nothing" | "app" | "telephone" | "app-and-device";

/** Somebody who can sign in. */
export interface Person extends Identity {
  readonly sub: string;
  /** What their authenticator app knows, if they have one. */
  readonly secret: Uint8Array | undefined;
  readonly phoneNumber: string | undefined;
  /** A remembered device's half of its proof; its key stands in the place of a username. */
  readonly device: Identity | undefined;
}

const usersPerTransaction = 100;

/** Puts `count` people into a pool. */
export async function insertPeople(
  world: World,
  pool: Pool,
  wanted: { count: number; having: Having },
): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < wanted.count) {
    const made: Made[] = [];
    for (let at = people.length; at < Math.min(people.length + usersPerTransaction, wanted.count); at += 1) {
      made.push(await makePerson(world, pool, { number: at, having: wanted.having }));
    }
    await world.store.transaction(async (tx) => {
      for (const each of made) await insertPerson(world, tx, { pool, ...each });
    });
    people.push(...made.map(({ person }) => person));
  }
  return people;
}

interface Made {
  user: UserRecord;
  person: Person;
  device: DeviceRecord | undefined;
}

async function makePerson(
  world: World,
  pool: Pool,
  given: { number: number; having: Having },
): Promise<Made> {
  const { random, powers } = world;
  const { having } = given;
  const now = Date.now();
  const username = `person${given.number}-${having}`;
  const owner = { poolId: pool.id, sub: randomUUID(), username };
  const stored = await recordPassword({ random, powers, keys: pool.keys }, { user: owner, password, now });
  const phoneNumber = having === "telephone" ? phoneNumberOf(given.number) : undefined;
  const hasApp = having === "app" || having === "app-and-device";
  const user: UserRecord = {
    ...owner,
    status: "CONFIRMED",
    enabled: true,
    attributes: {
      email: `${username}@example.com`,
      email_verified: "true",
      ...(phoneNumber !== undefined && { phone_number: phoneNumber, phone_number_verified: "true" }),
    },
    password: stored,
    enabledFactors: [
      ...(hasApp ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
      ...(having === "telephone" ? (["SMS_MFA"] as const) : []),
    ],
    tokensValidFrom: 0,
    createdAt: now,
    modifiedAt: now,
    version: 1,
  };
  const names = { poolName: srpPoolName(pool.id), username };
  const identity = {
    ...names,
    x: privateKey(names, { password, salt: stored.salt }),
    verifier: openVerifier(pool.keys, user, stored),
  };
  const device = having === "app-and-device" ? await makeDevice(world, pool, { user, now }) : undefined;
  const secret = hasApp ? random.bytes(20) : undefined;
  const person = { ...identity, sub: user.sub, secret, phoneNumber, device: device?.identity };
  return { user, person, device: device?.record };
}

/** Each in a range of its own, because few messages may go to one range of numbers. */
const phoneNumberOf = (number: number): string => `+1555${String(number).padStart(6, "0")}0000`;

/** A device that its user has confirmed, remembered and trusted from now on. */
async function makeDevice(
  { random, powers }: World,
  pool: Pool,
  { user, now }: { user: UserRecord; now: number },
): Promise<{ record: DeviceRecord; identity: Identity }> {
  const key = newDeviceKey(pool.id, random);
  const names = { poolName: deviceGroupKeyOf(pool.keys, key), username: key };
  // Without leading zeros, as devices write it.
  const salt = `1${randomBytes(16).toString("hex").slice(1)}`;
  const x = privateKey(names, { password: randomBytes(40).toString("base64"), salt });
  const verifier = await powers.power(2n, x);
  const id = { poolId: pool.id, sub: user.sub, key };
  const record: DeviceRecord = {
    ...id,
    salt,
    sealedVerifier: sealDeviceVerifier(pool.keys, { device: id, verifier, random }),
    remembered: true,
    trustedSince: now,
    lastIpAddress: "127.0.0.1",
    createdAt: now,
    modifiedAt: now,
    lastAuthenticatedAt: now,
  };
  return { record, identity: { ...names, x, verifier } };
}

/** x, as clients compute it. */
function privateKey(
  names: { poolName: string; username: string },
  secret: { password: string; salt: string },
): bigint {
  const identity = identityInput(names.poolName, names.username, secret.password);
  const integer = parseHexInteger(secret.salt, secret.salt.length) ?? 0n;
  return BigInt(`0x${sha256(privateKeyInput(integer, sha256(identity))).toString("hex")}`);
}

async function insertPerson(
  { random }: World,
  tx: StoreVerbs,
  { pool, user, person, device }: Made & { pool: Pool },
): Promise<void> {
  await tx.users.insert(user, signInNames(pool.settings, user));
  if (device !== undefined) await insertDevice(tx, device);
  if (person.secret === undefined) return;
  const token = { poolId: pool.id, sub: user.sub, id: randomUUID() };
  const binding = { place: softwareTokenPlace(token), random };
  const sealedSecret = sealText(pool.keys.for("software-token"), person.secret, binding);
  const { createdAt } = user;
  await tx.softwareTokens.putPending({ ...token, sealedSecret, state: "pending", lastStep: -1, createdAt });
  await tx.softwareTokens.activate({ ...token, step: 0 });
}

/** A device comes in by the sign-in that its key was issued with. */
async function insertDevice(tx: StoreVerbs, device: DeviceRecord): Promise<void> {
  const { poolId, sub, key, createdAt } = device;
  const id = randomUUID();
  await tx.families.insert({
    poolId,
    id,
    sub,
    clientId: "gone",
    secretMac: "",
    generation: 0,
    rotatedAt: createdAt,
    authTime: createdAt,
    eventId: randomUUID(),
    scope: "",
    proven: [],
    createdAt,
    expiresAt: createdAt,
    device: { key, confirmed: false },
  });
  if (!(await tx.devices.confirm({ device, familyId: id, limit: 1 })))
    throw new Error("a device of the benchmark was not confirmed");
}

/** The code that the person's authenticator app shows now. */
export function codeOf({ secret }: Person): string {
  if (secret === undefined) throw new Error("this person has no authenticator app");
  const mac = (message: Uint8Array): Uint8Array => createHmac("sha1", secret).update(message).digest();
  return computeCode(mac, stepAt(Date.now() / 1000));
}
