import * as actions from "../http/actions.ts";
import type { Context } from "../context.ts";
import { signInRefused } from "../errors.ts";
import { type ClientMetadata, type Reply, respond } from "../sign-in/exchange.ts";

/** Answers the question for a passkey within a sign-in. */
export async function answerPasskey(
  context: Context,
  { username, clientMetadata }: { username: string; clientMetadata?: ClientMetadata },
  asked: Reply,
): Promise<Reply> {
  const { usePasskey } = await import("./ceremony.ts");
  const credential = await usePasskey(asked.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"]);
  const reply = await respond(context, {
    name: "WEB_AUTHN",
    session: asked.Session,
    responses: { USERNAME: username, CREDENTIAL: JSON.stringify(credential) },
    clientMetadata,
    action: actions.confirmSignIn,
  });
  if (reply.ChallengeName === "WEB_AUTHN")
    throw signInRefused(
      "Sequential WEB_AUTHN challenges returned from underlying service cannot be handled.",
    );
  return reply;
}
