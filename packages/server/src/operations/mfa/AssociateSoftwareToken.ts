import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { nextSetupSession } from "./setup-session.ts";
import { consumeSetup, createPending, findRegistrant } from "./software-token.ts";

/** Hands out the secret for an authenticator app. A registration that works goes on working until the new one is verified. */
export const AssociateSoftwareToken = operation({
  name: "AssociateSoftwareToken",
  caller: "accessTokenOrSession",
  async run(ctx) {
    if (ctx.session === undefined) await requireFreshSession(ctx);
    const who = await findRegistrant(ctx);
    const { setup } = who;
    const pending = await createPending(ctx, who, async (tx) => {
      if (setup !== undefined) await consumeSetup(tx, setup.session);
    });
    if (setup === undefined) return { SecretCode: pending.secretCode };
    const Session = nextSetupSession(ctx, setup, {
      proven: setup.session.proven,
      remembers: { softwareToken: pending.id },
    });
    return { SecretCode: pending.secretCode, Session };
  },
});
