/** A sandbox at work: it deploys, watches, deploys again, and tells what it does. */
import type { Config, RunningServer } from "@poolhouse/server";
import { connectInProcess } from "../backend/connect-in-process.ts";
import { createEvaluator } from "../backend/evaluate.ts";
import type { Project } from "../backend/find-project.ts";
import { CommandError } from "../command-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { keepKey } from "../sandbox-pool.ts";
import { serveWhile } from "../serve.ts";
import { type Deployed, deploy, type Sandbox } from "./deployment.ts";
import { createFunctionLog } from "./function-log.ts";
import { createFunctions } from "./functions.ts";
import type { SandboxOptions } from "./options.ts";
import { openPage } from "./open-page.ts";
import { keepOutputs, outputsPath } from "./outputs.ts";
import { choosePort, makeDataDir, rememberPort, type SandboxPlace } from "./place.ts";
import { findRunning, keepFacts } from "./running.ts";
import { secretsFile } from "./secrets.ts";
import { createRounds, watchFiles } from "./watch.ts";

/** What was read before the server's parts were loaded. */
export interface Start {
  readonly project: Project;
  readonly place: SandboxPlace;
  readonly options: SandboxOptions;
  readonly config: Config;
}

/** Serves a project: everything before the server is there, then rounds of deployment until it is stopped. */
export async function serveProject({ project, place, options, config }: Start): Promise<number> {
  const { identifier, dataDir } = place;
  await makeDataDir(dataDir);
  const running = await findRunning(dataDir);
  if (running !== undefined) {
    throw new CommandError(
      `A sandbox of this project answers at ${running.endpoint} already. Stop it first, or say --identifier for another.`,
    );
  }
  await keepOutputs(options);
  const nextPort = async (): Promise<number> => {
    const { port, notice } = await choosePort(place, `${project.name}/${identifier}`);
    if (notice !== undefined) tell(notice);
    return port;
  };
  const evaluator = createEvaluator(project);
  const functions = createFunctions();
  const print = createFunctionLog(options.logs);
  return serveWhile(
    place.isPortChosen ? config : { ...config, port: await nextPort() },
    async (server, stopping) => {
      if (!place.isPortChosen) await rememberPort(place, new URL(server.url).port);
      const connection = connectInProcess(server, "sandbox");
      const scene = {
        project,
        identifier,
        options,
        dataDir,
        server,
        connection,
        evaluator,
        functions,
        print,
      };
      try {
        return await (options.isOnce ? deployOnce(scene) : follow(scene, stopping));
      } finally {
        await Promise.all([evaluator.end(), functions.end()]);
      }
    },
    { functions: functions.finder, ...(!place.isPortChosen && { nextPort }) },
  );
}

/** One deployment: what fails ends the command. */
async function deployOnce(sandbox: Sandbox): Promise<number> {
  console.log(describe(sandbox));
  await report(sandbox, await deploy(sandbox, AbortSignal.abort()));
  return exitCodes.done;
}

/** Deploys, and again after each change, until it is stopped. What fails is told, and the next change tried. */
async function follow(sandbox: Sandbox, stopping: Promise<void>): Promise<number> {
  console.log(describe(sandbox));
  const rounds = createRounds(async (changed) => {
    try {
      await report(sandbox, await deploy(sandbox, changed));
    } catch (error) {
      // What the definition was before its last change is of no interest any more.
      if (!changed.aborted) tell(`The deployment failed.\n\n${wordOf(error)}\n`);
    }
    tell("Watching for file changes...");
    sandbox.evaluator.prepare();
  });
  const watcher = await watchFiles(
    {
      root: sandbox.project.root,
      paths: [sandbox.project.dir, secretsFile(sandbox.dataDir)],
      exclude: sandbox.options.exclude,
    },
    () => {
      tell("Deployment triggered by a change.");
      void rounds.demand();
    },
  );
  // Who stops while a question waits takes the question away.
  void stopping.then(() => rounds.end());
  await rounds.demand();
  console.log(`Poolhouse is ready at ${sandbox.server.url}`);
  if (sandbox.options.opensMailbox && !(await openPage(mailboxOf(sandbox.server), process.env)))
    tell("There is no browser to open the mailbox in; its address stands above.");
  await stopping;
  await watcher.close();
  await rounds.end();
  tell(`Stopped. Everything is kept in ${sandbox.dataDir}; \`poolhouse sandbox delete\` deletes it.`);
  return exitCodes.done;
}

const wordOf = (error: unknown): string => CommandError.from(error).message.trim();

function describe({ identifier, options, server, dataDir, project }: Sandbox): string {
  return `
  Project           ${project.name}
  Identifier        ${identifier}
  Endpoint          ${server.url}
  Mailbox           ${mailboxOf(server)}
  Outputs           ${outputsPath(options)}
  Data              ${dataDir}
`;
}

const mailboxOf = ({ url }: RunningServer): string => `${url}/_mailbox`;

/** Says what was done, and leaves the facts for other commands. */
async function report(sandbox: Sandbox, { app, changes, notices }: Deployed): Promise<void> {
  for (const notice of notices) tell(`Note: ${notice}`);
  if (app === undefined) return tell("The definition has no auth: there is nothing to deploy.");
  const { server, options, dataDir } = sandbox;
  await keepFacts(dataDir, {
    endpoint: server.url,
    region: server.world.region,
    ...app,
    mailbox: mailboxOf(server),
    outputs: outputsPath(options),
    ...(await keepKey(server.world)),
  });
  for (const change of changes) tell(`  ${change}`);
  tell(changes.length === 0 ? "Nothing in the pool had to change." : "Deployed.");
}

const tell = (text: string): void => console.log(`[Sandbox] ${text}`);
