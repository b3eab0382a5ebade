/** `poolhouse sandbox secret set|get|list|remove`. */
import { text } from "node:stream/consumers";
import { CommandError } from "../command-error.ts";
import type { Given, Run } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { makeDataDir, readPlace } from "./place.ts";
import { checkSecretName, readSecrets, removeSecrets, setSecret } from "./secrets.ts";

/** A command about the secrets of a sandbox. */
const onSecrets =
  (work: (dataDir: string, given: Given) => Promise<void>): Run =>
  async (given) => {
    const { dataDir } = readPlace(given);
    await makeDataDir(dataDir);
    await work(dataDir, given);
    return exitCodes.done;
  };

const readName = ({ words: [name = ""] }: Given): string => {
  checkSecretName(name);
  return name;
};

export const setSecretCommand: Run = onSecrets(async (dataDir, given) => {
  const name = readName(given);
  const version = await setSecret(dataDir, name, await readValue());
  console.log(`Successfully created version ${version} of secret ${name}`);
});

/** Typed without being shown, or all of standard input but the line's end. */
async function readValue(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, "");
  const { password } = await import("@inquirer/prompts");
  return password({ message: "Enter secret value" });
}

export const getSecretCommand: Run = onSecrets(async (dataDir, given) => {
  const name = readName(given);
  const found = new Map(Object.entries(await readSecrets(dataDir))).get(name);
  if (found === undefined) throw CommandError.notFound(`There is no secret ${name}.`);
  console.log(`name: ${name}\nversion: ${found.version}\nvalue: ${found.value}`);
});

export const listSecretsCommand: Run = onSecrets(async (dataDir) => {
  const names = Object.keys(await readSecrets(dataDir)).toSorted();
  console.log(names.length === 0 ? "No sandbox secrets found" : names.join("\n"));
});

export const removeSecretsCommand: Run = onSecrets(async (dataDir, given) => {
  const known = Object.keys(await readSecrets(dataDir));
  if (given.has("all") === given.words.length > 0) throw CommandError.usage("Name one secret, or say --all.");
  const names = given.has("all") ? known : [readName(given)];
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) throw CommandError.notFound(`There is no secret ${missing}.`);
  await removeSecrets(dataDir, names);
  console.log(
    given.has("all") ? "Successfully removed all secrets" : `Successfully removed secret ${names.join()}`,
  );
});
