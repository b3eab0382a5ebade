import { allClients, describeCustomization } from "../../rules/branding/styles.ts";
import { operation } from "../operation.ts";
import { loadCustomizable } from "./load-customizable.ts";

/** Shows how the sign-in pages of an app client look: as was set for it, or else for all clients of the pool. */
export const GetUICustomization = operation({
  name: "GetUICustomization",
  caller: "operator",
  async run({ world }, input) {
    const { pool, clientId } = await loadCustomizable(world, input);
    const { uiCustomizations } = world.store;
    const own = await uiCustomizations.find(pool.id, clientId);
    const shown = own ?? (await uiCustomizations.find(pool.id, allClients));
    return { UICustomization: describeCustomization(shown) };
  },
});
