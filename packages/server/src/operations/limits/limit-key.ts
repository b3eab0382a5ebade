import type { LimitCategory } from "../../rules/provisioned-limits.ts";

/** Where a raised limit of the installation is kept. */
export const limitKey = (category: LimitCategory): string => `provisioned-limit:${category}`;
