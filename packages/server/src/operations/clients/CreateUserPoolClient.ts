import { newClientId } from "../../kernel/ids.ts";
import { type Operation, operation } from "../operation.ts";
import { makeClient } from "./make-client.ts";

/** Makes an app client, public or with a secret. */
export const CreateUserPoolClient: Operation<"CreateUserPoolClient", "operator"> = operation({
  name: "CreateUserPoolClient",
  caller: "operator",
  async run(ctx, input) {
    return { UserPoolClient: await makeClient(ctx, { id: newClientId(ctx.world.random), input }) };
  },
});
