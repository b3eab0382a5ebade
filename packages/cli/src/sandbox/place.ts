/** Where a sandbox keeps what it has, and where it listens: the same at every start. */
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describeConfig } from "@poolhouse/server/config";
import { readIdentifier, usualIdentifier } from "../backend/find-project.ts";
import type { Given } from "../command.ts";
import { sandboxDefaults } from "../commands/server.ts";

/** One sandbox of a project. */
export interface SandboxPlace {
  readonly identifier: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly host: string;
  /** Whether the flags, the environment or a file say which port. */
  readonly isPortChosen: boolean;
}

/**
 * Reads where the sandbox is. The usual one is in `.poolhouse`, others are in a folder of it.
 *
 * @throws CommandError for an identifier that is none; ConfigError for settings.
 */
export function readPlace(given: Given): SandboxPlace {
  const identifier = readIdentifier(given.text("identifier"));
  const folder = sandboxDefaults["data-dir"];
  const dataDir = identifier === usualIdentifier() ? folder : join(folder, identifier);
  const defaults = { ...sandboxDefaults, "data-dir": dataDir };
  const settings = new Map(
    describeConfig(given.settings, process.env, defaults).map((setting) => [setting.name, setting]),
  );
  return {
    identifier,
    dataDir: settings.get("data-dir")?.value ?? dataDir,
    databaseUrl: settings.get("database-url")?.value ?? "",
    host: settings.get("host")?.value ?? "",
    isPortChosen: settings.get("port")?.source !== "default",
  };
}

/** Makes the folder, out of git's sight. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, ".gitignore"), "*\n", { flag: "wx" }).catch(() => undefined);
}

/** Ports of sandboxes lie here, beside the server's own 9240. */
const range = { first: 9300, count: 600 };

/** A port, and what somebody should know of it. */
export interface ChosenPort {
  readonly port: number;
  readonly notice?: string;
}

/**
 * The port of a sandbox: the one it had before, else one that follows from its name. If that is taken, the next free one.
 *
 * @param name of the project and the sandbox, e.g. `my-app/ada`.
 */
export async function choosePort({ host, dataDir }: SandboxPlace, name: string): Promise<ChosenPort> {
  const known = Number(await readFile(portFile(dataDir), "utf8").catch(() => ""));
  const wanted = known > 0 ? known : range.first + (hash(name) % range.count);
  const port = await firstFree(host, wanted);
  if (port === wanted) return { port };
  return { port, notice: `Port ${wanted} is taken, so this sandbox is at ${port}.` };
}

const portFile = (dataDir: string): string => join(dataDir, "port");

/** Keeps the first port that the sandbox was at, for its next starts. */
export async function rememberPort({ dataDir }: SandboxPlace, port: string): Promise<void> {
  await writeFile(portFile(dataDir), `${port}\n`, { flag: "wx" }).catch(() => undefined);
}

/** FNV-1a: any hash would do that is the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

async function firstFree(host: string, wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port += 1) {
    if (await isFree(host, port)) return port;
  }
  // Something is odd here; the server will say what.
  return wanted;
}

function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
