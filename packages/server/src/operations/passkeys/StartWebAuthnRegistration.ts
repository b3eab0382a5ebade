import { ServiceError } from "../../kernel/errors.ts";
import {
  checkPasskeysAllowed,
  creationOptions,
  registrationLifetime,
} from "../../rules/passkeys/registration.ts";
import { passkeysPerUser, relyingPartyOf, usablePasskeys } from "../../rules/passkeys/relying-party.ts";
import { requireFreshSession } from "../callers/strict-session.ts";
import { operation } from "../operation.ts";
import { tooManyPasskeys } from "./limit.ts";
import { requireNoReset } from "../../rules/sign-in/account-gate.ts";

/** Bytes of a challenge; 16 would do (WebAuthn Level 3, section 13.4.3). */
const challengeLength = 32;

/** Begins the registration of a passkey. The user and this app have one under way; the next takes its place. */
export const StartWebAuthnRegistration = operation({
  name: "StartWebAuthnRegistration",
  caller: "accessToken",
  async run(ctx) {
    const { pool, user, clientId, now } = ctx;
    const { random, store } = ctx.world;
    requireNoReset(user);
    checkPasskeysAllowed(pool.settings);
    await requireFreshSession(ctx);
    const rpId = relyingPartyOf(pool.settings);
    if (rpId === undefined) throw relyingPartyMissing();
    const passkeys = await store.passkeys.list(pool.id, user.sub, { limit: passkeysPerUser });
    if (passkeys.length >= passkeysPerUser) throw tooManyPasskeys();
    const challenge = random.bytes(challengeLength).toString("base64url");
    const expiresAt = now + registrationLifetime;
    await store.passkeys.putChallenge({ poolId: pool.id, sub: user.sub, clientId, challenge, expiresAt });
    const registered = usablePasskeys(pool.settings, passkeys);
    const options = { settings: pool.settings, rpId, user, registered, challenge };
    return { CredentialCreationOptions: creationOptions(options) };
  },
});

function relyingPartyMissing(): ServiceError {
  const text = "The user pool has no relying party.";
  return new ServiceError("WebAuthnConfigurationMissingException", text, "passkey_relying_party_missing");
}
