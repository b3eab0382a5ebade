import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import { acceptRegistration, checkPasskeysAllowed, readAnswer } from "../../rules/passkeys/registration.ts";
import { passkeysPerUser, relyingPartyOf } from "../../rules/passkeys/relying-party.ts";
import { requireFullSession } from "../callers/strict-session.ts";
import { operation, type TokenContext } from "../operation.ts";
import { tooManyPasskeys } from "./limit.ts";
import { requireNoReset } from "../../rules/sign-in/account-gate.ts";

/** Completes the registration of a passkey. Its challenge is used up by the first answer to it, right or wrong. */
export const CompleteWebAuthnRegistration = operation({
  name: "CompleteWebAuthnRegistration",
  caller: "accessToken",
  async run(ctx, input) {
    const { pool, user } = ctx;
    requireNoReset(user);
    checkPasskeysAllowed(pool.settings);
    await requireFullSession(ctx);
    const answer = readAnswer(input.Credential);
    await consumeChallenge(ctx, answer.clientData.challenge);
    const rpId = relyingPartyOf(pool.settings);
    if (rpId === undefined) throw challengeNotFound("passkey_relying_party_missing");
    const place = { settings: pool.settings, rpId, appOrigins: ctx.world.appOrigins ?? [] };
    const accepted = await acceptRegistration(answer, place);
    const passkey = { ...accepted, poolId: pool.id, sub: user.sub, createdAt: ctx.now };
    const result = await ctx.world.store.passkeys.insert(passkey, passkeysPerUser);
    if (result === "full") throw tooManyPasskeys();
    if (result === "taken")
      throw invalidParameter("The credential is already registered.", "passkey_registered");
    return {};
  },
});

async function consumeChallenge(ctx: TokenContext, challenge: string): Promise<void> {
  const { passkeys } = ctx.world.store;
  const pending = { poolId: ctx.pool.id, sub: ctx.user.sub, challenge, now: ctx.now };
  if (await passkeys.consumeChallenge({ ...pending, clientId: ctx.clientId })) return;
  if (!(await passkeys.hasChallenge(pending))) throw challengeNotFound("passkey_challenge_unknown");
  const text = "The registration was started by another client.";
  throw new ServiceError("WebAuthnClientMismatchException", text, "passkey_of_other_client");
}

function challengeNotFound(reason: string): ServiceError {
  const text = "No registration is pending, or it has expired.";
  return new ServiceError("WebAuthnChallengeNotFoundException", text, reason);
}
