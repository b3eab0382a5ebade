import { ServiceError } from "../../kernel/errors.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadUser } from "../users/find-user.ts";

/** Takes one passkey of a user away, for the phone or the key that is lost. Another user's does not exist here. */
export const AdminDeleteWebAuthnCredential = operation({
  name: "AdminDeleteWebAuthnCredential",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const user = await loadUser(world, pool, input.Username);
    if (await world.store.passkeys.remove(pool.id, user.sub, input.CredentialId)) return {};
    const text = "The credential does not exist.";
    throw new ServiceError("ResourceNotFoundException", text, "passkey_unknown");
  },
});
