/** A user pool with an app client, put straight into the store: tests of users need one, not the operations that make it. */
import type { SchemaAttributeType } from "@poolhouse/protocol";
import { newClientId, newPoolId } from "../../packages/server/src/kernel/ids.ts";
import type { ClientSettings, PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import { clientSecretPlace } from "../../packages/server/src/operations/load.ts";
import { sealText } from "../../packages/server/src/kernel/sealing.ts";
import type { Service } from "./service.ts";

export interface TestPool {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

const text = (Name: string, Required = false): SchemaAttributeType => ({
  Name,
  Required,
  AttributeDataType: "String",
  Mutable: true,
  StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
});

/** The attributes that tests speak of; `required` ones and `custom` ones as asked for. */
export function testSchema(options: { required?: string[]; custom?: string[] } = {}): SchemaAttributeType[] {
  const names = [
    "name",
    "given_name",
    "preferred_username",
    "email",
    "phone_number",
    ...(options.custom ?? []),
  ];
  return [
    { ...text("sub", true), Mutable: false },
    ...names.map((name) => text(name, options.required?.includes(name))),
    { Name: "email_verified", AttributeDataType: "Boolean", Mutable: true },
    { Name: "phone_number_verified", AttributeDataType: "Boolean", Mutable: true },
  ];
}

/** Makes the pool and its client. `signingKeys` takes a moment and is needed only where tokens are. */
export async function createPool(
  service: Service,
  options: { pool?: PoolSettings; client?: ClientSettings; secret?: string; signingKeys?: boolean } = {},
): Promise<TestPool> {
  const { world, store } = service;
  const now = world.clock.now();
  const UserPoolId = newPoolId(world.random, world.region);
  const wrappedKey = world.rootKey.createPoolKey(UserPoolId, world.random);
  const settings = { Schema: testSchema(), ...options.pool };
  const made = { createdAt: now, modifiedAt: now, version: 1 };
  await store.pools.insert({ id: UserPoolId, name: "test", settings, wrappedKey, ...made });
  if (options.signingKeys === true) {
    const keys = world.rootKey.openPoolKeys(UserPoolId, wrappedKey);
    for (const key of await world.keyRing.createKeys({ id: UserPoolId, keys }, now)) {
      await store.signingKeys.insert(key);
    }
  }
  return { UserPoolId, ClientId: await createClient(service, { UserPoolId }, options) };
}

/** Another client of the pool. */
export async function createClient(
  { world, store }: Service,
  { UserPoolId }: Pick<TestPool, "UserPoolId">,
  options: { client?: ClientSettings; secret?: string } = {},
): Promise<string> {
  const now = world.clock.now();
  const id = newClientId(world.random);
  const pool = await store.pools.find(UserPoolId);
  if (pool === undefined) throw new Error(`no pool ${UserPoolId}`);
  const key = world.rootKey.openPoolKeys(UserPoolId, pool.wrappedKey).for("client-secret");
  const place = clientSecretPlace(UserPoolId, id, "first");
  const secrets =
    options.secret === undefined
      ? []
      : [
          {
            id: "first",
            createdAt: now,
            sealed: sealText(key, options.secret, { place, random: world.random }),
          },
        ];
  const made = { createdAt: now, modifiedAt: now, version: 1 };
  await store.clients.insert({
    id,
    poolId: UserPoolId,
    name: "app",
    settings: options.client ?? {},
    secrets,
    ...made,
  });
  return id;
}
