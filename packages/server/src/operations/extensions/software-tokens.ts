import type { SoftwareTokenSummaryType } from "@poolhouse/protocol";
import type { UserRecord } from "../../kernel/records.ts";
import { activeOf, describeSoftwareToken } from "../../rules/software-tokens.ts";
import type { CallContext } from "../operation.ts";

/** What ListSoftwareTokens and AdminListSoftwareTokens show: the apps that sign this user in, oldest first. */
export async function listSoftwareTokens(
  { world }: CallContext,
  user: Pick<UserRecord, "poolId" | "sub">,
): Promise<SoftwareTokenSummaryType[]> {
  const tokens = await world.store.softwareTokens.list(user.poolId, user.sub);
  return activeOf(tokens).map(describeSoftwareToken);
}
