/** `import cognito`: brings user pools from Amazon Cognito, or from whatever speaks its protocol. */
import type { OperationInputs } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Given, Run } from "../command.ts";
import type { Connection } from "../connection.ts";
import { onServer } from "../pool-command.ts";
import { Refusal } from "../refusal.ts";
import { openCognito } from "./cognito.ts";
import { move } from "./move.ts";
import { readPool } from "./read-pool.ts";
import type { Report } from "./report.ts";
import type { Source, Step } from "./step.ts";

export const importCognito: Run = onServer(async (connection, given) => {
  const pools = given.words;
  if (pools.length > 1 && given.text("password-from") !== undefined)
    throw CommandError.usage("--password-from names a client of one pool; import the pools one by one.");
  await move({ connection, given }, (report) => readPools({ connection, given, report }, pools));
});

interface Importing {
  readonly connection: Connection;
  readonly given: Given;
  readonly report: Report;
}

async function* readPools(importing: Importing, poolIds: readonly string[]): AsyncGenerator<Step> {
  const { given, report } = importing;
  for (const poolId of poolIds) {
    const region = given.text("from-region") ?? /^([\w-]+)_[0-9a-zA-Z]+$/.exec(poolId)?.[1];
    if (region === undefined) throw CommandError.usage(`'${poolId}' is no id of a user pool.`);
    const source = openCognito(region, given.text("from-endpoint"));
    const withUsers = !given.has("dry-run") && !given.has("without-users");
    const steps = readPool({ source, poolId, report, withUsers });
    for await (const step of steps) yield await adapt({ ...importing, source }, step);
    if (given.has("dry-run")) await noteUsers({ source, poolId, report });
  }
}

interface Adapting extends Importing {
  readonly source: Source;
}

/** What flags change about the pool. */
async function adapt(adapting: Adapting, step: Step): Promise<Step> {
  const { given } = adapting;
  if (step.operation !== "AdminImportUserPool") return step;
  const { LambdaConfig, ...input } = step.input;
  const kept = given.has("without-triggers") || LambdaConfig === undefined ? input : step.input;
  const client = given.text("password-from");
  if (client === undefined) return { ...step, input: kept };
  const { UserPoolId } = input;
  await checkAsker(adapting, UserPoolId, client);
  const changed = withMigration(kept);
  await checkUnchanged(adapting, changed);
  return { ...step, input: changed };
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
async function checkAsker({ source, report }: Adapting, UserPoolId: string, ClientId: string): Promise<void> {
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

/** A pool that is there already stays as it is, and so must be one that asks for passwords. */
async function checkUnchanged(
  { connection }: Adapting,
  { UserPoolId, LambdaConfig }: OperationInputs["AdminImportUserPool"],
): Promise<void> {
  const present = await connection.ask("DescribeUserPool", { UserPoolId }).catch((error: unknown) => {
    if (error instanceof Refusal && error.type === "ResourceNotFoundException") return undefined;
    throw error;
  });
  const { LambdaConfig: functions, UserPoolTags: tags } = present?.UserPool ?? {};
  const asks = tags?.["poolhouse:migrate-passwords"] === "on" && functions?.UserMigration !== undefined;
  if (present === undefined || asks) return;
  throw new CommandError(
    `${UserPoolId} is there already and does not ask for passwords. Leave --password-from out, or give the pool the tag poolhouse:migrate-passwords=on and ${LambdaConfig?.UserMigration} as UserMigration of its LambdaConfig.`,
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
