import { ServiceError } from "../../kernel/errors.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "./find-user.ts";
import { updateAttributes } from "./update-attributes.ts";

/**
 * An operator changes a user's attributes, and may declare addresses verified. A new address that is not is proven by a code only
 * where the pool wants that before it takes the old one's place.
 */
export const AdminUpdateUserAttributes = operation({
  name: "AdminUpdateUserAttributes",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const user = await loadUser(ctx.world, pool, input.Username);
    await updateAttributes(ctx, pool, { user, list: input.UserAttributes }).catch(rename);
    return {};
  },
});

/** The operation does not know failures of delivery by their own name. */
function rename(error: unknown): never {
  if (error instanceof ServiceError && error.type === "CodeDeliveryFailureException") {
    throw new ServiceError("InvalidParameterException", error.message, error.reason);
  }
  throw error;
}
