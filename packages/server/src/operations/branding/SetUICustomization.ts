import { clientDoesNotExist, invalidParameter } from "../../kernel/errors.ts";
import type { UiCustomizationRecord } from "../../kernel/branding.ts";
import { checkCss } from "../../rules/branding/css.ts";
import { checkLogo } from "../../rules/branding/images.ts";
import { allClients, describeCustomization } from "../../rules/branding/styles.ts";
import { operation } from "../operation.ts";
import { loadCustomizable } from "./load-customizable.ts";

/**
 * Sets how the sign-in pages of an app client look, or of all clients of the pool. It is set whole: without a style sheet or a
 * logo there is none from now on.
 */
export const SetUICustomization = operation({
  name: "SetUICustomization",
  caller: "operator",
  async run({ world, now }, input) {
    const { CSS: css, ImageFile: image } = input;
    const { pool, clientId } = await loadCustomizable(world, input);
    if (css) checkCss(css);
    if (image) checkLogo(image);
    const wanted: UiCustomizationRecord = {
      poolId: pool.id,
      clientId,
      css: css || undefined,
      image: image || undefined,
      createdAt: now,
      modifiedAt: now,
    };
    const stored = await world.store.transaction(async (tx) => {
      if ((await tx.domains.listOfPool(pool.id)).length === 0) {
        throw invalidParameter("A domain must be associated with this user pool.", "pool_without_domain");
      }
      if (clientId !== allClients && (await tx.clients.find(clientId)) === undefined)
        throw clientDoesNotExist(clientId);
      if (wanted.css !== undefined || wanted.image !== undefined) return tx.uiCustomizations.put(wanted);
      await tx.uiCustomizations.remove(pool.id, clientId);
      return undefined;
    });
    return { UICustomization: describeCustomization(stored) };
  },
});
