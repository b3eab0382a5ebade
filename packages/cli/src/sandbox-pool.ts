import {
  call,
  createOperatorKey,
  type OperationInputs,
  type OperationName,
  type OperationOutputs,
  type OperatorKey,
  type RunningServer,
  type World,
} from "@poolhouse/server";

/** What somebody needs to use the sandbox, as sandbox.json holds it. */
export interface SandboxFacts extends OperatorKey {
  readonly endpoint: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly mailbox: string;
  /** The file that the app reads, if a definition says that there is one. */
  readonly outputs?: string;
}

const name = "sandbox";

/**
 * Sees to it that the sandbox's pool, client and operator key exist, through the same operations that anybody would call.
 * What is there from an earlier start is found by its name and left as it is.
 */
export async function prepareSandbox({ url, world }: RunningServer): Promise<SandboxFacts> {
  const userPoolId = (await findPool(world)) ?? (await createPool(world));
  const userPoolClientId = (await findClient(world, userPoolId)) ?? (await finishPool(world, userPoolId));
  const key = await keepKey(world);
  return {
    endpoint: url,
    region: world.region,
    userPoolId,
    userPoolClientId,
    mailbox: `${url}/_mailbox`,
    ...key,
  };
}

/** Calls an operation in this process; input and output are those of the model. */
async function invoke<N extends OperationName>(
  world: World,
  operation: N,
  input: OperationInputs[N],
): Promise<OperationOutputs[N]> {
  // Inputs of the model are JSON; the operation of a name answers what the model says of that name.
  const body = input as Parameters<typeof call>[2];
  return (await call(world, operation, body, name)) as OperationOutputs[N];
}

async function findPool(world: World): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await invoke(world, "ListUserPools", { MaxResults: 60, ...(NextToken && { NextToken }) });
    const found = page.UserPools?.find((pool) => pool.Name === name);
    if (found?.Id !== undefined) return found.Id;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

async function createPool(world: World): Promise<string> {
  const { UserPool } = await invoke(world, "CreateUserPool", {
    PoolName: name,
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
  });
  if (UserPool?.Id === undefined) throw new Error("CreateUserPool answered without an id");
  return UserPool.Id;
}

async function findClient(world: World, UserPoolId: string): Promise<string | undefined> {
  const { UserPoolClients } = await invoke(world, "ListUserPoolClients", { UserPoolId, MaxResults: 60 });
  return UserPoolClients?.find((client) => client.ClientName === name)?.ClientId;
}

/** The client comes last, so a pool that has one is finished, even if an earlier start was cut short. */
async function finishPool(world: World, UserPoolId: string): Promise<string> {
  await invoke(world, "SetUserPoolMfaConfig", {
    UserPoolId,
    MfaConfiguration: "ON",
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  const { UserPoolClient } = await invoke(world, "CreateUserPoolClient", {
    UserPoolId,
    ClientName: name,
    ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    PreventUserExistenceErrors: "ENABLED",
  });
  if (UserPoolClient?.ClientId === undefined) throw new Error("CreateUserPoolClient answered without an id");
  return UserPoolClient.ClientId;
}

/** The operator key that somebody who tries things works with: the same at every start. */
export async function keepKey(world: World): Promise<OperatorKey> {
  return (await findKey(world)) ?? (await createOperatorKey(world, name));
}

async function findKey({ store, rootKey }: World): Promise<OperatorKey | undefined> {
  const known = (await store.operatorKeys.list()).find((key) => key.description === name);
  if (known === undefined) return undefined;
  const { accessKeyId, sealedSecret } = known;
  return { accessKeyId, secretAccessKey: rootKey.openOperatorSecret(accessKeyId, sealedSecret) };
}
