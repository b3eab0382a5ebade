/** `import pool`: carries out the steps of an export. */
import { CommandError } from "../command-error.ts";
import type { Run } from "../command.ts";
import { onServer } from "../pool-command.ts";
import { isExportHead } from "./export-format.ts";
import { move } from "./move.ts";
import { readObjects } from "./read-list.ts";
import type { Report } from "./report.ts";
import { type Step, stepNames } from "./step.ts";

export const importPool: Run = onServer(async (connection, given) => {
  const [file = ""] = given.words;
  await move({ connection, given }, (report) => readExport(file, report));
});

const known: ReadonlySet<unknown> = new Set(stepNames);

async function* readExport(file: string, report: Report): AsyncGenerator<Step> {
  let isHead = true;
  for await (const line of readObjects(file, "")) {
    if (isHead && !isExportHead(line))
      throw new CommandError(`${file} is no export of this version: its first line says otherwise.`);
    if (!isHead && !known.has(line["operation"]))
      throw new CommandError(`${file} has a line that is no step of an export.`);
    if (!isHead) {
      // A step by its name; the server checks what it is asked for.
      const step = line as Step;
      if (step.operation === "AdminImportUsers") for (const user of step.input.Users) report.noteUser(user);
      yield step;
    }
    isHead = false;
  }
  if (isHead) throw new CommandError(`${file} is empty.`);
}
