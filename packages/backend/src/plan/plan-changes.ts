import type { OwnAuth } from "../backend-definition.ts";
import { DefinitionError } from "../definition-error.ts";
import { resolveTokens, tokens } from "../tokens.ts";
import { clientSteps } from "./client-changes.ts";
import { groupSteps } from "./group-changes.ts";
import { mfaConcerns, mfaStateOf, wordMfa } from "./mfa-changes.ts";
import type { LiveAuth, Plan, Step, Surroundings } from "./plan.ts";
import { poolSteps } from "./pool-changes.ts";
import { domainSteps, providerSteps, removedProviderSteps } from "./provider-changes.ts";
import { attributeSteps, replacementsOf } from "./schema-changes.ts";

/**
 * What it takes to make a pool what a definition says. Decides only: whoever carries it out asks the server, and people, first.
 *
 * @param live the pool that runs; undefined if there is none yet.
 * @throws DefinitionError if the definition leaves to the tool what the tool does not know.
 * @example
 * const plan = planChanges(auth, live, { poolName: "shop", clientName: "shop" });
 * for (const step of plan.steps) await ask(step.operation, inputOf(step, app, findSecret));
 */
export function planChanges(desired: OwnAuth, live: LiveAuth | undefined, around: Surroundings): Plan {
  const auth = withRelyingParty(desired, around);
  if (live === undefined) return { steps: firstSteps(auth, around), concerns: [], replacements: [] };
  return {
    steps: [
      ...attributeSteps(auth, live),
      ...poolSteps(auth, live, around),
      ...providerSteps(auth, live, around),
      ...domainSteps(auth, live, around),
      ...clientSteps(auth, live, around),
      ...removedProviderSteps(auth, live),
      ...groupSteps(auth, live),
    ],
    concerns: mfaConcerns(mfaStateOf(live.mfa), mfaStateOf(auth.mfa)),
    replacements: replacementsOf(auth, live),
  };
}

function firstSteps(auth: OwnAuth, around: Surroundings): Step[] {
  const state = mfaStateOf(auth.mfa);
  const { poolName, lambdaConfig = {} } = around;
  const pool: Step = {
    operation: "CreateUserPool",
    input: { ...auth.pool, PoolName: poolName, LambdaConfig: lambdaConfig },
    lines: [`user pool ${poolName}: new`],
    isDestructive: false,
  };
  const hasMfa = state.mode !== "OFF" || auth.mfa.WebAuthnConfiguration !== undefined;
  const mfa: Step = {
    operation: "SetUserPoolMfaConfig",
    input: auth.mfa,
    lines: [`MFA: ${wordMfa(state)}`],
    isDestructive: false,
  };
  return [
    pool,
    ...(hasMfa ? [mfa] : []),
    ...providerSteps(auth, undefined, around),
    ...domainSteps(auth, undefined, around),
    ...clientSteps(auth, undefined, around),
    ...groupSteps(auth, undefined),
  ];
}

/** Passkeys are bound to a domain, which only a place that serves the app knows. */
function withRelyingParty(auth: OwnAuth, { relyingPartyId }: Surroundings): OwnAuth {
  if (auth.mfa.WebAuthnConfiguration?.RelyingPartyId !== tokens.relyingPartyId) return auth;
  if (relyingPartyId !== undefined) return { ...auth, mfa: resolveTokens(auth.mfa, { relyingPartyId }) };
  const text =
    'WebAuthn relyingPartyId "AUTO" is not supported for standalone deployments. Give loginWith.webAuthn.relyingPartyId the domain of the app.';
  throw new DefinitionError("InvalidPasswordlessConfigError", text);
}
