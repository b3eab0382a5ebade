import { ServiceError } from "../../kernel/errors.ts";
import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { requireNoReset } from "../../rules/sign-in/account-gate.ts";

/** Deletes one of a person's passkeys. Another's does not exist here. */
export const DeleteWebAuthnCredential = operation({
  name: "DeleteWebAuthnCredential",
  caller: "accessToken",
  async run(ctx, input) {
    requireNoReset(ctx.user);
    await requireFreshSession(ctx);
    const { passkeys } = ctx.world.store;
    if (await passkeys.remove(ctx.pool.id, ctx.user.sub, input.CredentialId)) return {};
    const text = "The credential does not exist.";
    throw new ServiceError("ResourceNotFoundException", text, "passkey_unknown");
  },
});
