/** One round of a sandbox: the definition is evaluated, the pool changed where it differs, functions and outputs follow. */
import { type BackendDefinition, resolveTokens } from "@poolhouse/backend/definition";
import type { RunningServer } from "@poolhouse/server";
import { agree, type Agreement } from "../backend/agree.ts";
import { type Applied, applyBackend, type Decision, isStuck } from "../backend/apply.ts";
import { wordConcerned } from "../backend/count-concerned.ts";
import type { Evaluator } from "../backend/evaluate.ts";
import type { Project } from "../backend/find-project.ts";
import type { Proposal } from "../backend/propose.ts";
import {
  readyFunction,
  type ReadyFunction,
  sandboxSecretHint,
  type SecretFinder,
} from "../backend/resolve-secrets.ts";
import type { Connection } from "../connection.ts";
import { type App, readOutputFacts } from "../read-output-facts.ts";
import type { Functions } from "./functions.ts";
import type { SandboxOptions } from "./options.ts";
import { saveOutputs } from "./outputs.ts";
import { readFacts as readLastFacts } from "./running.ts";
import { readSecrets } from "./secrets.ts";

/** Everything that a sandbox works with. */
export interface Sandbox {
  readonly project: Project;
  readonly identifier: string;
  readonly options: SandboxOptions;
  readonly dataDir: string;
  readonly server: RunningServer;
  readonly connection: Connection;
  readonly evaluator: Evaluator;
  readonly functions: Functions;
  readonly print: (name: string, line: string) => void;
}

/** What came of a round. */
export interface Deployed {
  /** Absent if the definition has no auth. */
  readonly app?: App;
  /** One readable line for each change of the pool. */
  readonly changes: readonly string[];
  /** What the author should know. */
  readonly notices: readonly string[];
}

/**
 * Makes the pool what the definition says.
 *
 * @param changed takes questions away once the definition has changed again.
 * @throws CommandError if the definition is wrong, a secret is missing, or somebody did not agree.
 */
export async function deploy(sandbox: Sandbox, changed: AbortSignal): Promise<Deployed> {
  const definition = await sandbox.evaluator.evaluate();
  const { auth, notices } = definition;
  if (auth === undefined) return { changes: [], notices };
  const findSecret = await secretFinder(sandbox.dataDir);
  // A secret that is missing is told before anything is done.
  const ready = definition.functions.map((each) => readyFunction(each, findSecret));
  const { app, changes } = await settle(sandbox, auth, { findSecret, changed });
  await startFunctions(sandbox, ready, app);
  const unsaid = await saveOutputs(sandbox.options, await readFacts(sandbox, definition, app));
  return { app, changes, notices: [...notices, ...unsaid] };
}

/** The pool: ours to change, or one that is only used. */
async function settle(
  sandbox: Sandbox,
  auth: NonNullable<BackendDefinition["auth"]>,
  { findSecret, changed }: { findSecret: SecretFinder; changed: AbortSignal },
): Promise<Applied> {
  if (auth.kind === "reference") {
    const { userPoolId, userPoolClientId } = auth;
    return { app: { userPoolId, userPoolClientId }, changes: [] };
  }
  const { connection, project, identifier, dataDir, options } = sandbox;
  return applyBackend(
    {
      connection,
      auth,
      known: (await readLastFacts(dataDir)) ?? {},
      poolName: `${auth.name ?? project.name}-${identifier}`,
      clientName: project.name,
      relyingPartyId: "localhost",
      findSecret,
      secretHint: sandboxSecretHint,
    },
    (proposal) => decide(proposal, { isAgreed: options.isAgreed, signal: changed }),
  );
}

/** Tells people what concerns somebody, and asks where somebody would be locked out or lost. */
async function decide(proposal: Proposal, agreement: Agreement): Promise<Decision> {
  const { plan, users, concerned } = proposal;
  const lines = plan.replacements.map(({ line }) => `  ${line}`).join("\n");
  if (isStuck(proposal)) {
    const people = users === 1 ? "1 user" : `${users} users`;
    const question = `A pool that is there cannot become this:\n${lines}\nDelete it with its ${people} and make a new one?`;
    await agree(question, "--yes", agreement);
    return "recreate";
  }
  for (const each of concerned) console.log(`[Sandbox] ${wordConcerned(each)}`);
  const locked = concerned.filter(({ concern }) => concern.isLockOut);
  if (locked.length > 0) await agree("Lock them out?", "--yes", agreement);
  return "apply";
}

async function startFunctions(
  { server, project, functions, print }: Sandbox,
  ready: readonly ReadyFunction[],
  { userPoolId, userPoolClientId }: App,
): Promise<void> {
  const { url, world } = server;
  const values = { userPoolId, userPoolClientId, region: world.region, endpoint: url };
  await functions.replace(resolveTokens(ready, values), {
    world,
    endpoint: url,
    root: project.root,
    userPoolId,
    print,
    warn: (text) => console.error(`[function] ${text}`),
  });
}

function readFacts(
  { connection, server }: Sandbox,
  { auth, custom }: BackendDefinition,
  app: App,
): ReturnType<typeof readOutputFacts> {
  const preferred = auth?.kind === "own" ? auth.preferredChallenge : undefined;
  const values = { ...app, region: server.world.region, endpoint: server.url };
  return readOutputFacts(connection, app, {
    custom: resolveTokens(custom, values),
    ...(preferred !== undefined && { preferredChallenge: preferred }),
  });
}

async function secretFinder(dataDir: string): Promise<SecretFinder> {
  const secrets = new Map(Object.entries(await readSecrets(dataDir)));
  return (name) => secrets.get(name)?.value;
}
