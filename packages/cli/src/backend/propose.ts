/** What applying a definition would do: the plan, and how many people it concerns. Nothing is changed yet. */
import {
  lambdaConfigOf,
  type OwnAuth,
  type Plan,
  planChanges,
  type Surroundings,
} from "@poolhouse/backend/definition";
import { CommandError } from "../command-error.ts";
import type { Connection } from "../connection.ts";
import type { App } from "../read-output-facts.ts";
import { type Concerned, countConcerned } from "./count-concerned.ts";
import { readLive } from "./live.ts";
import type { SecretFinder } from "./resolve-secrets.ts";

/** What is applied, and where. */
export interface Application {
  readonly connection: Connection;
  readonly auth: OwnAuth;
  /** The ids of last time, if somebody has kept them; else pool and client are found by their names. */
  readonly known?: Partial<App>;
  readonly poolName: string;
  readonly clientName: string;
  /** Where passkeys belong, if the definition leaves it open. */
  readonly relyingPartyId?: string;
  readonly findSecret: SecretFinder;
  /** How a secret is set, for the error that one is not: a sentence. */
  readonly secretHint: (name: string) => string;
}

/** What would be done. */
export interface Proposal {
  readonly plan: Plan;
  /** What is there already. */
  readonly app: Partial<App>;
  /** How many users the pool has, about. */
  readonly users: number;
  /** Only changes that concern somebody. */
  readonly concerned: readonly Concerned[];
}

/**
 * Compares a definition with what runs.
 *
 * @throws CommandError if the definition leaves open what must be known, such as a secret.
 */
export async function propose(application: Application): Promise<Proposal> {
  const { connection, auth, known = {}, ...names } = application;
  checkSecrets(application);
  const live = await readLive({ connection, known, ...names });
  const plan = wording(() => planChanges(auth, live.auth, aroundOf(application)));
  const counted = await countConcerned(connection, live.app.userPoolId ?? "", plan.concerns);
  return {
    plan,
    app: live.app,
    users: live.auth?.pool.EstimatedNumberOfUsers ?? 0,
    concerned: counted.filter(({ count }) => count > 0),
  };
}

/** A secret that is missing is told before anything is done. */
function checkSecrets({ auth, findSecret, secretHint }: Application): void {
  for (const { ProviderName, ProviderDetails } of auth.identityProviders) {
    for (const value of Object.values(ProviderDetails)) {
      if (typeof value === "string" || findSecret(value.secret) !== undefined) continue;
      throw new CommandError(
        `The provider ${ProviderName} wants the secret ${value.secret}, which is not set. ${secretHint(value.secret)}`,
      );
    }
  }
}

function aroundOf(application: Application): Surroundings {
  const { auth, poolName, clientName, relyingPartyId, findSecret } = application;
  const domainPrefix = poolName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return {
    poolName,
    clientName,
    lambdaConfig: lambdaConfigOf(auth.triggers, addressOf),
    domainPrefix,
    ...(relyingPartyId !== undefined && { relyingPartyId }),
    findSecret,
  };
}

/** Any ARN that ends in the function's name leads to it. */
const addressOf = (name: string): string => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

/** A fault that the definition's own rules find, in words for its author; anything else keeps its stack. */
export function wording<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Error) || !("resolution" in error)) throw error;
    const { resolution } = error;
    const more = typeof resolution === "string" ? ` ${resolution}` : "";
    throw new CommandError(error.message + more);
  }
}
