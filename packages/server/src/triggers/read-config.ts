/**
 * The file that says where functions are: a JSON object from an ARN, or a function's name, to a webhook, a module or another pool.
 *
 *     {
 *       "gate": { "module": "./gate.mjs" },
 *       "arn:aws:lambda:eu-west-1:123456789012:function:mail": { "url": "https://…", "secret": "…", "codeKey": "…" },
 *       "old-pool": { "cognito": "eu-west-1_AbCdEfGhI", "clientId": "…" }
 *     }
 *
 * It is read when the server starts; a mistake in it stops the start and is told in one sentence.
 */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Clock } from "../kernel/clock.ts";
import { isPoolId } from "../kernel/ids.ts";
import type { Random } from "../kernel/random.ts";
import { createInProcessTrigger, type TriggerModule } from "./in-process.ts";
import { askOldPool } from "./old-pool.ts";
import { encryptCodes } from "./protect-code.ts";
import type { TriggerFunction, TriggerFunctions } from "./triggers.ts";
import { createWebhook } from "./webhook.ts";

interface Parts {
  readonly clock: Clock;
  readonly random: Random;
}

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads the file and loads its modules, which are found from the file's folder.
 *
 * @throws Error with a sentence for the operator; it never repeats a secret.
 */
export async function readTriggers(file: string, parts: Parts): Promise<TriggerFunctions> {
  const functions = new Map<string, TriggerFunction>();
  for (const [name, entry] of Object.entries(readObject(await readText(file), file))) {
    const where = `${file}, ${name}`;
    if (!isObject(entry))
      throw new Error(`${where}: an object with "url", "module" or "cognito" is expected.`);
    functions.set(
      name,
      "module" in entry
        ? await openModule(file, name, entry)
        : "cognito" in entry
          ? openOldPool(where, entry)
          : openWebhook(where, entry, parts),
    );
  }
  return functions;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Error(`The triggers file ${file} cannot be read.`, { cause });
  }
}

function readObject(text: string, file: string): Entry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`The triggers file ${file} is not JSON.`, { cause });
  }
  if (!isObject(value)) throw new Error(`The triggers file ${file} must hold an object.`);
  return value;
}

function isObject(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function openModule(file: string, name: string, entry: Entry): Promise<TriggerFunction> {
  const where = `${file}, ${name}`;
  checkMembers(where, entry, ["module"]);
  const { module } = entry;
  if (typeof module !== "string" || module === "") throw new Error(`${where}: "module" must be a path.`);
  const path = resolve(dirname(file), module);
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new Error(`${where}: the module ${path} cannot be loaded.`, { cause });
  }
  return createInProcessTrigger(name, handlerOf(loaded, `${where}: the module ${path}`));
}

/** `export const handler`, or the `exports.handler` of a CommonJS module. */
function handlerOf(loaded: unknown, where: string): TriggerModule {
  const found = memberOf(loaded, "handler") ?? memberOf(memberOf(loaded, "default"), "handler");
  if (typeof found !== "function") throw new Error(`${where} must export a function named handler.`);
  // A function; what it makes of its arguments is its own affair, and its answer is read as a stranger's.
  return found as TriggerModule;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The pool that users come from, for UserMigration. */
function openOldPool(where: string, entry: Entry): TriggerFunction {
  checkMembers(where, entry, ["cognito", "clientId", "clientSecret", "endpoint"]);
  const poolId = readMember(where, entry, "cognito") ?? "";
  const clientId = readMember(where, entry, "clientId") ?? "";
  if (!isPoolId(poolId) || clientId === "")
    throw new Error(
      `${where}: "cognito" must be the id of a user pool, and "clientId" that of a client of it.`,
    );
  const endpoint = entry["endpoint"] === undefined ? undefined : readEndpoint(where, entry);
  return askOldPool({ poolId, clientId, clientSecret: readMember(where, entry, "clientSecret"), endpoint });
}

function readEndpoint(where: string, { endpoint: url }: Entry): string {
  return readUrl(`${where}, "endpoint"`, { url }, true);
}

function readMember(where: string, entry: Entry, name: string): string | undefined {
  const value = entry[name];
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`${where}: "${name}" must be a text.`);
}

function openWebhook(where: string, entry: Entry, { clock, random }: Parts): TriggerFunction {
  checkMembers(where, entry, ["url", "secret", "codeKey", "plainCodes", "allowPrivateAddresses"]);
  const allowPrivateAddresses = readFlag(where, entry, "allowPrivateAddresses");
  const url = readUrl(where, entry, allowPrivateAddresses);
  const { secret } = entry;
  if (typeof secret !== "string" || secret.length < 16)
    throw new Error(`${where}: "secret" must be a text of 16 characters or more.`);
  const webhook = createWebhook({ url, secret, allowPrivateAddresses, clock });
  return { ...webhook, protectCode: readCodeProtection(where, entry, random) };
}

/** Plain HTTP is for this machine only: what goes over a network is encrypted. */
function readUrl(where: string, entry: Entry, allowPrivate: boolean): string {
  const { url } = entry;
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(parsed?.hostname ?? "");
  const isFit = parsed?.protocol === "https:" || (parsed?.protocol === "http:" && isLoopback && allowPrivate);
  if (parsed === undefined || !isFit || parsed.username !== "" || parsed.password !== "") {
    throw new Error(
      `${where}: "url" must be an https address without a password in it; http is taken for this machine with "allowPrivateAddresses": true.`,
    );
  }
  return parsed.href;
}

/** Codes go encrypted, or plain where the file says so; with neither word a custom sender there is refused its code. */
function readCodeProtection(where: string, entry: Entry, random: Random): TriggerFunction["protectCode"] {
  if (readFlag(where, entry, "plainCodes")) return undefined;
  const { codeKey } = entry;
  if (codeKey === undefined) {
    return () => {
      throw new Error(`${where}: a webhook that sends codes needs "codeKey", or "plainCodes": true.`);
    };
  }
  const key = Buffer.from(typeof codeKey === "string" ? codeKey : "", "base64");
  if (key.length !== 32) throw new Error(`${where}: "codeKey" must be 32 bytes in base64.`);
  return encryptCodes(key, random);
}

function readFlag(where: string, entry: Entry, name: string): boolean {
  const value = entry[name] ?? false;
  if (typeof value !== "boolean") throw new Error(`${where}: "${name}" must be true or false.`);
  return value;
}

/** A misspelt member would be a setting that silently does nothing. */
function checkMembers(where: string, entry: Entry, known: readonly string[]): void {
  const unknown = Object.keys(entry).find((member) => !known.includes(member));
  if (unknown !== undefined) throw new Error(`${where}: "${unknown}" is not known here.`);
}
