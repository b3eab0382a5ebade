import { passkeysPerUser } from "../../rules/passkeys/relying-party.ts";
import { operation } from "../operation.ts";
import { readPage } from "../page-token.ts";
import { describePasskey } from "./describe-passkey.ts";
import { requireNoReset } from "../../rules/sign-in/account-gate.ts";

/** Lists a person's passkeys, oldest first. */
export const ListWebAuthnCredentials = operation({
  name: "ListWebAuthnCredentials",
  caller: "accessToken",
  async run(ctx, input) {
    const { pool, user } = ctx;
    requireNoReset(user);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListWebAuthnCredentials",
      parameters: { UserPoolId: pool.id, sub: user.sub },
      // 0 is allowed and means the most there can be.
      limit: input.MaxResults || passkeysPerUser,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) =>
      ctx.world.store.passkeys.list(pool.id, user.sub, page),
    );
    return { Credentials: items.map(describePasskey), NextToken: nextToken };
  },
});
