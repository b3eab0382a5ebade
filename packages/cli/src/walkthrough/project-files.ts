/**
 * The walkthrough's files in a project. Beside the definition lies `.walkthrough.json`: what was answered, and what each file
 * looked like when it was written, so that nothing that somebody wrote by hand is ever lost.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../command-error.ts";
import type { DefinitionFile } from "./definition-files.ts";
import type { Answer, Answers } from "./question.ts";

/** What the walkthrough remembers. */
export interface Marker {
  readonly answers: Answers;
  /** Digests of what it wrote, by path in the folder. */
  readonly files: Readonly<Record<string, string>>;
}

const folder = "amplify";
const markerName = ".walkthrough.json";

const pathIn = (root: string, path: string): string => join(root, folder, path);

/** Whether there is a definition, whoever wrote it. */
export function hasDefinition(root: string): boolean {
  return ["backend.ts", "auth/resource.ts"].some((path) => existsSync(pathIn(root, path)));
}

/** Whether the project has more than auth: folders of other resources, which may use the pool. */
export function hasOtherResources(root: string): boolean {
  const path = join(root, folder);
  if (!existsSync(path)) return false;
  return readdirSync(path, { withFileTypes: true }).some(
    (entry) => entry.isDirectory() && entry.name !== "auth",
  );
}

/** What an earlier walkthrough left; undefined if there was none. */
export function readMarker(root: string): Marker | undefined {
  const path = pathIn(root, markerName);
  if (!existsSync(path)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof content !== "object" || content === null) throw new TypeError("no object");
    const answers: unknown = Reflect.get(content, "answers");
    const files: unknown = Reflect.get(content, "files");
    return { answers: answersIn(answers), files: textsIn(files) };
  } catch {
    throw new CommandError(
      `${folder}/${markerName} cannot be read. Remove it, and the definition counts as written by hand.`,
    );
  }
}

function answersIn(value: unknown): Answers {
  const members = Object.entries(value ?? {}).filter((entry): entry is [string, Answer] =>
    isAnswer(entry[1]),
  );
  return Object.fromEntries(members);
}

function isAnswer(value: unknown): value is Answer {
  if (Array.isArray(value)) return value.every((each) => typeof each === "string");
  return typeof value === "string" || typeof value === "boolean";
}

function textsIn(value: unknown): Record<string, string> {
  const entries: [string, unknown][] = Object.entries(value ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/**
 * Writes the files of a definition.
 *
 * @param mayOverwrite whether a definition that somebody wrote or changed by hand is written over.
 * @returns the paths that were written.
 * @throws CommandError if that would lose somebody's work; then nothing is written.
 */
export function writeDefinition(
  root: string,
  {
    files,
    answers,
    mayOverwrite,
  }: { files: readonly DefinitionFile[]; answers: Answers; mayOverwrite: boolean },
): readonly string[] {
  const known = readMarker(root)?.files ?? {};
  if (!mayOverwrite)
    for (const { path, isOnce } of files) if (isOnce !== true) refuseHandWork(root, path, known);
  const written = files.filter(({ path, isOnce }) => isOnce !== true || !existsSync(pathIn(root, path)));
  for (const { path, text } of written) write(pathIn(root, path), text);
  const digests = files
    .filter(({ isOnce }) => isOnce !== true)
    .map(({ path, text }) => [path, digestOf(text)] as const);
  const marker: Marker = { answers, files: Object.fromEntries(digests) };
  write(pathIn(root, markerName), `${JSON.stringify(marker, undefined, 2)}\n`);
  return written.map(({ path }) => `${folder}/${path}`);
}

function refuseHandWork(root: string, path: string, known: Marker["files"]): void {
  const file = pathIn(root, path);
  if (!existsSync(file) || digestOf(readFileSync(file, "utf8")) === known[path]) return;
  const how = known[path] === undefined ? "was not written by a walkthrough" : "was changed by hand";
  throw CommandError.usage(
    `${folder}/${path} ${how}, so it is left alone. Change it there, or say --overwrite to lose what it says.`,
  );
}

/** Line ends may be another machine's. */
const digestOf = (text: string): string =>
  createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * Removes the definition and what the walkthrough remembers; handlers of triggers stay.
 *
 * @throws CommandError if somebody's work would be lost; then nothing is removed.
 */
export function removeDefinition(root: string, mayOverwrite: boolean): void {
  const files = ["auth/resource.ts", "backend.ts"];
  const known = readMarker(root)?.files ?? {};
  if (!mayOverwrite) for (const path of files) refuseHandWork(root, path, known);
  for (const path of [...files, markerName]) rmSync(pathIn(root, path), { force: true });
}
