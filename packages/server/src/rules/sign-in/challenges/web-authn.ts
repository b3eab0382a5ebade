import { incorrectUsernameOrPassword, missingParameter } from "../../../kernel/errors.ts";
import { authSessionSecondsOf } from "../../clients/settings.ts";
import { readAssertion, readClientData } from "../../passkeys/credential-json.ts";
import { userHandleOf } from "../../passkeys/registration.ts";
import {
  isAllowedOrigin,
  relyingPartyOf,
  usablePasskeys,
  userVerificationOf,
} from "../../passkeys/relying-party.ts";
import { type Use, verifyAssertion } from "../../passkeys/web-authn.ts";
import type { PasskeyRecord } from "../../../kernel/records.ts";
import { accountRefusal } from "../account-gate.ts";
import { firstFactorsOf } from "../choice.ts";
import type { Challenge, CheckInput, Checked, Issued, SignInFacts, SignInTools } from "../facts.ts";

/** Bytes of a challenge; 16 would do (WebAuthn Level 3, section 13.4.3). */
const challengeLength = 32;

/** WEB_AUTHN: a passkey as the first factor. Its challenge lives in the sealed session and nowhere else. */
export const webAuthn: Challenge = { issue, check };

function issue(facts: SignInFacts, tools: SignInTools): Issued {
  const challenge = tools.random.bytes(challengeLength).toString("base64url");
  const { settings } = facts.pool;
  const options = {
    challenge,
    rpId: relyingPartyOf(settings),
    timeout: authSessionSecondsOf(facts.client.settings) * 1000,
    allowCredentials: usablePasskeys(settings, facts.passkeys).map(describe),
    userVerification: userVerificationOf(settings),
  };
  return {
    parameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
    remembers: { passkeyChallenge: challenge },
  };
}

function describe({ id, transports }: PasskeyRecord): Record<string, unknown> {
  return { id, type: "public-key", ...(transports.length > 0 && { transports }) };
}

/** Whatever is wrong, the answer is the same and the session is void: a challenge is answered once. */
async function check({ facts, session, responses }: CheckInput): Promise<Checked> {
  const credential = responses["CREDENTIAL"];
  if (!credential) throw missingParameter("CREDENTIAL");
  const challenge = session.remembers["passkeyChallenge"];
  if (challenge === undefined) return refuse("passkey_not_asked");
  if (!firstFactorsOf(facts).includes("WEB_AUTHN")) return refuse("passkey_not_offered");
  const found = await findUse(facts, challenge, credential);
  // A stand-in's passkeys are examined like any other's, so that it takes as long, and never pass.
  if (found === undefined || facts.decoy) return refuse("passkey_wrong");
  const { passkey, use } = found;
  // Fixed for a passkey's life (section 7.2): another value is another authenticator.
  if (use.backupEligible !== passkey.backupEligible) return refuse("passkey_backup_changed");
  const closed = accountRefusal(facts.user, facts.client.settings);
  if (closed !== undefined) return { passed: false, error: closed, endsSession: true };
  const { counter, backedUp } = use;
  return {
    passed: true,
    proof: use.userVerified ? "verified-passkey" : "passkey",
    detail: passkey.attachment === "cross-platform" ? "roaming-passkey" : undefined,
    effects: [{ kind: "use-passkey", id: passkey.id, counter, backedUp }],
  };
}

/** The user's passkey that made this answer for this challenge, at a place where it may be used. */
async function findUse(
  facts: SignInFacts,
  challenge: string,
  credential: string,
): Promise<{ passkey: PasskeyRecord; use: Use } | undefined> {
  const { settings } = facts.pool;
  const rpId = relyingPartyOf(settings);
  const answer = readAssertion(credential);
  const clientData = answer && readClientData(answer.response.clientDataJSON);
  if (answer === undefined || clientData === undefined || rpId === undefined) return undefined;
  const passkey = usablePasskeys(settings, facts.passkeys).find((each) => each.id === answer.id);
  const { userHandle } = answer.response;
  if (passkey === undefined || (userHandle !== undefined && userHandle !== userHandleOf(facts.user)))
    return undefined;
  const { origin, crossOrigin } = clientData;
  if (crossOrigin || !isAllowedOrigin(origin, { rpId, appOrigins: facts.appOrigins })) return undefined;
  const requiresVerification = userVerificationOf(settings) === "required";
  const use = await verifyAssertion(answer, passkey, { challenge, origin, rpId, requiresVerification });
  return use && { passkey, use };
}

function refuse(reason: string): Checked {
  return { passed: false, error: incorrectUsernameOrPassword(reason), endsSession: true };
}
