/** Reads a live pool as the steps that make it again, a page at a time. */
import type { ImportedUserType, OperationInputs, OperationOutputs, UserType } from "@poolhouse/protocol";
import { clientInput, importedUser, linksTo, pickMembers, poolInput } from "./describe-steps.ts";
import { type Report } from "./report.ts";
import { mostUsers, type Source, type Step } from "./step.ts";

/** Which pool is read, from where. */
export interface Reading {
  readonly source: Source;
  readonly poolId: string;
  /** What cannot be moved is told here. */
  readonly report: Report;
  readonly withUsers: boolean;
}

/** All steps, in an order in which they can be carried out. */
export async function* readPool(reading: Reading): AsyncGenerator<Step> {
  const { source, poolId: UserPoolId, report } = reading;
  const { UserPool: pool = {} } = await source.ask("DescribeUserPool", { UserPoolId });
  report.notePool(pool);
  yield { operation: "AdminImportUserPool", input: poolInput(pool) };
  yield* readResourceServers(reading);
  yield* readProviders(reading);
  const mfa = await source.ask("GetUserPoolMfaConfig", { UserPoolId });
  yield {
    operation: "SetUserPoolMfaConfig",
    input: { ...pickMembers("SetUserPoolMfaConfig", mfa), UserPoolId },
  };
  yield* readClients(reading);
  const groups: string[] = [];
  for await (const group of readGroups(reading)) {
    groups.push(group.input.GroupName);
    yield group;
  }
  if (!reading.withUsers) return;
  yield* readUsers(reading, (mfa.MfaConfiguration ?? "OFF") !== "OFF");
  for (const group of groups) yield* readMembers(reading, group);
}

/** Lists that are read page by page, and the member that leads from one to the next. */
const pageTokens = {
  ListUserPoolClients: "NextToken",
  ListGroups: "NextToken",
  ListIdentityProviders: "NextToken",
  ListResourceServers: "NextToken",
  ListUsers: "PaginationToken",
  ListUsersInGroup: "NextToken",
} as const;

async function* pagesOf<N extends keyof typeof pageTokens>(
  source: Source,
  operation: N,
  input: OperationInputs[N],
): AsyncGenerator<OperationOutputs[N]> {
  const name = pageTokens[operation];
  let token: unknown;
  do {
    const page: OperationOutputs[N] = await source.ask(operation, {
      ...input,
      ...(token !== undefined && { [name]: token }),
    });
    yield page;
    token = new Map<string, unknown>(Object.entries(page)).get(name);
  } while (token !== undefined && token !== null);
}

async function* readResourceServers({ source, poolId: UserPoolId }: Reading): AsyncGenerator<Step> {
  for await (const page of pagesOf(source, "ListResourceServers", { UserPoolId, MaxResults: 50 }))
    for (const server of page.ResourceServers ?? []) {
      const { Identifier = "", Name = "", Scopes = [] } = server;
      yield { operation: "CreateResourceServer", input: { UserPoolId, Identifier, Name, Scopes } };
    }
}

async function* readProviders({ source, poolId: UserPoolId }: Reading): AsyncGenerator<Step> {
  for await (const page of pagesOf(source, "ListIdentityProviders", { UserPoolId, MaxResults: 60 }))
    for (const { ProviderName = "" } of page.Providers ?? []) {
      const { IdentityProvider } = await source.ask("DescribeIdentityProvider", { UserPoolId, ProviderName });
      const { ProviderType = "OIDC", ProviderDetails = {} } = IdentityProvider;
      const own = pickMembers("CreateIdentityProvider", IdentityProvider);
      const input = { ...own, UserPoolId, ProviderName, ProviderType, ProviderDetails };
      yield { operation: "CreateIdentityProvider", input };
    }
}

async function* readClients({ source, poolId: UserPoolId }: Reading): AsyncGenerator<Step> {
  for await (const page of pagesOf(source, "ListUserPoolClients", { UserPoolId, MaxResults: 60 }))
    for (const { ClientId = "" } of page.UserPoolClients ?? []) {
      const { UserPoolClient = {} } = await source.ask("DescribeUserPoolClient", { UserPoolId, ClientId });
      yield { operation: "AdminImportUserPoolClient", input: clientInput(UserPoolClient) };
    }
}

type GroupStep = Extract<Step, { operation: "CreateGroup" }>;

async function* readGroups({ source, poolId: UserPoolId }: Reading): AsyncGenerator<GroupStep> {
  for await (const page of pagesOf(source, "ListGroups", { UserPoolId, Limit: 60 }))
    for (const group of page.Groups ?? []) {
      const { GroupName = "" } = group;
      yield {
        operation: "CreateGroup",
        input: { ...pickMembers("CreateGroup", group), UserPoolId, GroupName },
      };
    }
}

async function* readUsers(reading: Reading, withFactors: boolean): AsyncGenerator<Step> {
  const { source, poolId: UserPoolId } = reading;
  for await (const { Users = [] } of pagesOf(source, "ListUsers", { UserPoolId, Limit: mostUsers })) {
    const page = withFactors ? await readFactors(reading, Users) : Users.map((user) => importedUser(user));
    for (const user of page) reading.report.noteUser(user);
    if (page.length > 0) yield { operation: "AdminImportUsers", input: { UserPoolId, Users: page } };
    for (const user of page) yield* linkSteps(UserPoolId, user);
  }
}

/** One step for each link of a user with an identity provider; the user comes first. */
export function* linkSteps(UserPoolId: string, user: ImportedUserType): Generator<Step> {
  for (const link of linksTo(UserPoolId, user)) yield { operation: "AdminLinkProviderForUser", input: link };
}

/** Users that are asked about at once: a tenth of what Cognito allows in a second. */
const atOnce = 10;

/** Lists do not tell the second factors; each user does. */
async function readFactors(
  { source, poolId: UserPoolId }: Reading,
  users: readonly UserType[],
): Promise<ImportedUserType[]> {
  const told: ImportedUserType[] = [];
  for (let from = 0; from < users.length; from += atOnce) {
    const some = users.slice(from, from + atOnce).map(async (user) => {
      const { Username = "" } = user;
      const shown = await source.ask("AdminGetUser", { UserPoolId, Username });
      const { UserMFASettingList, PreferredMfaSetting } = shown;
      return importedUser(user, {
        ...(UserMFASettingList !== undefined && { UserMFASettingList }),
        ...(PreferredMfaSetting !== undefined && { PreferredMfaSetting }),
      });
    });
    told.push(...(await Promise.all(some)));
  }
  return told;
}

/** Users of a group once more: who is there already is only put into it. */
async function* readMembers(reading: Reading, GroupName: string): AsyncGenerator<Step> {
  const { source, poolId: UserPoolId } = reading;
  const place = { UserPoolId, GroupName, Limit: mostUsers };
  for await (const { Users = [] } of pagesOf(source, "ListUsersInGroup", place)) {
    const members = Users.map((user) => ({ ...importedUser(user), Groups: [GroupName] }));
    if (members.length > 0) yield { operation: "AdminImportUsers", input: { UserPoolId, Users: members } };
  }
}
