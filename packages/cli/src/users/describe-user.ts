import type { AdminGetUserResponse, AttributeListType, UserType } from "@poolhouse/protocol";
import { instantText } from "../instants.ts";
import { factsOf, tableOf } from "../output.ts";

/** Users as a table. */
export function tableOfUsers(users: readonly UserType[]): string {
  return tableOf(users, [
    { title: "USERNAME", of: (user) => user.Username },
    { title: "STATUS", of: (user) => user.UserStatus },
    { title: "ENABLED", of: (user) => user.Enabled },
    { title: "E-MAIL", of: (user) => attributeOf(user.Attributes, "email") },
    { title: "PHONE", of: (user) => attributeOf(user.Attributes, "phone_number") },
    { title: "CREATED", of: (user) => instantText(user.UserCreateDate) },
  ]);
}

/** Everything about a user, a line for each fact, the attributes last. */
export function describeUser(user: AdminGetUserResponse, groups: readonly string[]): string {
  const facts = factsOf({
    Username: user.Username,
    Status: user.UserStatus,
    Enabled: user.Enabled,
    "Second factors": user.UserMFASettingList?.join(", ") ?? "none",
    Preferred: user.PreferredMfaSetting,
    Groups: groups.join(", "),
    Created: instantText(user.UserCreateDate),
    Changed: instantText(user.UserLastModifiedDate),
  });
  const attributes = (user.UserAttributes ?? []).map(({ Name, Value }) => [`  ${Name}`, Value] as const);
  return `${facts}\nAttributes\n${factsOf(Object.fromEntries(attributes))}`;
}

const attributeOf = (attributes: AttributeListType | undefined, wanted: string): string | undefined =>
  attributes?.find(({ Name }) => Name === wanted)?.Value;
