import { CommandError } from "../command-error.ts";
import type { Given } from "../command.ts";
import type { Connection } from "../connection.ts";
import { plainText, printAnswer } from "../output.ts";
import { createProgress } from "../progress.ts";
import { carryOut } from "./carry-out.ts";
import { Report } from "./report.ts";
import type { Step } from "./step.ts";

/**
 * Carries steps out and prints what they came to; each problem is told on standard error when it occurs.
 *
 * @throws CommandError if something was refused, after everything else is done.
 */
export async function move(
  { connection, given }: { connection: Connection; given: Given },
  read: (report: Report) => AsyncIterable<Step>,
): Promise<void> {
  const progress = createProgress("users", given.has("quiet"));
  const report = new Report(({ what, why }) => {
    progress.end();
    console.error(plainText(`Not moved: ${what}: ${why}`));
  });
  const isDry = given.has("dry-run");
  await carryOut({ connection, report, isDry, progress: (done) => progress.report(done) }, read(report));
  progress.end();
  printAnswer(given, { DryRun: isDry, ...report.toJson() }, report.toText());
  if (report.hasProblems)
    throw new CommandError(
      "Not everything was moved. What is there already is passed over when this is run again.",
    );
}
