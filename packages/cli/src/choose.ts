/** Finds what a word of the command line means: a pool or an app client by its id, or by a name that only one has. */
import { CommandError } from "./command-error.ts";
import type { Given } from "./command.ts";
import type { Connection } from "./connection.ts";
import { listAll } from "./pages.ts";

/** Whether a word has the form of a pool's id; what has it is one. */
export const isPoolId = (word: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d_[0-9a-zA-Z]+$/.test(word);
const clientId = /^[a-z0-9]{26}$/;

/**
 * The id of the pool that a word means. What has the form of an id is one.
 *
 * @throws CommandError with exit code 3 if no pool has that name, 2 if several have.
 */
export async function choosePool(connection: Connection, given: Given): Promise<string> {
  const [word = ""] = given.words;
  if (isPoolId(word)) return word;
  const pools = await listAll({ connection, given, what: "user pools" }, "ListUserPools", {});
  const found = pools.filter(({ Name }) => Name === word).map(({ Id = "" }) => Id);
  return demandOne(found, { kind: "user pool", word });
}

/** As {@link choosePool}, for an app client of that pool, named by the second word. */
export async function chooseClient(
  connection: Connection,
  given: Given,
  UserPoolId: string,
): Promise<string> {
  const [, word = ""] = given.words;
  if (clientId.test(word)) return word;
  const reading = { connection, given, what: "app clients" };
  const clients = await listAll(reading, "ListUserPoolClients", { UserPoolId });
  const found = clients.filter(({ ClientName }) => ClientName === word).map(({ ClientId = "" }) => ClientId);
  return demandOne(found, { kind: "app client", word });
}

function demandOne(ids: readonly string[], { kind, word }: { kind: string; word: string }): string {
  const [id] = ids;
  if (id === undefined) throw CommandError.notFound(`There is no ${kind} '${word}'.`);
  if (ids.length === 1) return id;
  throw CommandError.usage(`Several ${kind}s are called '${word}'. Say which by its id: ${ids.join(", ")}.`);
}
