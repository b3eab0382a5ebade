// `generate outputs`: the configuration of an app, for a pool that runs.
import { resolve } from "node:path";
import {
  newestOutputVersion,
  type OutputOptions,
  outputFormats,
  outputVersions,
  writeOutputs,
} from "@poolhouse/backend/outputs";
import type { Given, Run } from "./command.ts";
import { printAnswer } from "./output.ts";
import { putOutputFile } from "./output-files.ts";
import { onClient } from "./pool-command.ts";
import { readOutputFacts } from "./read-output-facts.ts";

export const generateOutputs: Run = onClient(async ({ connection, given, client }) => {
  const { UserPoolId: userPoolId, ClientId: userPoolClientId } = client;
  const facts = await readOutputFacts(connection, { userPoolId, userPoolClientId });
  const folder = resolve(given.text("out-dir") ?? ".");
  const path = await putOutputFile(folder, writeOutputs(facts, readOptions(given)));
  printAnswer(given, { path }, `Written: ${path}`);
});

/** The flags, whose values the table of commands has checked. */
function readOptions(given: Given): OutputOptions {
  const [format, version] = [given.text("format"), given.text("outputs-version")];
  return {
    format: outputFormats.find((each) => each === format) ?? "json",
    version: outputVersions.find((each) => each === version) ?? newestOutputVersion,
    isStrict: given.has("strict-outputs"),
  };
}
