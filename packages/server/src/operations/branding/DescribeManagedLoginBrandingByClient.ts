import { describeStyle, styleNotFound } from "../../rules/branding/styles.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows the style of an app client. */
export const DescribeManagedLoginBrandingByClient = operation({
  name: "DescribeManagedLoginBrandingByClient",
  caller: "operator",
  async run({ world }, input) {
    const { pool, client } = await loadClientOf(world, input.UserPoolId, input.ClientId);
    const style = await world.store.brandingStyles.findByClient(pool.id, client.id);
    if (style === undefined) throw styleNotFound();
    return { ManagedLoginBranding: describeStyle(style, input.ReturnMergedResources) };
  },
});
