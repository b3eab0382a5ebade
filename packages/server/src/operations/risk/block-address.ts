/** Addresses from which nobody signs in, whatever they know: the part of threat protection that needs no assessment of a risk. */
import { notAuthorized, type ServiceError } from "../../kernel/errors.ts";
import { allClients, blockedRangesOf, enforcesThreatProtection } from "../../rules/risk/configuration.ts";
import { isInRanges } from "../../rules/risk/ip-ranges.ts";
import type { AuthFlow } from "../../rules/sign-in/facts.ts";
import type { CallContext, Client, Pool } from "../operation.ts";

/** Whether the caller's address is blocked here. Read from the database only where threat protection is enforced. */
export async function isAddressBlocked(
  ctx: CallContext,
  { pool, client }: { readonly pool: Pool; readonly client: Client },
  flow: AuthFlow,
): Promise<boolean> {
  if (!enforcesThreatProtection(pool.settings, flow)) return false;
  const { riskConfigurations } = ctx.world.store;
  const [ofClient, ofPool] = await Promise.all([
    riskConfigurations.find(pool.id, client.id),
    riskConfigurations.find(pool.id, allClients),
  ]);
  return isInRanges(ctx.ipAddress, blockedRangesOf(ofClient ?? ofPool));
}

/** The refusal. Its reason makes the event one that was blocked (record-event.ts). */
export function addressBlocked(): ServiceError {
  return notAuthorized("Unable to login because of security reasons.", blockedReason);
}

export const blockedReason = "address_blocked";
