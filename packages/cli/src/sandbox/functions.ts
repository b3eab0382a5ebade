/**
 * The functions of a project while its sandbox runs: started from source at each deployment, found by the server under their
 * names, each with its own environment and, where the definition grants it something, a key of its own for just that.
 */
import { createOperatorKey, type TriggerFunction, type World } from "@poolhouse/server";
import type { ReadyFunction } from "../backend/resolve-secrets.ts";
import { keyEnvironment } from "./key-environment.ts";
import { type RunningFunction, runFunction } from "../backend/run-function.ts";

/** What functions are started with. */
export interface FunctionScene {
  readonly world: World;
  readonly endpoint: string;
  /** The project's folder. */
  readonly root: string;
  /** The pool that grants are about. */
  readonly userPoolId: string;
  readonly print: (name: string, line: string) => void;
  readonly warn: (text: string) => void;
}

/** The functions of one sandbox. */
export interface Functions {
  /** For the server: functions by name. */
  readonly finder: { get(name: string): TriggerFunction | undefined };
  /**
   * Starts these in place of those before. Resolves when all are loaded.
   *
   * @throws DefinitionError if one cannot be loaded; it is started all the same and fails when it is called.
   */
  replace(definitions: readonly ReadyFunction[], scene: FunctionScene): Promise<void>;
  end(): Promise<void>;
}

/** What of this process's environment a function may see: Lambda's have such, too. */
const inherited = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "NODE_EXTRA_CA_CERTS"];

export function createFunctions(): Functions {
  let running = new Map<string, RunningFunction>();
  return {
    finder: { get: (name) => running.get(name) },
    async replace(definitions, scene) {
      const started = await Promise.all(definitions.map((each) => startFunction(each, scene)));
      const before = running;
      running = new Map(definitions.map(({ name }, at) => [name, started[at]] as const).filter(isStarted));
      // What was asked before is answered by those that were asked.
      void Promise.allSettled([...before.values()].map((each) => each.retire()));
      await Promise.all(started.map((each) => each.loaded()));
    },
    async end() {
      await Promise.all([...running.values()].map((each) => each.retire()));
    },
  };
}

const isStarted = (
  entry: readonly [string, RunningFunction | undefined],
): entry is [string, RunningFunction] => entry[1] !== undefined;

async function startFunction(definition: ReadyFunction, scene: FunctionScene): Promise<RunningFunction> {
  const { name, entry, timeoutSeconds } = definition;
  return runFunction({
    name,
    entry,
    root: scene.root,
    environment: {
      ...ownEnvironment(scene),
      ...(await grantedKey(definition, scene)),
      ...definition.environment,
    },
    limit: timeoutSeconds * 1000,
    print: (line) => scene.print(name, line),
    warn: (text) => scene.warn(text),
  });
}

function ownEnvironment({ endpoint, world, userPoolId }: FunctionScene): Record<string, string> {
  const own = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(own),
    AWS_REGION: world.region,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
    POOLHOUSE_ENDPOINT: endpoint,
    // The name that a function with access to the auth resource is given upstream.
    AMPLIFY_AUTH_USERPOOL_ID: userPoolId,
  };
}

/** A key for what the definition grants, in this pool alone; the one of an earlier deployment ends. */
async function grantedKey(
  { name, grants }: ReadyFunction,
  { world, userPoolId }: FunctionScene,
): Promise<Record<string, string>> {
  const description = `function ${name} of ${userPoolId}`;
  const known = (await world.store.operatorKeys.list()).filter((key) => key.description === description);
  await Promise.all(known.map((key) => world.store.operatorKeys.remove(key.accessKeyId)));
  if (grants.length === 0) return {};
  const policy = { operations: [...grants], pools: [userPoolId] };
  return keyEnvironment(await createOperatorKey(world, { description, policy }));
}
