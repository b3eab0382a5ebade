import { missingParameter } from "../../kernel/errors.ts";
import { changeStyle, describeStyle, styleNotFound } from "../../rules/branding/styles.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Changes a style. A member that is left out stays as it is; one that is given is replaced whole. */
export const UpdateManagedLoginBranding = operation({
  name: "UpdateManagedLoginBranding",
  caller: "operator",
  async run({ world, now }, input) {
    const { UserPoolId, ManagedLoginBrandingId: id } = input;
    if (UserPoolId === undefined) throw missingParameter("UserPoolId");
    const pool = await loadPool(world, UserPoolId);
    if (id === undefined) throw missingParameter("ManagedLoginBrandingId");
    const style = await world.store.transaction(async (tx) => {
      const present = await tx.brandingStyles.find(pool.id, id);
      if (present === undefined) throw styleNotFound();
      const changed = { ...present, ...changeStyle(present, input), modifiedAt: now };
      if (!(await tx.brandingStyles.update(changed))) throw styleNotFound();
      return changed;
    });
    return { ManagedLoginBranding: describeStyle(style) };
  },
});
