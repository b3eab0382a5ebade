import { makeClient } from "../clients/make-client.ts";
import { momentBefore } from "../imports/moment-before.ts";
import { operation } from "../operation.ts";

/** Makes an app client under the id that it has elsewhere: apps are built with it. Otherwise it is CreateUserPoolClient. */
export const AdminImportUserPoolClient = operation({
  name: "AdminImportUserPoolClient",
  caller: "operator",
  async run(ctx, { ClientId: id, CreationDate, ...input }) {
    return {
      UserPoolClient: await makeClient(ctx, { id, input, createdAt: momentBefore(ctx.now, CreationDate) }),
    };
  },
});
