/** Reads a pool as it runs, for a plan to compare a definition with. */
import type { LiveAuth } from "@poolhouse/backend/definition";
import type { OperationOutputs } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Connection } from "../connection.ts";
import { readAll } from "../pages.ts";
import { Refusal } from "../refusal.ts";
import type { App } from "../read-output-facts.ts";

/** How a definition's pool is found again. */
export interface LivePlace {
  readonly connection: Connection;
  /** What it had when it was applied last; a pool that is gone is as one that never was. */
  readonly known: Partial<App>;
  readonly poolName: string;
  readonly clientName: string;
}

/** What runs, and under which ids. */
export interface Live {
  readonly app: Partial<App>;
  /** Absent if there is no such pool yet. */
  readonly auth?: LiveAuth;
}

/** @throws CommandError if several pools have the name. */
export async function readLive(place: LivePlace): Promise<Live> {
  const pool = await findPool(place);
  if (pool?.Id === undefined) return { app: {} };
  const { connection } = place;
  const UserPoolId = pool.Id;
  const [mfa, client, groups, identityProviders] = await Promise.all([
    connection.ask("GetUserPoolMfaConfig", { UserPoolId }),
    findClient(place, UserPoolId),
    readAll(connection, "ListGroups", { UserPoolId }),
    readProviders(connection, UserPoolId),
  ]);
  return {
    app: {
      userPoolId: UserPoolId,
      ...(client?.ClientId !== undefined && { userPoolClientId: client.ClientId }),
    },
    auth: { pool, mfa, ...(client && { client }), groups, identityProviders },
  };
}

type Pool = OperationOutputs["DescribeUserPool"]["UserPool"];

async function findPool({ connection, known, poolName }: LivePlace): Promise<Pool> {
  const id = (await confirmPool(connection, known.userPoolId)) ?? (await findPoolId(connection, poolName));
  if (id === undefined) return undefined;
  return (await connection.ask("DescribeUserPool", { UserPoolId: id })).UserPool;
}

/** The id, if there is such a pool. */
async function confirmPool(connection: Connection, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const { UserPool } = await orNothing(connection.ask("DescribeUserPool", { UserPoolId: id }), {});
  return UserPool?.Id;
}

async function findPoolId(connection: Connection, name: string): Promise<string | undefined> {
  const pools = await readAll(connection, "ListUserPools", {});
  const found = pools.filter(({ Name }) => Name === name);
  if (found.length < 2) return found[0]?.Id;
  const ids = found.map(({ Id = "" }) => Id).join(", ");
  throw CommandError.usage(`Several user pools are called ${name}. Say which by its id: --pool ${ids}.`);
}

type Client = OperationOutputs["DescribeUserPoolClient"]["UserPoolClient"];

async function findClient({ connection, known, clientName }: LivePlace, UserPoolId: string): Promise<Client> {
  const clients = await readAll(connection, "ListUserPoolClients", { UserPoolId });
  const found =
    clients.find(({ ClientId }) => ClientId === known.userPoolClientId) ??
    clients.find(({ ClientName }) => ClientName === clientName);
  if (found?.ClientId === undefined) return undefined;
  return (await connection.ask("DescribeUserPoolClient", { UserPoolId, ClientId: found.ClientId }))
    .UserPoolClient;
}

async function readProviders(
  connection: Connection,
  UserPoolId: string,
): Promise<LiveAuth["identityProviders"]> {
  const names = await readAll(connection, "ListIdentityProviders", { UserPoolId });
  const providers = names.map(async ({ ProviderName = "" }) => {
    const answer = await connection.ask("DescribeIdentityProvider", { UserPoolId, ProviderName });
    return answer.IdentityProvider;
  });
  return Promise.all(providers);
}

/** What is asked for, or nothing if it is not there. */
async function orNothing<T>(asked: Promise<T>, nothing: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.type === "ResourceNotFoundException") return nothing;
    throw error;
  }
}
