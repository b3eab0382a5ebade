import type { PageRequest } from "../../ports/store.ts";

/** A page as the values of a statement: where it begins, (created_at, id) exclusive, and how long it is. */
export interface PageValues {
  afterCreatedAt: number;
  afterId: string;
  limit: number;
}

/** The first page begins after a row that sorts before every other, so that one statement serves all pages. */
export function toPageValues({ limit, after }: PageRequest): PageValues {
  return { afterCreatedAt: after?.createdAt ?? -1, afterId: after?.id ?? "", limit };
}
