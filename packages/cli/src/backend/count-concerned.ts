import { type Concern, isConcerned } from "@poolhouse/backend/definition";
import type { Connection } from "../connection.ts";

/** How many people a change concerns. */
export interface Concerned {
  readonly concern: Concern;
  readonly count: number;
  /** Not all were looked at: there are more people than that. */
  readonly isLeast: boolean;
}

/** Nobody waits for more than this: each user takes a call. */
const most = 3000;
/** Calls at a time. */
const atOnce = 6;

/** Counts the people of a pool whom each change concerns. */
export async function countConcerned(
  connection: Connection,
  UserPoolId: string,
  concerns: readonly Concern[],
): Promise<Concerned[]> {
  if (concerns.length === 0) return [];
  const counts = new Map(concerns.map((concern) => [concern, 0]));
  let seen = 0;
  let next: string | undefined;
  do {
    const { Users = [], PaginationToken } = await connection.ask("ListUsers", {
      UserPoolId,
      Limit: 60,
      ...(next !== undefined && { PaginationToken: next }),
    });
    const names = Users.map(({ Username = "" }) => Username);
    for (let at = 0; at < names.length; at += atOnce) {
      const users = await Promise.all(
        names
          .slice(at, at + atOnce)
          .map((Username) => connection.ask("AdminGetUser", { UserPoolId, Username })),
      );
      for (const concern of concerns) {
        const more = users.filter((user) => isConcerned(concern, user)).length;
        counts.set(concern, (counts.get(concern) ?? 0) + more);
      }
    }
    seen += names.length;
    next = PaginationToken;
  } while (next !== undefined && seen < most);
  return concerns.map((concern) => ({
    concern,
    count: counts.get(concern) ?? 0,
    isLeast: next !== undefined,
  }));
}

/** `3 users: …`, `at least 1 user: …`. */
export function wordConcerned({ concern, count, isLeast }: Concerned): string {
  return `${isLeast ? "at least " : ""}${count} ${count === 1 ? "user" : "users"}: ${concern.line}`;
}
