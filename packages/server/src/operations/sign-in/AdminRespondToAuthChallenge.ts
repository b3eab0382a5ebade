import { actingForPerson } from "../callers/acting-for.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";
import { respondToChallenge } from "./respond.ts";

/** Answers the challenge of a sign-in from a server that holds operator keys. */
export const AdminRespondToAuthChallenge = operation({
  name: "AdminRespondToAuthChallenge",
  caller: "operator",
  async run(ctx, input) {
    const place = await loadClientOf(ctx.world, input.UserPoolId, input.ClientId);
    return respondToChallenge(actingForPerson(ctx, input.ContextData), place, {
      challenge: input.ChallengeName,
      responses: input.ChallengeResponses ?? {},
      session: input.Session,
    });
  },
});
