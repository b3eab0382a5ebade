import type { SignInNameKind } from "../../kernel/records.ts";
import type { Statement } from "../statement.ts";

interface NameRow {
  poolId: string;
  sub: string;
  key: string;
  kind: SignInNameKind;
}

/**
 * Inserts the name, or touches the row if the same user has it already; a name of another user is left alone and counts as
 * nothing done. The kind stays: a name that is username and e-mail address at once outlives a change of the address.
 */
export const claimName: Statement<NameRow, unknown> = (db, slot) =>
  db
    .insertInto("sign_in_names")
    .values({ pool_id: slot.poolId, key: slot.key, sub: slot.sub, kind: slot.kind })
    .onConflict((conflict) =>
      conflict
        .columns(["pool_id", "key"])
        .doUpdateSet((eb) => ({ sub: eb.ref("excluded.sub") }))
        .whereRef("sign_in_names.sub", "=", "excluded.sub"),
    );

export const releaseNames: Statement<Omit<NameRow, "key">, unknown> = (db, slot) =>
  db
    .deleteFrom("sign_in_names")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("kind", "=", slot.kind);

export const deleteNames: Statement<Pick<NameRow, "poolId" | "sub">, unknown> = (db, slot) =>
  db.deleteFrom("sign_in_names").where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);
