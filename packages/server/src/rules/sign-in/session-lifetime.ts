import { authSessionSecondsOf } from "../clients/settings.ts";
import { switchesOf } from "../pools/switches.ts";
import type { ChallengeName, SignInFacts } from "./facts.ts";

/**
 * How long a challenge waits for its answer, milliseconds. Setting up an authenticator app takes finding the phone, installing
 * the app and scanning, so a pool may give it more time than typing a code.
 */
export function sessionLifetimeOf(
  { pool, client }: Pick<SignInFacts, "pool" | "client">,
  challenge: ChallengeName,
): number {
  const usual = authSessionSecondsOf(client.settings) * 1000;
  return challenge === "MFA_SETUP" ? (switchesOf(pool.settings).mfaSetupWindow ?? usual) : usual;
}
