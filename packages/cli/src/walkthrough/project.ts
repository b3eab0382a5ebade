// A walkthrough in a project's folder: what `add auth`, `update auth` and `remove auth` do once there is somebody to ask.
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CommandError } from "../command-error.ts";
import { setSecret } from "../sandbox/secrets.ts";
import { definitionFiles } from "./definition-files.ts";
import { nextSteps } from "./next-steps.ts";
import {
  hasDefinition,
  hasOtherResources,
  type Marker,
  readMarker,
  removeDefinition,
  writeDefinition,
} from "./project-files.ts";
import { type Answers, type Asker, type Question, textIn } from "./question.ts";
import { questions } from "./questions.ts";
import { type Settings, settle, withoutManual } from "./settings.ts";
import { secretAnswers } from "./social.ts";
import { walk } from "./walk.ts";

/** Where a walkthrough works, and with whom. */
export interface Place {
  /** The project's folder. */
  readonly root: string;
  readonly asker: Asker;
  /** Whether a definition that was written or changed by hand may be lost. */
  readonly mayOverwrite: boolean;
}

const confirmRemoval: Question = {
  key: "removeAuth",
  text: "Are you sure you want to delete the resource? This action deletes all files related to this resource from the backend directory.",
  kind: "confirm",
  when: () => true,
  fallback: () => false,
};

/** The questions of `remove auth`. */
export const removalQuestions: readonly Question[] = [confirmRemoval];

/** Asks for a definition and writes it. */
export async function addAuth(place: Place): Promise<void> {
  const { root, asker, mayOverwrite } = place;
  if (readMarker(root) !== undefined && !mayOverwrite)
    throw CommandError.usage(
      "Auth has already been added to this project. To update run `poolhouse update auth`.",
    );
  if (hasDefinition(root) && !mayOverwrite) throw handWritten();
  const answers = await walk({ mode: "add", questions, current: {}, asker });
  await save(place, answers, "added");
}

const handWritten = (): CommandError =>
  CommandError.usage(
    "This project has a definition in amplify/ that no walkthrough wrote. Change it there, or say --overwrite to lose it.",
  );

/** Asks what should be different and writes the definition anew. */
export async function updateAuth(place: Place): Promise<void> {
  const { answers: before } = demandMarker(place.root);
  if (hasOtherResources(place.root)) place.asker.remark(sideEffects);
  const asked = await walk({ mode: "update", questions, current: before, asker: place.asker });
  await save(place, afterUpdate(asked), "updated");
}

const sideEffects =
  "Other resources of this project may depend on this user pool. Updating it could have side effects on them.";

function demandMarker(root: string): Marker {
  const marker = readMarker(root);
  if (marker !== undefined) return marker;
  if (hasDefinition(root)) throw handWritten();
  throw CommandError.usage("Auth has not been added to this project. To add it run `poolhouse add auth`.");
}

/** The way that was gone this time takes the place of the one before; a default way takes back what was said by hand. */
function afterUpdate({ updateFlow, ...answers }: Answers): Answers {
  if (updateFlow === "manual") return { ...answers, useDefault: "manual" };
  if (updateFlow === "updateUserPoolGroups") return { ...answers, userPoolGroups: true };
  if (updateFlow === "default" || updateFlow === "defaultSocial")
    return { ...withoutManual(answers), useDefault: updateFlow };
  return answers;
}

/** Takes the definition out of the project. The pool that runs stays. */
export async function removeAuth({ root, asker, mayOverwrite }: Place): Promise<void> {
  demandMarker(root);
  const { removeAuth: isMeant } = await walk({
    mode: "update",
    questions: removalQuestions,
    current: {},
    asker,
  });
  if (isMeant !== true) throw new CommandError("Nothing was done.");
  removeDefinition(root, mayOverwrite);
  asker.say("Successfully removed resource");
  asker.say("The user pool that runs has its people still. `poolhouse pools delete` is what ends it.");
}

/** Writes answers down as a definition; secrets go where the sandbox finds them, and nowhere else. */
export async function save(
  { root, asker, mayOverwrite }: Place,
  answers: Answers,
  what: "added" | "updated",
): Promise<void> {
  const { secrets, rest } = secretAnswers(answers);
  const settings = settle(rest, usualName(root));
  const files = definitionFiles(settings);
  const written = writeDefinition(root, { files, answers: rest, mayOverwrite });
  await keepSecrets(join(root, ".poolhouse"), secrets);
  asker.say(`Successfully ${what} auth resource ${resourceName(rest, settings)} locally`);
  for (const path of written) asker.say(`  ${path}`);
  for (const line of nextSteps(settings)) asker.say(line);
}

async function keepSecrets(dataDir: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  if (secrets.size === 0) return;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, ".gitignore"), "*\n", { flag: "wx" }).catch(() => undefined);
  // Each is written into one file, so one after the other.
  for (const [name, value] of secrets) await setSecret(dataDir, name, value);
}

const resourceName = (answers: Answers, { name }: Settings): string =>
  textIn(answers, "resourceName") || name;

/** The folder's name, as far as it is letters and digits. */
const usualName = (root: string): string =>
  basename(root)
    .replaceAll(/[^a-zA-Z0-9]/g, "")
    .slice(0, 128) || "auth";
