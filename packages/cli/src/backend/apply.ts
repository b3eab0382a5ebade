/** Makes a pool what a definition says, over a connection to the server. The plan decides; this carries it out. */
import { inputOf, type PlannedOperation, type Step } from "@poolhouse/backend/definition";
import type { OperationInputs } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Connection } from "../connection.ts";
import type { App } from "../read-output-facts.ts";
import { type Application, type Proposal, propose, wording } from "./propose.ts";

/** What came of it. */
export interface Applied {
  readonly app: App;
  /** One readable line for each change; none if the pool was right already. */
  readonly changes: readonly string[];
}

/** Whether a proposal is carried out as it is, or on a new pool in place of the present one, whose people go. */
export type Decision = "apply" | "recreate";

/**
 * Makes the pool what the definition says; a second time, nothing is left to do.
 *
 * @param decide is asked when there is something to do; it throws where somebody does not agree.
 * @throws CommandError if the definition cannot be applied; Refusal if the server says no.
 * @example const { app } = await applyBackend({ connection, auth, poolName, clientName, findSecret }, decide);
 */
export async function applyBackend(
  application: Application,
  decide: (proposal: Proposal) => Promise<Decision>,
): Promise<Applied> {
  const proposal = await propose(application);
  const { plan, app } = proposal;
  const mustDecide = plan.steps.length > 0 || isStuck(proposal);
  if (mustDecide && (await decide(proposal)) === "recreate") return recreate(application, app.userPoolId);
  return carryOut(application, plan.steps, app);
}

/** Whether only a new pool could be what the definition says. */
export const isStuck = ({ plan }: Proposal): boolean => plan.replacements.some(({ canStay }) => !canStay);

async function recreate(application: Application, UserPoolId: string | undefined): Promise<Applied> {
  const { connection } = application;
  if (UserPoolId !== undefined) {
    await removeDomain(connection, UserPoolId);
    await connection.ask("DeleteUserPool", { UserPoolId });
  }
  const { plan } = await propose({ ...application, known: {} });
  return carryOut(application, plan.steps, {});
}

/** A pool with a domain is not deleted. */
async function removeDomain(connection: Connection, UserPoolId: string): Promise<void> {
  const { UserPool: { Domain } = {} } = await connection.ask("DescribeUserPool", { UserPoolId });
  if (Domain !== undefined) await connection.ask("DeleteUserPoolDomain", { UserPoolId, Domain });
}

async function carryOut(
  { connection, findSecret }: Application,
  steps: readonly Step[],
  present: Partial<App>,
): Promise<Applied> {
  let app = present;
  for (const step of steps) {
    const input = wording(() => inputOf(step, app, findSecret));
    app = { ...app, ...(await take(connection, step.operation, input)) };
  }
  const { userPoolId, userPoolClientId } = app;
  if (userPoolId === undefined || userPoolClientId === undefined) {
    throw new CommandError("The server made a pool and did not say its id.");
  }
  return { app: { userPoolId, userPoolClientId }, changes: steps.flatMap(({ lines }) => lines) };
}

/** Takes one step; answers the id that came of it. */
async function take(
  connection: Connection,
  operation: PlannedOperation,
  input: OperationInputs[PlannedOperation],
): Promise<Partial<App>> {
  const answer: object = (await connection.ask(operation, input)) ?? {};
  // The answers to the two operations that make something with an id.
  const made = answer as { UserPool?: { Id?: string }; UserPoolClient?: { ClientId?: string } };
  if (operation === "CreateUserPool") return { userPoolId: made.UserPool?.Id ?? "" };
  if (operation === "CreateUserPoolClient") return { userPoolClientId: made.UserPoolClient?.ClientId ?? "" };
  return {};
}
