import type { UserRecord } from "../../kernel/records.ts";
import { notAuthorized } from "../../kernel/errors.ts";
import type { UsageLimit } from "../../rules/codes.ts";
import { hidesUsers } from "../../rules/sign-in/account-gate.ts";
import { userClientUnknown } from "../../rules/sign-up.ts";
import { chargeUse } from "../codes/charge-use.ts";
import type { ClientContext } from "../operation.ts";
import { decoySub } from "../sign-up/unknown-user.ts";
import { checkSecretHash } from "./secret-hash.ts";

/** Whom a public operation is about. */
export interface NamedUser {
  /** Absent where the answer must be the one that anybody would get: the same work is to be done for nobody. */
  readonly user: UserRecord | undefined;
  /** What limits are charged to: the user's sub, or the stand-in's. */
  readonly subject: string;
}

/**
 * The person that a public operation names, who has proven nothing: checks the secret hash, hides or tells who does not exist,
 * and charges the use before anything that it could reveal.
 *
 * @param given.user whom the name was found to mean, if anybody.
 * @throws NotAuthorizedException, UserNotFoundException, LimitExceededException.
 */
export async function resolveNamedUser(
  ctx: ClientContext,
  given: {
    input: { Username: string; SecretHash?: string | undefined };
    user: UserRecord | undefined;
    limit: UsageLimit;
  },
): Promise<NamedUser> {
  const { pool, client } = ctx;
  const { user, limit, input } = given;
  const usernames = user === undefined ? [input.Username] : [input.Username, user.username];
  checkSecretHash(client, { hash: input.SecretHash, usernames });
  const hides = hidesUsers(client.settings);
  if (user === undefined && !hides) throw userClientUnknown();
  const subject = user?.sub ?? decoySub(pool, input.Username);
  await chargeUse(ctx, pool, { subject, limit });
  if (user?.enabled === false && !hides) throw notAuthorized("User is disabled.", "user_disabled");
  return { user: user?.enabled === true ? user : undefined, subject };
}
