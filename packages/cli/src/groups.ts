/** Looking after the groups of a pool. */
import { CommandError } from "./command-error.ts";
import type { Given, Run } from "./command.ts";
import { confirm } from "./confirm.ts";
import { instantText } from "./instants.ts";
import { printAnswer, tableOf } from "./output.ts";
import { listAll, readLimit } from "./pages.ts";
import { onPool } from "./pool-command.ts";
import { tableOfUsers } from "./users/describe-user.ts";

export const listGroups: Run = onPool(async ({ connection, given, pool }) => {
  const groups = await listAll({ connection, given, what: "groups" }, "ListGroups", pool);
  const table = tableOf(groups, [
    { title: "NAME", of: (group) => group.GroupName },
    { title: "PRECEDENCE", of: (group) => group.Precedence },
    { title: "DESCRIPTION", of: (group) => group.Description },
    { title: "CREATED", of: (group) => instantText(group.CreationDate) },
  ]);
  printAnswer(given, { Groups: groups }, table);
});

export const createGroup: Run = onPool(async ({ connection, given, pool, words: [GroupName = ""] }) => {
  const { Group = {} } = await connection.ask("CreateGroup", {
    ...pool,
    GroupName,
    Description: given.text("description"),
    RoleArn: given.text("role-arn"),
    Precedence: readPrecedence(given),
  });
  printAnswer(given, { Group }, `${GroupName} is a group.`);
});

export const deleteGroup: Run = onPool(async ({ connection, given, pool, words: [GroupName = ""] }) => {
  await connection.ask("GetGroup", { ...pool, GroupName });
  await confirm(given, `Delete the group ${GroupName}? Its members stay users.`);
  await connection.ask("DeleteGroup", { ...pool, GroupName });
  printAnswer(given, { ...pool, GroupName }, `${GroupName} is deleted.`);
});

export const addToGroup: Run = onPool(async ({ connection, given, pool, words }) => {
  const [GroupName = "", Username = ""] = words;
  const membership = { ...pool, GroupName, Username };
  await connection.ask("AdminAddUserToGroup", membership);
  printAnswer(given, membership, `${Username} is in ${GroupName}.`);
});

export const removeFromGroup: Run = onPool(async ({ connection, given, pool, words }) => {
  const [GroupName = "", Username = ""] = words;
  const membership = { ...pool, GroupName, Username };
  await connection.ask("AdminRemoveUserFromGroup", membership);
  printAnswer(given, membership, `${Username} is not in ${GroupName}.`);
});

export const listMembers: Run = onPool(async ({ connection, given, pool, words: [GroupName = ""] }) => {
  const reading = { connection, given, what: "members", limit: readLimit(given) };
  const users = await listAll(reading, "ListUsersInGroup", { ...pool, GroupName });
  printAnswer(given, { Users: users }, tableOfUsers(users));
});

function readPrecedence(given: Given): number | undefined {
  const text = given.text("precedence");
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw CommandError.usage("--precedence must be a number; the smallest counts first.");
  return Number(text);
}
