/** Users: finding, making, switching off and on, deleting. */
import { CommandError } from "../command-error.ts";
import type { Given, Run } from "../command.ts";
import { confirm } from "../confirm.ts";
import { printAnswer } from "../output.ts";
import { listAll, readLimit } from "../pages.ts";
import { onPool, onUser, type UserScene } from "../pool-command.ts";
import { readPassword } from "../read-input.ts";
import { describeUser, tableOfUsers } from "./describe-user.ts";

export const listUsers: Run = onPool(async ({ connection, given, pool }) => {
  const reading = { connection, given, what: "users", limit: readLimit(given) };
  const users = await listAll(reading, "ListUsers", { ...pool, Filter: given.text("filter") });
  printAnswer(given, { Users: users }, tableOfUsers(users));
});

export const showUser: Run = onUser(async ({ connection, given, user }) => {
  const found = await connection.ask("AdminGetUser", user);
  const groups = await listAll({ connection, given, what: "groups" }, "AdminListGroupsForUser", user);
  const names = groups.map(({ GroupName = "" }) => GroupName);
  printAnswer(given, { ...found, Groups: names }, describeUser(found, names));
});

export const createUser: Run = onUser(async ({ connection, given, user }) => {
  const password = given.has("password-stdin") ? await readPassword() : undefined;
  const media = given.text("send")?.toUpperCase();
  const { User = {} } = await connection.ask("AdminCreateUser", {
    ...user,
    UserAttributes: readAttributes(given),
    TemporaryPassword: password,
    ...(media === "NOTHING" && { MessageAction: "SUPPRESS" }),
    ...((media === "EMAIL" || media === "SMS") && { DesiredDeliveryMediums: [media] }),
  });
  printAnswer(given, { User }, User.Username ?? "");
});

/** `--attribute NAME=VALUE`, as often as it was given; `--verified` vouches for the addresses among them. */
function readAttributes(given: Given): { Name: string; Value: string }[] {
  const attributes = given.texts("attribute").map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw CommandError.usage(`--attribute must be NAME=VALUE, e.g. email=ada@example.com.`);
    return { Name: text.slice(0, at), Value: text.slice(at + 1) };
  });
  const addresses = attributes.filter(({ Name }) => Name === "email" || Name === "phone_number");
  const vouched = addresses.map(({ Name }) => ({ Name: `${Name}_verified`, Value: "true" }));
  return given.has("verified") ? [...attributes, ...vouched] : attributes;
}

export const deleteUser: Run = onUser(async (scene) => {
  const { connection, given, user } = scene;
  await connection.ask("AdminGetUser", user);
  await confirm(given, `Delete the user ${user.Username} and everything of theirs?`);
  await connection.ask("AdminDeleteUser", user);
  say(scene, "is deleted");
});

export const enableUser: Run = onUser(async (scene) => {
  await scene.connection.ask("AdminEnableUser", scene.user);
  say(scene, "may sign in");
});

export const disableUser: Run = onUser(async (scene) => {
  await scene.connection.ask("AdminDisableUser", scene.user);
  say(scene, "may not sign in, and is signed out everywhere");
});

export const confirmUser: Run = onUser(async (scene) => {
  await scene.connection.ask("AdminConfirmSignUp", scene.user);
  say(scene, "is confirmed");
});

export const signOutUser: Run = onUser(async (scene) => {
  await scene.connection.ask("AdminUserGlobalSignOut", scene.user);
  say(scene, "is signed out everywhere");
});

export const resetPassword: Run = onUser(async (scene) => {
  await scene.connection.ask("AdminResetUserPassword", scene.user);
  say(scene, "has been sent a code and must choose a new password with it");
});

export const setPassword: Run = onUser(async (scene) => {
  const Password = await readPassword();
  const Permanent = !scene.given.has("temporary");
  await scene.connection.ask("AdminSetUserPassword", { ...scene.user, Password, Permanent });
  say(
    scene,
    Permanent ? "has a new password" : "has a password for the next sign-in, and must change it then",
  );
});

/** A change of one user answers with whose it was. */
export function say({ given, user }: UserScene, what: string): void {
  printAnswer(given, user, `${user.Username} ${what}.`);
}
