import { passkeysPerUser } from "../../rules/passkeys/relying-party.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { describePasskey } from "../passkeys/describe-passkey.ts";
import { loadUser } from "../users/find-user.ts";

/** Shows an operator the passkeys of a user, oldest first; there are so few that one page holds them. */
export const AdminListWebAuthnCredentials = operation({
  name: "AdminListWebAuthnCredentials",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const user = await loadUser(world, pool, input.Username);
    const passkeys = await world.store.passkeys.list(pool.id, user.sub, { limit: passkeysPerUser });
    return { Credentials: passkeys.map(describePasskey) };
  },
});
