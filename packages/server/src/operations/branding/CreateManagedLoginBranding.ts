import { clientDoesNotExist } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { BrandingStyleRecord } from "../../kernel/branding.ts";
import {
  describeStyle,
  mostStyles,
  readNewStyle,
  styleExists,
  tooManyStyles,
} from "../../rules/branding/styles.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";

/** Gives the sign-in pages of an app client a style. */
export const CreateManagedLoginBranding = operation({
  name: "CreateManagedLoginBranding",
  caller: "operator",
  async run({ world, now }, input) {
    const { pool, client } = await loadClientOf(world, input.UserPoolId, input.ClientId);
    const style: BrandingStyleRecord = {
      poolId: pool.id,
      id: randomUuid(world.random),
      clientId: client.id,
      ...readNewStyle(input),
      createdAt: now,
      modifiedAt: now,
    };
    await world.store.transaction(async (tx) => {
      // The style goes with the client, so the client has to be there.
      if ((await tx.clients.find(client.id)) === undefined) throw clientDoesNotExist(client.id);
      if ((await tx.brandingStyles.findByClient(pool.id, client.id)) !== undefined) throw styleExists();
      if ((await tx.brandingStyles.count(pool.id)) >= mostStyles) throw tooManyStyles();
      if (!(await tx.brandingStyles.insert(style))) throw styleExists();
    });
    return { ManagedLoginBranding: describeStyle(style) };
  },
});
