import { styleNotFound } from "../../rules/branding/styles.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Removes a style; its client may get another. */
export const DeleteManagedLoginBranding = operation({
  name: "DeleteManagedLoginBranding",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    if (!(await world.store.brandingStyles.remove(pool.id, input.ManagedLoginBrandingId)))
      throw styleNotFound();
    return undefined;
  },
});
