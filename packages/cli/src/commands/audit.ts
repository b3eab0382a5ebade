import type { Command, Flags } from "../command.ts";
import { limitFlags } from "../limit-flags.ts";

const filterFlags: Flags = {
  pool: {
    value: "POOL",
    about: "Only of this user pool, by id or name; the id of one that is deleted, too.",
  },
  user: { value: "USER", about: "Only about this user: by sub, or with --pool by name." },
  actor: { value: "ID", about: "Only by this operator key, user (sub) or app client." },
  operation: { value: "NAME", about: "Only of this operation, e.g. AdminDeleteUser." },
  event: { value: "TYPE", about: "Only of this kind, e.g. user.deleted." },
  from: { value: "TIME", about: "Only from this time on, e.g. 2026-03-01 or 2026-03-01T09:00:00Z." },
  until: { value: "TIME", about: "Only before this time." },
};

/** The audit trail: what was changed, by whom. */
export const auditCommands: readonly Command[] = [
  {
    name: "audit list",
    summary: "List changes, newest first.",
    connects: true,
    flags: { ...filterFlags, ...limitFlags },
    examples: ["audit list --pool people --event user.deleted", "audit list --user 1c9b… --from 2026-03-01"],
    load: async () => (await import("../audit.ts")).listAudit,
  },
  {
    name: "audit verify",
    summary: "Check that nothing in the audit trail was altered, removed or made up.",
    connects: true,
    flags: {
      checkpoint: {
        value: "CHECKPOINT",
        about: "What an earlier check or the server's log said; shows that nothing since was cut off.",
      },
    },
    about:
      "The exit code is 1 if anything is wrong. Keep the checkpoint that it prints somewhere else than the database: whoever\n" +
      "has the database could cut off the newest changes, and only a checkpoint shows that.",
    examples: ["audit verify", "audit verify --checkpoint 1042:8Q0…"],
    load: async () => (await import("../audit.ts")).verifyAudit,
  },
  {
    name: "audit export",
    summary: "Write changes as JSON lines, newest first, to standard output.",
    connects: true,
    flags: filterFlags,
    about: "Each line is one change as ListAuditEvents answers it, with the times as text.",
    examples: ["audit export --from 2026-01-01 > changes.jsonl"],
    load: async () => (await import("../audit.ts")).exportAudit,
  },
];
