import type { Flags } from "./command.ts";

/** The flag of commands whose list may be long. */
export const limitFlags: Flags = {
  limit: { value: "NUMBER", about: "At most so many; 0 for all.", fallback: "1000" },
};
