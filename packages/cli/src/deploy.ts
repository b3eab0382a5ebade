/** `poolhouse deploy`: the definition of this folder on a server that is there for others. It shows, asks, then acts. */
import type { BackendDefinition, OwnAuth } from "@poolhouse/backend/definition";
import { agree } from "./backend/agree.ts";
import { type Applied, applyBackend, isStuck } from "./backend/apply.ts";
import { wordConcerned } from "./backend/count-concerned.ts";
import { describeProposal, wordProposal } from "./backend/describe-proposal.ts";
import { evaluateBackend } from "./backend/evaluate.ts";
import { findProject, type Project } from "./backend/find-project.ts";
import { type Application, type Proposal, propose } from "./backend/propose.ts";
import { isPoolId } from "./choose.ts";
import { CommandError } from "./command-error.ts";
import type { Given } from "./command.ts";
import { type Connection, connect } from "./connection.ts";
import { exitCodes } from "./exit-codes.ts";
import { printAnswer } from "./output.ts";

/** The exit code of `--plan` where there is something to do. */
const hasChanges = 2;

export async function deploy(given: Given): Promise<number> {
  const { project, definition } = await readProject(given);
  const connection = await connect(withServer(given));
  const place = placeOf(given, project, ownAuth(definition));
  const application = await withLiveName({ ...place, connection });
  checkFunctions(given, definition);
  return given.has("plan") ? showPlan(given, application) : applyAfterYes(given, application);
}

/** A deployment of another command, and what it knows better than the command line. */
export interface Deployment extends Partial<
  Pick<Application, "known" | "poolName" | "relyingPartyId" | "findSecret">
> {
  readonly connection: Connection;
  /** The server has the project's functions already. */
  readonly hasFunctions?: boolean;
}

/** Shows, asks and applies for a command that has the flags of `deploy` and goes on with what came of it. */
export async function deployDefinition(
  given: Given,
  { hasFunctions = false, ...known }: Deployment,
): Promise<Applied & { readonly definition: BackendDefinition }> {
  const { project, definition } = await readProject(given);
  const place = placeOf(given, project, ownAuth(definition));
  const application = await withLiveName({ ...place, ...known });
  if (!hasFunctions) checkFunctions(given, definition);
  return { ...(await applyAgreed(given, application)), definition };
}

async function readProject(given: Given): Promise<{ project: Project; definition: BackendDefinition }> {
  const project = findProject(process.cwd(), given.text("dir"));
  if (project === undefined) {
    throw CommandError.usage("There is no amplify/ with a definition here. `poolhouse add auth` writes one.");
  }
  const definition = await evaluateBackend(project);
  for (const notice of definition.notices) console.error(`Note: ${notice}`);
  return { project, definition };
}

/** `--server` where `--endpoint` is looked for. */
function withServer(given: Given): Given {
  const server = given.text("server");
  if (server === undefined) return given;
  return { ...given, text: (flag) => (flag === "endpoint" ? server : given.text(flag)) };
}

function ownAuth({ auth }: BackendDefinition): OwnAuth {
  if (auth === undefined) throw new CommandError("The definition has no auth: there is nothing to deploy.");
  if (auth.kind === "own") return auth;
  throw new CommandError(`The definition only uses the pool ${auth.userPoolId}: there is nothing to deploy.`);
}

function placeOf(given: Given, project: Project, auth: OwnAuth): Omit<Application, "connection"> {
  const named = given.text("pool");
  const usual = auth.name ?? project.name;
  const isId = named !== undefined && isPoolId(named);
  const relyingPartyId = given.text("relying-party");
  return {
    auth,
    ...(isId && { known: { userPoolId: named } }),
    poolName: isId ? usual : (named ?? usual),
    clientName: given.text("client") ?? project.name,
    ...(relyingPartyId !== undefined && { relyingPartyId }),
    findSecret: (name) => process.env[secretVariable(name)],
    secretHint: (name) => `Set ${secretVariable(name)} in the environment.`,
  };
}

/** A pool that is named by its id must be there, and keeps its name. */
async function withLiveName(application: Application): Promise<Application> {
  const UserPoolId = application.known?.userPoolId;
  if (UserPoolId === undefined) return application;
  const { UserPool } = await application.connection.ask("DescribeUserPool", { UserPoolId });
  return { ...application, poolName: UserPool?.Name ?? application.poolName };
}

const secretVariable = (name: string): string => `POOLHOUSE_SECRET_${name.replaceAll(/\W/g, "_")}`;

/** Modules do not travel: what the pool would name must be what the server's operator has put there. */
function checkFunctions(given: Given, { auth, functions }: BackendDefinition): void {
  const named = new Set(auth?.kind === "own" ? Object.values(auth.triggers) : []);
  const known = given.texts("functions").flatMap((names) => names.split(","));
  const missing = functions.filter(({ name }) => named.has(name) && !known.includes(name));
  if (missing.length === 0) return;
  const entries = missing.map(({ name }) => [name, { module: `./${name}.js` }] as const);
  const names = missing.map(({ name }) => name).join(",");
  throw new CommandError(`The pool would ask functions that only the server can have: ${names}.
Its triggers file (\`poolhouse serve --triggers\`) must name each: a module beside it, or a webhook:

${JSON.stringify(Object.fromEntries(entries), undefined, 2)}

Once it does, say --functions ${names}.`);
}

async function showPlan(given: Given, application: Application): Promise<number> {
  const proposal = await propose(application);
  printAnswer(given, describeProposal(application, proposal), wordProposal(proposal));
  if (isStuck(proposal)) return exitCodes.failed;
  return proposal.plan.steps.length === 0 ? exitCodes.done : hasChanges;
}

function applyAgreed(given: Given, application: Application): Promise<Applied> {
  return applyBackend(application, async (proposal) => {
    console.error(`${wordProposal(proposal)}\n`);
    refuseHarm(proposal, given.has("accept-lock-out"));
    const question = `Apply this at ${application.connection.endpoint}?`;
    await agree(question, "--yes", { isAgreed: given.has("yes") });
    return "apply";
  });
}

async function applyAfterYes(given: Given, application: Application): Promise<number> {
  const { app, changes } = await applyAgreed(given, application);
  const ids = { UserPoolId: app.userPoolId, ClientId: app.userPoolClientId };
  printAnswer(
    given,
    { ...ids, Changes: changes },
    `${changes.length === 0 ? "Nothing had to change." : "Deployed."}

User pool    ${app.userPoolId}
App client   ${app.userPoolClientId}

\`poolhouse generate outputs ${app.userPoolId} ${app.userPoolClientId}\` writes the file that the app reads.`,
  );
  return exitCodes.done;
}

/** Pools with people are not made anew here, and nobody is locked out by accident. */
function refuseHarm(proposal: Proposal, isLockOutAccepted: boolean): void {
  if (isStuck(proposal)) {
    throw new CommandError("The pool cannot become that: only a new one could. Nothing was done.");
  }
  const locked = proposal.concerned.filter(({ concern }) => concern.isLockOut);
  if (locked.length === 0 || isLockOutAccepted) return;
  throw new CommandError(
    `${locked.map(wordConcerned).join("\n")}\nNothing was done. Say --accept-lock-out if that is meant.`,
  );
}
