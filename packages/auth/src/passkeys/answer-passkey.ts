import type { Context } from "../context.ts";
import { signInRefused } from "../errors.ts";
import { type ClientMetadata, type Reply, respond } from "../sign-in/exchange.ts";
import { usePasskey } from "./ceremony.ts";
import { passkeyError } from "./passkey-errors.ts";

/** Answers the question for a passkey within a sign-in. */
export async function answerPasskey(
  context: Context,
  { username, clientMetadata }: { username: string; clientMetadata?: ClientMetadata },
  asked: Reply,
): Promise<Reply> {
  const text = asked.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"];
  if (text === undefined) throw passkeyError("InvalidPasskeyAuthenticationOptions");
  // The service writes what the browser takes (WebAuthn Level 3, section 5.5).
  const credential = await usePasskey(JSON.parse(text) as PublicKeyCredentialRequestOptionsJSON);
  const reply = await respond(context, {
    name: "WEB_AUTHN",
    session: asked.Session,
    responses: { USERNAME: username, CREDENTIAL: JSON.stringify(credential) },
    clientMetadata,
    action: "confirmSignIn",
  });
  if (reply.ChallengeName === "WEB_AUTHN")
    throw signInRefused(
      "Sequential WEB_AUTHN challenges returned from underlying service cannot be handled.",
    );
  return reply;
}
