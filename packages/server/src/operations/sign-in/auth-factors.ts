import type { GetUserAuthFactorsResponse } from "@poolhouse/protocol";
import type { UserRecord } from "../../kernel/records.ts";
import { describeAuthFactors } from "../../rules/sign-in/auth-factors.ts";
import type { Pool, World } from "../operation.ts";

/** What GetUserAuthFactors and its operator's twin answer. */
export async function readAuthFactors(
  { store }: World,
  pool: Pool,
  user: UserRecord,
): Promise<GetUserAuthFactorsResponse> {
  const [softwareTokens, passkeys] = await Promise.all([
    store.softwareTokens.list(pool.id, user.sub),
    store.passkeys.list(pool.id, user.sub, { limit: 1 }),
  ]);
  const hasPasskey = passkeys.length > 0;
  return describeAuthFactors({ settings: pool.settings, user, softwareTokens, hasPasskey });
}
