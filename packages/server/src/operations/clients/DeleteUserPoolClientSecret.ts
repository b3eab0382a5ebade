import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import { operation } from "../operation.ts";
import { changeSecrets } from "./client-secrets.ts";

/** Makes one of an app client's two secrets worthless. The last one stays: a client with a secret does not become public. */
export const DeleteUserPoolClientSecret = operation({
  name: "DeleteUserPoolClientSecret",
  caller: "operator",
  async run(ctx, input) {
    await changeSecrets(ctx, input, (present) => {
      const left = present.filter(({ id }) => id !== input.ClientSecretId);
      if (left.length === present.length) throw secretDoesNotExist();
      if (left.length === 0)
        throw invalidParameter("The last secret of an app client cannot be deleted.", "client_secret_last");
      return left;
    });
    return {};
  },
});

function secretDoesNotExist(): ServiceError {
  const text = "The app client has no such secret.";
  return new ServiceError("ResourceNotFoundException", text, "client_secret_unknown");
}
