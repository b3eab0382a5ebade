/** Users from a file that another tool has written: what `list-users` printed, as one document or as lines. */
import { createReadStream } from "node:fs";
import type { ImportedUserType, UserType } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import { importedUser } from "./describe-steps.ts";
import { readDocuments } from "./read-documents.ts";
import { linkSteps } from "./read-pool.ts";
import type { Report } from "./report.ts";
import type { Step } from "./step.ts";

/** The steps that make the users of a file users of a pool. */
export async function* readUserList(
  file: string,
  { UserPoolId, report }: { UserPoolId: string; report: Report },
): AsyncGenerator<Step> {
  for await (const found of readObjects(file, "Users")) {
    const user = toUser(found);
    if (user === undefined) {
      const name = typeof found["Username"] === "string" ? found["Username"] : "without a name";
      report.refuse("users", { what: `user ${name}`, why: "There is no sub among the attributes." });
      continue;
    }
    report.noteUser(user);
    yield { operation: "AdminImportUsers", input: { UserPoolId, Users: [user] } };
    yield* linkSteps(UserPoolId, user);
  }
}

/**
 * The objects of a file, one at a time.
 *
 * @throws CommandError if there is no such file, or something else in it.
 */
export async function* readObjects(
  file: string,
  list: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  try {
    yield* readDocuments(createReadStream(file, "utf8"), list);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${file} is not as expected: ${error.message}`);
    if (error instanceof Error && "code" in error)
      throw CommandError.usage(`${file} cannot be read: ${String(error.code)}.`);
    throw error;
  }
}

function toUser(found: Readonly<Record<string, unknown>>): ImportedUserType | undefined {
  // As the tool wrote it; the server checks every member.
  const said = found as UserType;
  if (!Array.isArray(said.Attributes)) return undefined;
  const user = importedUser({
    ...said,
    ...instantOf("UserCreateDate", found),
    ...instantOf("UserLastModifiedDate", found),
  });
  return user.Sub === "" ? undefined : user;
}

/** Tools write instants as numbers of seconds or as ISO 8601. */
function instantOf(name: string, found: Readonly<Record<string, unknown>>): object {
  const value = found[name];
  if (typeof value !== "string") return {};
  // The calendar is applied to an instant of the file; the clock of this machine is not read.
  // oxlint-disable-next-line no-restricted-globals
  const milliseconds = Date.parse(value);
  return { [name]: Number.isNaN(milliseconds) ? undefined : milliseconds / 1000 };
}
