/** What a person and an operator can do with a user's devices; the operations differ only in how the user was found. */
import type { DeviceRememberedStatusType, DeviceType, OperationName } from "@poolhouse/protocol";
import { ServiceError } from "../../kernel/errors.ts";
import type { DeviceRecord, UserRecord } from "../../kernel/records.ts";
import { describeDevice, deviceDoesNotExist } from "../../rules/devices.ts";
import { loadPool } from "../load.ts";
import type { CallContext, Pool } from "../operation.ts";
import { largestPage, readPage } from "../page-token.ts";
import { loadUser } from "../users/find-user.ts";

/** Whose devices. */
export interface DeviceOwner {
  readonly pool: Pool;
  readonly user: Pick<UserRecord, "sub">;
}

/** The user that an operator names. Throws ResourceNotFoundException and UserNotFoundException. */
export async function loadOwner(
  ctx: CallContext,
  input: { UserPoolId: string; Username: string },
): Promise<DeviceOwner> {
  const pool = await loadPool(ctx.world, input.UserPoolId);
  return { pool, user: await loadUser(ctx.world, pool, input.Username) };
}

/** {@link loadOwner} for the operations that do not declare UserNotFoundException. Throws ResourceNotFoundException. */
export async function loadOwnerOrNothing(
  ctx: CallContext,
  input: { UserPoolId: string; Username: string },
): Promise<DeviceOwner> {
  try {
    return await loadOwner(ctx, input);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.type !== "UserNotFoundException") throw error;
    throw new ServiceError("ResourceNotFoundException", error.message, error.reason);
  }
}

const idOf = ({ pool, user }: DeviceOwner, key: string): Pick<DeviceRecord, "poolId" | "sub" | "key"> => ({
  poolId: pool.id,
  sub: user.sub,
  key,
});

/** Throws ResourceNotFoundException. */
export async function getDevice(ctx: CallContext, owner: DeviceOwner, key: string): Promise<DeviceType> {
  const device = await ctx.world.store.devices.find(idOf(owner, key));
  if (device === undefined) throw deviceDoesNotExist();
  return describeDevice(device);
}

/** A page of all tracked devices, remembered or not, the last authenticated first. */
export async function listDevices(
  ctx: CallContext,
  owner: DeviceOwner,
  input: { operation: OperationName; limit: number | undefined; token: string | undefined },
): Promise<{ Devices: DeviceType[]; PaginationToken: string | undefined }> {
  const { pool, user } = owner;
  const query = {
    key: pool.keys.for("page-token"),
    operation: input.operation,
    parameters: { UserPoolId: pool.id, sub: user.sub },
    limit: input.limit || largestPage,
    token: input.token,
  };
  const { items, nextToken } = await readPage(ctx, query, async ({ limit, after }) => {
    const from = after && { lastAuthenticatedAt: after.createdAt, key: after.id };
    const devices = await ctx.world.store.devices.list(pool.id, user.sub, { limit, after: from });
    return devices.map((device) => ({ device, createdAt: device.lastAuthenticatedAt, id: device.key }));
  });
  return { Devices: items.map(({ device }) => describeDevice(device)), PaginationToken: nextToken };
}

/** Throws ResourceNotFoundException. */
export async function forgetDevice(ctx: CallContext, owner: DeviceOwner, key: string): Promise<undefined> {
  if (!(await ctx.world.store.devices.forget(idOf(owner, key)))) throw deviceDoesNotExist();
  return undefined;
}

/** Remembers a device or not; an absent status changes nothing. Throws ResourceNotFoundException. */
export async function updateStatus(
  ctx: CallContext,
  owner: DeviceOwner,
  change: { key: string; status: DeviceRememberedStatusType | undefined },
): Promise<Record<string, never>> {
  const { devices } = ctx.world.store;
  const { key, status } = change;
  const id = idOf(owner, key);
  const found =
    status === undefined
      ? (await devices.find(id)) !== undefined
      : await devices.setRemembered({
          ...id,
          remembered: status === "remembered",
          now: ctx.now,
        });
  if (!found) throw deviceDoesNotExist();
  return {};
}
