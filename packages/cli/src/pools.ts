/** Looking after user pools. */
import type { CreateUserPoolRequest, UserPoolType } from "@poolhouse/protocol";
import { confirm } from "./confirm.ts";
import type { Given, Run } from "./command.ts";
import { instantText } from "./instants.ts";
import { factsOf, printAnswer, tableOf } from "./output.ts";
import { listAll } from "./pages.ts";
import { onPool, onServer, type PoolScene } from "./pool-command.ts";
import { readSettings } from "./read-input.ts";

export const listPools: Run = onServer(async (connection, given) => {
  const pools = await listAll({ connection, given, what: "user pools" }, "ListUserPools", {});
  const table = tableOf(pools, [
    { title: "ID", of: (pool) => pool.Id },
    { title: "NAME", of: (pool) => pool.Name },
    { title: "CREATED", of: (pool) => instantText(pool.CreationDate) },
  ]);
  printAnswer(given, { UserPools: pools }, table);
});

export const showPool: Run = onPool(async ({ connection, given, pool }) => {
  const { UserPool = {} } = await connection.ask("DescribeUserPool", pool);
  printAnswer(given, { UserPool }, describePool(UserPool));
});

export const createPool: Run = onServer(async (connection, given) => {
  const [PoolName = ""] = given.words;
  // The server checks what the file says.
  const input = {
    ...(await readSettings(given)),
    ...readPoolFlags(given),
    PoolName,
  };
  const { UserPool = {} } = await connection.ask("CreateUserPool", input);
  await setMfa({ connection, given, pool: { UserPoolId: UserPool.Id ?? "" } });
  printAnswer(given, { UserPool }, UserPool.Id ?? "");
});

export const deletePool: Run = onPool(async ({ connection, given, pool }) => {
  const { UserPool = {} } = await connection.ask("DescribeUserPool", pool);
  const { Name = "", EstimatedNumberOfUsers: users = 0 } = UserPool;
  await confirm(given, `Delete the user pool ${Name} (${pool.UserPoolId}) and its ${users} users?`);
  await connection.ask("DeleteUserPool", pool);
  printAnswer(given, pool, `${pool.UserPoolId} is deleted.`);
});

function readPoolFlags(given: Given): Partial<CreateUserPoolRequest> {
  const usernames = readAttributes(given, "username-attributes");
  const verified = readAttributes(given, "auto-verify");
  return {
    ...(usernames && { UsernameAttributes: usernames }),
    ...(verified && { AutoVerifiedAttributes: verified }),
    ...(given.has("protect") && { DeletionProtection: "ACTIVE" }),
  };
}

/** Names with commas between; the server says which there are. */
function readAttributes(given: Given, flag: string): ("email" | "phone_number")[] | undefined {
  return given.text(flag)?.split(",") as ("email" | "phone_number")[] | undefined;
}

/** `--mfa` means the factor that needs no gateway, authenticator apps; others are a matter of `--settings` and the console. */
async function setMfa({ connection, given, pool }: Omit<PoolScene, "words">): Promise<void> {
  const mode = given.text("mfa");
  if (mode === undefined) return;
  await connection.ask("SetUserPoolMfaConfig", {
    ...pool,
    // The table of commands lets no other value through.
    MfaConfiguration: mode as "OFF" | "ON" | "OPTIONAL",
    ...(mode !== "OFF" && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
  });
}

function describePool(pool: UserPoolType): string {
  return factsOf({
    Id: pool.Id,
    Name: pool.Name,
    Users: pool.EstimatedNumberOfUsers,
    MFA: pool.MfaConfiguration,
    "Usernames are": pool.UsernameAttributes?.join(", "),
    Aliases: pool.AliasAttributes?.join(", "),
    "Verified by itself": pool.AutoVerifiedAttributes?.join(", "),
    "Password length": pool.Policies?.PasswordPolicy?.MinimumLength,
    "Deletion protection": pool.DeletionProtection,
    Created: instantText(pool.CreationDate),
    Changed: instantText(pool.LastModifiedDate),
    ARN: pool.Arn,
  });
}
