import type { DeviceRecord } from "../../kernel/records.ts";
import type { DeviceId, DevicePage, DeviceStore } from "../../ports/devices.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The devices: one row per tracked device of a user. What is under way with one is no change of it. */
export function createDevices(session: Session, quiet: Session): DeviceStore {
  return {
    confirm: (confirmation) => session.atomically((tx) => confirm(tx, confirmation)),
    async find(id) {
      const row = await firstRow(session, findDevice, id);
      return row && toDevice(row);
    },
    async list(poolId, sub, page) {
      const { rows } = await session.run(listDevices, { poolId, sub, ...toPageValues(page) });
      return rows.map(toDevice);
    },
    setRemembered: ({ remembered, ...status }) =>
      happened(session, setRemembered, { ...status, remembered: remembered ? 1 : 0 }),
    authenticate: (sign) =>
      happened(session, authenticateDevice, { ...sign, trustedSince: sign.trustedSince }),
    keepSession: (pending) => happened(quiet, keepSession, pending),
    findSession: async (id) => (await firstRow(quiet, findSession, id))?.session ?? undefined,
    forget: (id) => happened(session, forgetDevice, id),
    async forgetAll(poolId, sub, kept = "") {
      return (await session.run(forgetDevices, { poolId, sub, kept })).affected;
    },
  };
}

/** The condition is the family's: its key is confirmed once. Only who fulfils it stores a device. */
async function confirm(
  tx: Session,
  { device, familyId, limit }: Parameters<DeviceStore["confirm"]>[0],
): Promise<boolean> {
  const { poolId, sub, key } = device;
  if (!(await happened(tx, confirmKey, { poolId, sub, key, familyId }))) return false;
  await Promise.all([tx.run(insertDevice, toRow(device)), tx.run(dropSurplus, { poolId, sub, kept: limit })]);
  return true;
}

type DeviceRow = Omit<DeviceRecord, "name" | "remembered"> & { name: string | null; remembered: number };

const toDevice = ({ name, remembered, ...row }: DeviceRow): DeviceRecord => ({
  ...row,
  name: name ?? undefined,
  remembered: remembered === 1,
});

const toRow = ({ name, remembered, ...device }: DeviceRecord): DeviceRow => ({
  ...device,
  name: name ?? null,
  remembered: remembered ? 1 : 0,
});

interface PageValues {
  afterAuthenticatedAt: number;
  afterKey: string;
  limit: number;
}

/** The first page begins after an instant that is later than every other, so that one statement serves all pages. */
const toPageValues = ({ limit, after }: DevicePage): PageValues => ({
  limit,
  afterAuthenticatedAt: after?.lastAuthenticatedAt ?? Number.MAX_SAFE_INTEGER,
  afterKey: after?.key ?? "",
});

const deviceColumns = [
  "pool_id as poolId",
  "sub",
  "key",
  "name",
  "salt",
  "sealed_verifier as sealedVerifier",
  "remembered",
  "trusted_since as trustedSince",
  "last_ip_address as lastIpAddress",
  "created_at as createdAt",
  "modified_at as modifiedAt",
  "last_authenticated_at as lastAuthenticatedAt",
] as const;

const confirmKey = (db: Builder, slot: Slots<DeviceId & { familyId: string }>) =>
  db
    .updateTable("token_families")
    .set({ device_confirmed: 1 })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.familyId)
    .where("sub", "=", slot.sub)
    .where("device_key", "=", slot.key)
    .where("device_confirmed", "=", 0)
    .where("revoked_at", "is", null);

const insertDevice = (db: Builder, slot: Slots<DeviceRow>) =>
  db.insertInto("devices").values({
    pool_id: slot.poolId,
    sub: slot.sub,
    key: slot.key,
    name: slot.name,
    salt: slot.salt,
    sealed_verifier: slot.sealedVerifier,
    remembered: slot.remembered,
    trusted_since: slot.trustedSince,
    last_ip_address: slot.lastIpAddress,
    created_at: slot.createdAt,
    modified_at: slot.modifiedAt,
    last_authenticated_at: slot.lastAuthenticatedAt,
  });

type Owner = Slots<{ poolId: string; sub: string }>;

const devicesOf = (db: Builder, slot: Owner) =>
  db.selectFrom("devices").where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);

/** More than any user has; SQLite skips rows only where their number is limited. */
const allRows = 1_000_000;

const dropSurplus = (db: Builder, slot: Slots<{ poolId: string; sub: string; kept: number }>) =>
  db
    .deleteFrom("devices")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("key", "in", (eb) =>
      eb
        .selectFrom(
          devicesOf(db, slot)
            .select("key")
            .orderBy("last_authenticated_at", "desc")
            .orderBy("created_at", "desc")
            .orderBy("key")
            .limit(allRows)
            .offset(slot.kept)
            .as("surplus"),
        )
        .select("surplus.key"),
    );

const findDevice = (db: Builder, slot: Slots<DeviceId>) =>
  devicesOf(db, slot).select(deviceColumns).where("key", "=", slot.key);

const listDevices = (db: Builder, slot: Slots<{ poolId: string; sub: string } & PageValues>) =>
  devicesOf(db, slot)
    .select(deviceColumns)
    .where((eb) =>
      eb.or([
        eb("last_authenticated_at", "<", slot.afterAuthenticatedAt),
        eb.and([eb("last_authenticated_at", "=", slot.afterAuthenticatedAt), eb("key", ">", slot.afterKey)]),
      ]),
    )
    .orderBy("last_authenticated_at", "desc")
    .orderBy("key")
    .limit(slot.limit);

const setRemembered = (db: Builder, slot: Slots<DeviceId & { now: number; remembered: number }>) =>
  db
    .updateTable("devices")
    .set({ remembered: slot.remembered, modified_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("key", "=", slot.key);

type Sign = DeviceId & { now: number; ipAddress: string; trustedSince: number | undefined };

const authenticateDevice = (db: Builder, slot: Slots<Sign>) =>
  db
    .updateTable("devices")
    .set((eb) => ({
      last_authenticated_at: slot.now,
      last_ip_address: slot.ipAddress,
      trusted_since: eb.fn.coalesce(slot.trustedSince, "trusted_since"),
    }))
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("key", "=", slot.key)
    .where("remembered", "=", 1);

const keepSession = (db: Builder, slot: Slots<DeviceId & { session: string; ipAddress: string }>) =>
  db
    .updateTable("devices")
    .set({ pending_session: slot.session, pending_address: slot.ipAddress })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("key", "=", slot.key);

const findSession = (db: Builder, slot: Slots<DeviceId & { ipAddress: string }>) =>
  devicesOf(db, slot)
    .select("pending_session as session")
    .where("key", "=", slot.key)
    .where("pending_address", "=", slot.ipAddress);

const forgetDevice = (db: Builder, slot: Slots<DeviceId>) =>
  db
    .deleteFrom("devices")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("key", "=", slot.key);

/** No device's key is empty, so that is how none is kept. */
const forgetDevices = (db: Builder, slot: Slots<{ poolId: string; sub: string; kept: string }>) =>
  db
    .deleteFrom("devices")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("key", "!=", slot.kept);
