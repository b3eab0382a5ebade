/** `import cognito`: brings user pools from Amazon Cognito, or from whatever speaks its protocol. */
import type { OperationInputs } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Given, Run } from "../command.ts";
import { onServer } from "../pool-command.ts";
import { openCognito } from "./cognito.ts";
import { move } from "./move.ts";
import { readPool } from "./read-pool.ts";
import type { Report } from "./report.ts";
import type { Source, Step } from "./step.ts";

export const importCognito: Run = onServer(async (connection, given) => {
  const pools = given.words;
  if (pools.length > 1 && given.text("password-from") !== undefined)
    throw CommandError.usage("--password-from names a client of one pool; import the pools one by one.");
  await move({ connection, given }, (report) => readPools(given, pools, report));
});

async function* readPools(given: Given, poolIds: readonly string[], report: Report): AsyncGenerator<Step> {
  for (const poolId of poolIds) {
    const region = given.text("from-region") ?? /^([\w-]+)_[0-9a-zA-Z]+$/.exec(poolId)?.[1];
    if (region === undefined) throw CommandError.usage(`'${poolId}' is no id of a user pool.`);
    const source = openCognito(region, given.text("from-endpoint"));
    const withUsers = !given.has("dry-run") && !given.has("without-users");
    const steps = readPool({ source, poolId, report, withUsers });
    for await (const step of steps) yield await adapt({ given, source, report }, step);
    if (given.has("dry-run")) await noteUsers({ source, poolId, report });
  }
}

interface Adapting {
  readonly given: Given;
  readonly source: Source;
  readonly report: Report;
}

/** What flags change about the pool. */
async function adapt({ given, source, report }: Adapting, step: Step): Promise<Step> {
  if (step.operation !== "AdminImportUserPool") return step;
  const { LambdaConfig, ...input } = step.input;
  const kept = given.has("without-triggers") || LambdaConfig === undefined ? input : step.input;
  const client = given.text("password-from");
  if (client === undefined) return { ...step, input: kept };
  const { UserPoolId } = input;
  await checkAsker({ source, report }, UserPoolId, client);
  return { ...step, input: withMigration(kept) };
}

/** Names the function that asks the old pool, and lets those be asked about who came without a password. */
function withMigration(
  input: OperationInputs["AdminImportUserPool"],
): OperationInputs["AdminImportUserPool"] {
  const { UserPoolId, LambdaConfig, UserPoolTags } = input;
  const [region = ""] = UserPoolId.split("_");
  const UserMigration = `arn:aws:lambda:${region}:000000000000:function:${migrationName(UserPoolId)}`;
  return {
    ...input,
    LambdaConfig: { ...LambdaConfig, UserMigration },
    UserPoolTags: { ...UserPoolTags, "poolhouse:migrate-passwords": "on" },
  };
}

const migrationName = (poolId: string): string => `passwords-of-${poolId}`;

/** Says what has to stand in the triggers file, and refuses a client that cannot be asked with. */
async function checkAsker(
  { source, report }: Omit<Adapting, "given">,
  UserPoolId: string,
  ClientId: string,
): Promise<void> {
  const { UserPoolClient = {} } = await source.ask("DescribeUserPoolClient", { UserPoolId, ClientId });
  const flows = UserPoolClient.ExplicitAuthFlows ?? [];
  if (!flows.some((flow) => flow === "ALLOW_USER_PASSWORD_AUTH" || flow === "USER_PASSWORD_AUTH"))
    throw new CommandError(
      `The client ${ClientId} does not allow USER_PASSWORD_AUTH, by which passwords are asked about. Allow it at the old pool, or name another client.`,
    );
  const entry = {
    cognito: UserPoolId,
    clientId: ClientId,
    ...(UserPoolClient.ClientSecret !== undefined && { clientSecret: "<the client's secret>" }),
  };
  report.note(
    `Passwords are asked for at the old pool when people first sign in. The triggers file needs: ${JSON.stringify({ [migrationName(UserPoolId)]: entry })}`,
  );
}

async function noteUsers({
  source,
  poolId: UserPoolId,
  report,
}: {
  source: Source;
  poolId: string;
  report: Report;
}): Promise<void> {
  const { UserPool } = await source.ask("DescribeUserPool", { UserPoolId });
  report.note(
    `${UserPoolId} has about ${UserPool?.EstimatedNumberOfUsers ?? 0} users, who would be imported.`,
  );
}
