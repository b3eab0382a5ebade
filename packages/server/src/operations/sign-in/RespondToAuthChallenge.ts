import { actingForUser } from "../callers/acting-for.ts";
import { operation } from "../operation.ts";
import { respondToChallenge } from "./respond.ts";

/** Answers the challenge of a sign-in from an app. */
export const RespondToAuthChallenge = operation({
  name: "RespondToAuthChallenge",
  caller: "client",
  run: (ctx, input) =>
    respondToChallenge(actingForUser(ctx, input.UserContextData), ctx, {
      challenge: input.ChallengeName,
      responses: input.ChallengeResponses ?? {},
      session: input.Session,
    }),
});
