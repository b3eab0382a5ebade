import { describeStyle, styleNotFound } from "../../rules/branding/styles.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows a style by its id. */
export const DescribeManagedLoginBranding = operation({
  name: "DescribeManagedLoginBranding",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const style = await world.store.brandingStyles.find(pool.id, input.ManagedLoginBrandingId);
    if (style === undefined) throw styleNotFound();
    return { ManagedLoginBranding: describeStyle(style, input.ReturnMergedResources) };
  },
});
