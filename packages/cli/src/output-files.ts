import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutputFile } from "@poolhouse/backend/outputs";

/**
 * Writes a configuration file into a folder, which is made if it is not there, and tells on standard error what it could not
 * say. What stands there already is left alone, so that nothing that watches the file wakes up for nothing.
 *
 * @returns the file's path.
 */
export async function putOutputFile(
  folder: string,
  { fileName, text, notices }: OutputFile,
): Promise<string> {
  const path = join(folder, fileName);
  await mkdir(folder, { recursive: true });
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present !== text) await writeFile(path, text);
  for (const notice of notices) console.error(notice);
  return path;
}
