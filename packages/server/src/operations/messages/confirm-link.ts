import type { World } from "../operation.ts";

/** The path of the page that a link leads to (contract: managed login pages). */
export const confirmPath = "/confirmUser/";

/** Whose address a link proves. */
export interface LinkSubject {
  readonly poolId: string;
  /** Absent where an operator asked for the message. */
  readonly clientId?: string | undefined;
  readonly username: string;
  readonly code: string;
}

/** The address in a message that proves, once, that whoever opens it got the message. */
export function confirmLink({ issuerUrl }: Pick<World, "issuerUrl">, subject: LinkSubject): string {
  const { poolId, clientId, username, code } = subject;
  const query = new URLSearchParams({
    ...(clientId === undefined ? { user_pool_id: poolId } : { client_id: clientId }),
    user_name: username,
    confirmation_code: code,
  });
  return `${issuerUrl}${confirmPath}?${query.toString()}`;
}
