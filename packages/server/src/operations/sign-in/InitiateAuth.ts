import { actingForUser } from "../callers/acting-for.ts";
import { operation } from "../operation.ts";
import { beginSignIn, parametersOf } from "./begin.ts";

/** Begins a sign-in from an app, or refreshes its tokens. */
export const InitiateAuth = operation({
  name: "InitiateAuth",
  caller: "client",
  run: (ctx, input) =>
    beginSignIn(actingForUser(ctx, input.UserContextData), ctx, {
      flow: input.AuthFlow,
      startedBy: "client",
      parameters: parametersOf(input),
      session: input.Session,
    }),
});
