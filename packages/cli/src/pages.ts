import type { OperationInputs, OperationOutputs } from "@poolhouse/protocol";
import { CommandError } from "./command-error.ts";
import type { Given } from "./command.ts";
import type { Connection } from "./connection.ts";
import { createProgress } from "./progress.ts";

/** Operations that answer in pages: the member that holds the page, the one that leads to the next, how much a page may hold. */
const lists = {
  ListUserPools: { member: "UserPools", token: "NextToken", size: { MaxResults: 60 } },
  ListUserPoolClients: { member: "UserPoolClients", token: "NextToken", size: { MaxResults: 60 } },
  ListIdentityProviders: { member: "Providers", token: "NextToken", size: { MaxResults: 60 } },
  ListGroups: { member: "Groups", token: "NextToken", size: { Limit: 60 } },
  ListUsersInGroup: { member: "Users", token: "NextToken", size: { Limit: 60 } },
  AdminListGroupsForUser: { member: "Groups", token: "NextToken", size: { Limit: 60 } },
  ListUsers: { member: "Users", token: "PaginationToken", size: { Limit: 60 } },
  AdminListDevices: { member: "Devices", token: "PaginationToken", size: { Limit: 60 } },
  AdminListUserSessions: { member: "Sessions", token: "NextToken", size: {} },
  ListEventWebhooks: { member: "EventWebhooks", token: "NextToken", size: { MaxResults: 60 } },
  ListAuditEvents: { member: "AuditEvents", token: "NextToken", size: { MaxResults: 1000 } },
  AdminListUserAuthEvents: { member: "AuthEvents", token: "NextToken", size: { MaxResults: 60 } },
} as const;

type ListName = keyof typeof lists;
type Member<N extends ListName> = (typeof lists)[N]["member"];
/** What a list is made of. */
type Item<N extends ListName> = OperationOutputs[N] extends {
  [member in Member<N>]?: readonly (infer I)[] | undefined;
}
  ? I
  : never;

/** What is asked for; the table says how much a page may hold. */
type Asked<N extends ListName> = Omit<OperationInputs[N], "MaxResults" | "Limit">;

/** The pages of a list, one after the other, and whether more follow. */
async function* pagesOf<N extends ListName>(
  connection: Connection,
  operation: N,
  input: Asked<N>,
): AsyncGenerator<{ items: Item<N>[]; isLast: boolean }> {
  const { member, token, size } = lists[operation];
  let next: string | undefined;
  do {
    // The model's inputs are plain JSON; the table above names members that this operation has.
    const page = { ...input, ...size, ...(next !== undefined && { [token]: next }) } as OperationInputs[N];
    const answer: object = await connection.ask(operation, page);
    // As above: the answer's member of that name is the list of these items, and its token a text.
    const members = answer as Readonly<Record<string, unknown>>;
    next = members[token] as string | undefined;
    yield { items: (members[member] ?? []) as Item<N>[], isLast: next === undefined };
  } while (next !== undefined);
}

/**
 * Reads a whole list without a word: for what nobody has asked to see.
 *
 * @example const groups = await readAll(connection, "ListGroups", { UserPoolId });
 */
export async function readAll<N extends ListName>(
  connection: Connection,
  operation: N,
  input: Asked<N>,
): Promise<Item<N>[]> {
  const all: Item<N>[] = [];
  for await (const { items } of pagesOf(connection, operation, input)) all.push(...items);
  return all;
}

/**
 * Reads a list, page after page, up to `--limit` where the command has it. Says on standard error how far it is, and when
 * there is more than the limit let through.
 *
 * @example const pools = await listAll({ connection, given, what: "user pools" }, "ListUserPools", {});
 */
export async function listAll<N extends ListName>(
  { connection, given, what, limit = 0 }: Reading,
  operation: N,
  input: Asked<N>,
): Promise<Item<N>[]> {
  const progress = createProgress(what, given.has("quiet"));
  const items: Item<N>[] = [];
  let isWhole = true;
  for await (const page of pagesOf(connection, operation, input)) {
    items.push(...page.items);
    progress.report(items.length);
    isWhole = page.isLast;
    if (limit !== 0 && items.length >= limit) break;
  }
  progress.end();
  const isCut = !isWhole || (limit !== 0 && items.length > limit);
  if (isCut && !given.has("quiet")) console.error(`These are the first ${limit}; --limit shows more.`);
  return limit === 0 ? items : items.slice(0, limit);
}

/** What a list is read with. */
export interface Reading {
  readonly connection: Connection;
  readonly given: Given;
  /** What is counted, e.g. `users`. */
  readonly what: string;
  /** 0 for all. */
  readonly limit?: number;
}

/** The number of `--limit`. */
export function readLimit(given: Given): number {
  const text = given.text("limit") ?? "";
  if (!/^\d{1,9}$/.test(text)) throw CommandError.usage("--limit must be a number, 0 for all.");
  return Number(text);
}
