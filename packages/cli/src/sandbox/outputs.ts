/** The file by which the app finds its pool: written when it is missing, and anew when what it says has changed. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyOutputs, fileNameOf, type OutputFacts, writeOutputs } from "@poolhouse/backend/outputs";
import type { SandboxOptions } from "./options.ts";

type Where = Pick<SandboxOptions, "outputs" | "outputsDir">;

/** Where the file is. */
export const outputsPath = ({ outputs, outputsDir }: Where): string => join(outputsDir, fileNameOf(outputs));

/** Sees to it that there is a file, so that what imports it compiles before the first deployment is done. */
export async function keepOutputs(where: Where): Promise<void> {
  if (existsSync(outputsPath(where))) return;
  await mkdir(where.outputsDir, { recursive: true });
  await writeFile(outputsPath(where), emptyOutputs(where.outputs).text);
}

/** Writes the file; one that is right already stays untouched, so that nothing is built anew. Answers what it cannot say. */
export async function saveOutputs(where: Where, facts: OutputFacts): Promise<readonly string[]> {
  const { text, notices } = writeOutputs(facts, where.outputs);
  const path = outputsPath(where);
  const present = await readFile(path, "utf8").catch(() => undefined);
  await mkdir(where.outputsDir, { recursive: true });
  if (present !== text) await writeFile(path, text);
  return notices;
}
