/**
 * `push`: the pool becomes what the definition says, and the files of the first generation's apps follow. It asks the server
 * that the command line names, or else the sandbox that runs in this folder.
 */
import { resolve } from "node:path";
import { type OutputFile, writeExports, writeOutputs, type OutputFacts } from "@poolhouse/backend/outputs";
import { CommandError } from "../command-error.ts";
import type { Given } from "../command.ts";
import { connect } from "../connection.ts";
import { type Deployment, deployDefinition } from "../deploy.ts";
import { exitCodes } from "../exit-codes.ts";
import { printAnswer } from "../output.ts";
import { putOutputFile } from "../output-files.ts";
import { readOutputFacts } from "../read-output-facts.ts";
import type { SandboxFacts } from "../sandbox-pool.ts";
import { findRunning } from "../sandbox/running.ts";
import { readSecrets } from "../sandbox/secrets.ts";

/** The usual sandbox of a folder. */
const dataDir = ".poolhouse";

export async function push(given: Given): Promise<number> {
  const frontends = given.texts("frontend").map(frontendNamed);
  const target = await findTarget(given);
  const { app, changes, definition } = await deployDefinition(given, target);
  const { auth, custom } = definition;
  const preferred = auth?.kind === "own" ? auth.preferredChallenge : undefined;
  const facts = await readOutputFacts(target.connection, app, {
    custom,
    ...(preferred !== undefined && { preferredChallenge: preferred }),
  });
  const paths = await writeConfigs(facts, frontends.length === 0 ? [javascript] : frontends);
  const told = [
    changes.length === 0 ? "Nothing had to change." : "Pushed.",
    ...paths.map((path) => `  ${path}`),
  ];
  const answer = {
    UserPoolId: app.userPoolId,
    ClientId: app.userPoolClientId,
    Changes: changes,
    Files: paths,
  };
  printAnswer(given, answer, told.join("\n"));
  return exitCodes.done;
}

/** `publish`: there is no hosting here, so it says what is left to do. */
export async function publish(given: Given): Promise<number> {
  const code = await push(given);
  if (!given.has("quiet"))
    console.error("Nothing is hosted here: build your app as ever, and publish it where it lives.");
  return code;
}

/** The server of the command line or the environment; without a word of either, the sandbox that runs. */
async function findTarget(given: Given): Promise<Deployment> {
  const isNamed = given.text("endpoint") !== undefined || process.env["POOLHOUSE_ENDPOINT"] !== undefined;
  const sandbox = isNamed ? undefined : await findRunning(dataDir);
  if (sandbox !== undefined) return sandboxTarget(given, sandbox);
  return { connection: await connect(given) };
}

async function sandboxTarget(given: Given, facts: SandboxFacts): Promise<Deployment> {
  const { endpoint, accessKeyId, secretAccessKey, userPoolId, userPoolClientId } = facts;
  const secrets = new Map(Object.entries(await readSecrets(dataDir)));
  const environment = {
    POOLHOUSE_ENDPOINT: endpoint,
    POOLHOUSE_ACCESS_KEY_ID: accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const connection = await connect(given, environment);
  const { UserPool: pool = {} } = await connection.ask("DescribeUserPool", { UserPoolId: userPoolId });
  return {
    connection,
    known: { userPoolId, userPoolClientId },
    // The sandbox has a name of its own for it, and keeps it.
    ...(pool.Name !== undefined && { poolName: pool.Name }),
    relyingPartyId: "localhost",
    findSecret: (name) => secrets.get(name)?.value,
    hasFunctions: true,
  };
}

/** Where the app of one platform looks for its file, and which form it reads. */
interface Frontend {
  readonly folder: string;
  readonly files: (facts: OutputFacts) => readonly OutputFile[];
}

const old = { version: "0", isStrict: false } as const;

const javascript: Frontend = {
  folder: "src",
  files: (facts) => [writeExports(facts, false), writeOutputs(facts, { ...old, format: "json" })],
};

const frontendsByName: Readonly<Record<string, Frontend>> = {
  javascript,
  android: {
    folder: "app/src/main/res/raw",
    files: (facts) => [writeOutputs(facts, { ...old, format: "json-mobile" })],
  },
  ios: { folder: ".", files: (facts) => [writeOutputs(facts, { ...old, format: "json-mobile" })] },
  flutter: { folder: "lib", files: (facts) => [writeOutputs(facts, { ...old, format: "dart" })] },
};

function frontendNamed(name: string): Frontend {
  const found = Object.hasOwn(frontendsByName, name) ? frontendsByName[name] : undefined;
  if (found !== undefined) return found;
  throw CommandError.usage(`--frontend must be one of ${Object.keys(frontendsByName).join(", ")}.`);
}

async function writeConfigs(facts: OutputFacts, frontends: readonly Frontend[]): Promise<string[]> {
  const written = frontends.flatMap(({ folder, files }) =>
    files(facts).map(async (file) => putOutputFile(resolve(folder), file)),
  );
  return Promise.all(written);
}
