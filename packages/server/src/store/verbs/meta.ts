import type { MetaStore } from "../../ports/store.ts";
import { firstRow, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** Facts about the installation as a whole. */
export function createMeta(session: Session): MetaStore {
  const find = async (key: string): Promise<string | undefined> =>
    (await firstRow(session, findValue, { key }))?.value;
  return {
    find,
    async putIfAbsent(key, value) {
      await session.run(putValue, { key, value });
      // The row cannot be gone: no verb removes a value.
      return (await find(key)) ?? value;
    },
    async put(key, value) {
      await session.run(replaceValue, { key, value });
    },
  };
}

const findValue = (db: Builder, slot: Slots<{ key: string }>) =>
  db.selectFrom("meta").select("value").where("key", "=", slot.key);

const putValue = (db: Builder, slot: Slots<{ key: string; value: string }>) =>
  db
    .insertInto("meta")
    .values({ key: slot.key, value: slot.value })
    .onConflict((conflict) => conflict.column("key").doNothing());

const replaceValue = (db: Builder, slot: Slots<{ key: string; value: string }>) =>
  db
    .insertInto("meta")
    .values({ key: slot.key, value: slot.value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: slot.value }));
