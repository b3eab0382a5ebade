import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import { newClientSecret } from "../../kernel/ids.ts";
import { operation } from "../operation.ts";
import { changeSecrets, describeSecret, sealSecret, type StoredSecret } from "./client-secrets.ts";

const mostSecrets = 2;

/** Gives an app client with a secret another one beside it. The value is shown this once. */
export const AddUserPoolClientSecret = operation({
  name: "AddUserPoolClientSecret",
  caller: "operator",
  async run(ctx, input) {
    const secret = input.ClientSecret ?? newClientSecret(ctx.world.random);
    let added: StoredSecret | undefined;
    await changeSecrets(ctx, input, (present, pool) => {
      checkRoom(present, ctx.now);
      added = sealSecret(ctx, pool, { clientId: input.ClientId, secret });
      return [...present, added];
    });
    return {
      ClientSecretDescriptor: added && { ...describeSecret(added), ClientSecretValue: secret },
    };
  },
});

/** Throws InvalidParameterException for a public client, LimitExceededException beyond two. */
function checkRoom(present: readonly StoredSecret[], now: number): void {
  if (present.length === 0) {
    const text = "The app client has no secret. Create one with GenerateSecret instead.";
    throw invalidParameter(text, "client_public");
  }
  // A secret is named by its client and the millisecond it was made in.
  if (present.length < mostSecrets && present.every(({ createdAt }) => createdAt !== now)) return;
  const text = `An app client can have ${mostSecrets} secrets at most. Delete one first.`;
  throw new ServiceError("LimitExceededException", text, "client_secrets_too_many");
}
