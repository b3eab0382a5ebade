import { actingForPerson } from "../callers/acting-for.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";
import { beginSignIn, parametersOf } from "./begin.ts";

/** Begins a sign-in from a server that holds operator keys. */
export const AdminInitiateAuth = operation({
  name: "AdminInitiateAuth",
  caller: "operator",
  async run(ctx, input) {
    const place = await loadClientOf(ctx.world, input.UserPoolId, input.ClientId);
    return beginSignIn(actingForPerson(ctx, input.ContextData), place, {
      flow: input.AuthFlow,
      startedBy: "operator",
      parameters: parametersOf(input),
      session: input.Session,
    });
  },
});
