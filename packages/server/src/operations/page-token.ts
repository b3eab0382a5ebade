/**
 * Pages of lists. A page token says where the page before ended; it is sealed for one operation and its other parameters,
 * so that a token of another list, another pool or another filter is refused, and it lives for an hour.
 */
import type { OperationName } from "@poolhouse/protocol";
import { hour } from "../kernel/clock.ts";
import { invalidParameter } from "../kernel/errors.ts";
import { openText, sealText } from "../kernel/sealing.ts";
import type { PageRequest } from "../ports/store.ts";
import type { CallContext } from "./operation.ts";

/** Which list is read, and how. */
export interface PageQuery {
  /** 32 bytes: the pool's key for page tokens, or the installation's for lists that belong to no pool. */
  key: Uint8Array;
  operation: OperationName;
  /** Every parameter that chooses or orders the items; not the size of the page. */
  parameters: Readonly<Record<string, string | undefined>>;
  limit: number;
  token: string | undefined;
}

/** The most items of a page, and how many there are where the request does not say. */
export const largestPage = 60;

type Position = NonNullable<PageRequest["after"]>;

/** How a list is read, and what the token says of an item to go on behind it: JSON values. */
export interface PageSource<T, P> {
  readonly list: (page: { limit: number; after: P | undefined }) => Promise<T[]>;
  readonly positionOf: (item: T) => P;
}

/**
 * One page of a list, and the token of the next if there is one.
 *
 * @throws InvalidParameterException for a token that is foreign, altered or older than an hour.
 */
export async function readPage<T extends Position>(
  ctx: CallContext,
  query: PageQuery,
  list: (page: PageRequest) => Promise<T[]>,
): Promise<{ items: T[]; nextToken: string | undefined }> {
  return readPageBy(ctx, query, { list, positionOf: ({ createdAt, id }): Position => ({ createdAt, id }) });
}

/** As {@link readPage}, for lists in another order. */
export async function readPageBy<T, P>(
  ctx: CallContext,
  query: PageQuery,
  { list, positionOf }: PageSource<T, P>,
): Promise<{ items: T[]; nextToken: string | undefined }> {
  const after = query.token === undefined ? undefined : openToken<P>(ctx, query, query.token);
  // One more than asked for tells whether another page follows.
  const found = await list({ limit: query.limit + 1, after });
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const hasMore = found.length > query.limit && last !== undefined;
  return { items, nextToken: hasMore ? sealToken(ctx, query, positionOf(last)) : undefined };
}

interface TokenContent<P> {
  after: P;
  expiresAt: number;
}

function sealToken<P>(ctx: CallContext, query: PageQuery, after: P): string {
  const content: TokenContent<P> = { after, expiresAt: ctx.now + hour };
  return sealText(query.key, JSON.stringify(content), { place: placeOf(query), random: ctx.world.random });
}

function openToken<P>(ctx: CallContext, query: PageQuery, token: string): P {
  const text = openText(query.key, token, placeOf(query));
  if (text === undefined) throw invalidToken("page_token_foreign");
  // What opens was sealed by sealToken, for the same list, which has one kind of position.
  const content = JSON.parse(text.toString()) as TokenContent<P>;
  if (content.expiresAt <= ctx.now) throw invalidToken("page_token_expired");
  return content.after;
}

function placeOf({ operation, parameters }: PageQuery): string {
  const given = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `page|${operation}|${JSON.stringify(given)}`;
}

const invalidToken = (reason: string): Error => invalidParameter("Invalid pagination token given.", reason);
