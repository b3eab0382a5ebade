import { invalidParameter, userDoesNotExist } from "../../kernel/errors.ts";
import { type Address, readAddress, sendCodeLimit } from "../../rules/attribute-changes.ts";
import { targetOf } from "../../rules/codes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { storeCode } from "../codes/confirmation-codes.ts";
import { operation, type TokenContext } from "../operation.ts";
import { prepareVerification } from "./update-attributes.ts";

/** Sends a code to an address of the person, or to the one that waits to take its place; the older code is void. */
export const GetUserAttributeVerificationCode = operation({
  name: "GetUserAttributeVerificationCode",
  caller: "accessToken",
  async run(ctx, input) {
    const { pool, user, world } = ctx;
    requireSettled(user);
    const address = readAddress(input.AttributeName);
    await chargeUse(ctx, pool, { subject: user.sub, limit: sendCodeLimit });
    const target = targetOf(address, await findDestination(ctx, address));
    const given = { user, clientId: ctx.clientId, target, reason: "VerifyUserAttribute" } as const;
    const code = await prepareVerification(ctx, pool, given);
    await world.store.transaction(async (tx) => {
      const present = await tx.users.find(pool.id, user.sub);
      if (present === undefined) throw userDoesNotExist();
      await storeCode(tx, code);
    });
    world.dispatch.wake();
    return { CodeDeliveryDetails: code.details };
  },
});

async function findDestination({ world, pool, user, now }: TokenContext, address: Address): Promise<string> {
  const pending = await world.store.codes.find(pool.id, user.sub, `verify-${address}`);
  if (pending !== undefined && pending.expiresAt > now) return pending.destination;
  const value = user.attributes[address];
  if (value === undefined) throw invalidParameter(`User has no value for ${address}.`, "address_missing");
  return value;
}
