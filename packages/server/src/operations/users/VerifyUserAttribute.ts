import { readAddress, verifyLimit } from "../../rules/attribute-changes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { operation } from "../operation.ts";
import { proveByCode } from "./prove-by-code.ts";

/** A person proves an address by the code that went there; one that waited takes the place of the old one. */
export const VerifyUserAttribute = operation({
  name: "VerifyUserAttribute",
  caller: "accessToken",
  async run(ctx, input) {
    const { pool, user, world } = ctx;
    requireSettled(user);
    const address = readAddress(input.AttributeName);
    await chargeUse(ctx, pool, { subject: user.sub, limit: verifyLimit });
    const code = await world.store.codes.find(pool.id, user.sub, `verify-${address}`);
    await proveByCode(ctx, { pool, user }, { code, text: input.Code });
    return {};
  },
});
