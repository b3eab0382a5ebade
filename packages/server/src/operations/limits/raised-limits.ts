import { everyLimit } from "../../rules/provisioned-limits.ts";
import type { World } from "../operation.ts";
import { limitKey } from "./limit-key.ts";

/** Tells the limiter of this process which limits operators have raised, here or through another process. */
export async function followRaisedLimits({
  store,
  rateLimiter,
}: Pick<World, "store" | "rateLimiter">): Promise<void> {
  if (rateLimiter === undefined) return;
  for (const category of everyLimit) {
    const raised = await store.meta.find(limitKey(category));
    rateLimiter.raise(category, raised === undefined ? undefined : Number(raised));
  }
}
