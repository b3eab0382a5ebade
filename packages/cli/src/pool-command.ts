/** The common beginning of commands about a user pool, an app client or a user. */
import type { Given, Run } from "./command.ts";
import { type Connection, connect } from "./connection.ts";
import { chooseClient, choosePool } from "./choose.ts";
import { exitCodes } from "./exit-codes.ts";

/** What a command about a pool has in hand; its first word named the pool. */
export interface PoolScene {
  readonly connection: Connection;
  readonly given: Given;
  /** In the form of the protocol's inputs. */
  readonly pool: { readonly UserPoolId: string };
  /** The words after the pool. */
  readonly words: readonly string[];
}

/** As {@link PoolScene}, where the second word named a user. */
export interface UserScene extends PoolScene {
  readonly user: { readonly UserPoolId: string; readonly Username: string };
}

/** As {@link PoolScene}, where the second word named an app client. */
export interface ClientScene extends PoolScene {
  readonly client: { readonly UserPoolId: string; readonly ClientId: string };
}

/** A command that asks a server. */
export const onServer =
  (work: (connection: Connection, given: Given) => Promise<void>): Run =>
  async (given) => {
    await work(await connect(given), given);
    return exitCodes.done;
  };

/** A command whose first word names a pool. */
export const onPool = (work: (scene: PoolScene) => Promise<void>): Run =>
  onServer(async (connection, given) => {
    const pool = { UserPoolId: await choosePool(connection, given) };
    await work({ connection, given, pool, words: given.words.slice(1) });
  });

/** A command whose first words name a pool and one of its users. */
export const onUser = (work: (scene: UserScene) => Promise<void>): Run =>
  onPool(async (scene) => {
    const [Username = ""] = scene.words;
    await work({ ...scene, user: { ...scene.pool, Username } });
  });

/** A command whose first words name a pool and one of its app clients. */
export const onClient = (work: (scene: ClientScene) => Promise<void>): Run =>
  onPool(async (scene) => {
    const ClientId = await chooseClient(scene.connection, scene.given, scene.pool.UserPoolId);
    await work({ ...scene, client: { ...scene.pool, ClientId } });
  });
