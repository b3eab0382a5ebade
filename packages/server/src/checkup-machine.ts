/** The machine: its clock, its disk, who may read the files, and the address that tokens name. */
import { stat, statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Finding, Patient } from "./checkup.ts";
import type { Config } from "./config.ts";
import { minute, second } from "./kernel/clock.ts";
import { formatInstant } from "./kernel/instants.ts";

/** Codes of authenticator apps change every 30 seconds, and signatures bear 15 minutes: more than this is felt. */
const tolerance = 5 * second;

/** Against the database server's clock, and against the latest change, which cannot lie ahead of us. */
export function checkClock({ clock, database }: Patient): Finding[] {
  const name = "clock";
  const now = clock.now();
  const facts = database instanceof Error ? undefined : database;
  const apart = facts?.now === undefined ? 0 : Math.abs(facts.now - now);
  const advice = "Synchronise the clock (NTP).";
  if (apart > tolerance) {
    const text = `This machine and the database server are ${Math.round(apart / second)} seconds apart. ${advice}`;
    return [{ name, state: "failed", text }];
  }
  if (facts?.lastChange !== undefined && facts.lastChange - now > minute) {
    const text = `It says ${formatInstant(now)}, but the database was changed at ${formatInstant(facts.lastChange)}. ${advice}`;
    return [{ name, state: "failed", text }];
  }
  const how = facts?.now === undefined ? "" : ", like the database server's";
  return [{ name, state: "ok", text: `It says ${formatInstant(now)}${how}.` }];
}

/** Less than this is a warning: bytes. */
const scarce = 512 * 1024 * 1024;

/** Where an embedded database lives there must be room for it. */
export async function checkDisk({ config }: Patient): Promise<Finding[]> {
  const folder = embeddedFolder(config);
  if (folder === undefined) return [];
  try {
    const { bavail, bsize } = await statfs(folder);
    const megabytes = Math.floor((bavail * bsize) / (1024 * 1024));
    const isScarce = bavail * bsize < scarce;
    const text = `${megabytes} MiB are free at ${folder}.${isScarce ? " A full disk stops every change: make room." : ""}`;
    return [{ name: "disk", state: isScarce ? "warning" : "ok", text }];
  } catch {
    return [{ name: "disk", state: "skipped", text: `${folder} does not exist yet.` }];
  }
}

function embeddedFolder({ databaseUrl }: Config): string | undefined {
  return databaseUrl.startsWith("sqlite:") ? dirname(databaseUrl.slice("sqlite:".length)) : undefined;
}

/** What holds secrets is for the account that runs the server alone. */
export async function checkFiles({ config }: Patient): Promise<Finding[]> {
  const { databaseUrl, triggersFile } = config;
  const embedded = databaseUrl.startsWith("sqlite:") ? [databaseUrl.slice("sqlite:".length)] : [];
  const keyFile = config.rootKey === undefined ? [config.rootKeyFile] : [];
  const files = [...embedded, ...keyFile, ...(triggersFile === undefined ? [] : [triggersFile])];
  // Windows has no such modes.
  const open = process.platform === "win32" ? [] : await findOpen(files);
  if (open.length === 0)
    return [{ name: "files", state: "ok", text: "Nobody else may read what holds secrets." }];
  const text = `Others on ${hostname()} may read ${open.join(", ")}: chmod 600 ${open.join(" ")}`;
  return [{ name: "files", state: "warning", text }];
}

async function findOpen(files: readonly string[]): Promise<string[]> {
  const areOpen = await Promise.all(files.map(isOpen));
  return files.filter((_file, at) => areOpen[at]);
}

/** Whether others may read it, and enter the folder it lies in. */
async function isOpen(file: string): Promise<boolean> {
  try {
    const [own, folder] = [await stat(file), await stat(dirname(file))];
    return (own.mode & 0o077) !== 0 && (folder.mode & 0o011) !== 0;
  } catch {
    // What is not there is the matter of another check.
    return false;
  }
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Tokens name it, and whoever checks them fetches the keys from there: it must not change, and must be reachable. */
export async function checkIssuer({ config }: Patient): Promise<Finding[]> {
  const name = "issuer";
  const { issuerUrl, host } = config;
  if (issuerUrl === undefined) {
    const isLocal = loopback.test(host) || host === "::1";
    const text = isLocal
      ? "Tokens name the address listened on; fine on one machine. Elsewhere say --issuer-url."
      : `Tokens name http://${host}, which others may not reach. Say --issuer-url with the public address.`;
    return [{ name, state: isLocal ? "ok" : "warning", text }];
  }
  const { protocol, hostname: named } = new URL(issuerUrl);
  if (protocol === "http:" && !loopback.test(named)) {
    const text = `${issuerUrl} is not encrypted: passwords travel in the clear. Put TLS in front and say https.`;
    return [{ name, state: "warning", text }];
  }
  return [{ name, ...(await askHealth(issuerUrl)) }];
}

/** How long a public address may take to answer, in milliseconds. */
const patience = 5 * second;

async function askHealth(issuerUrl: string): Promise<Pick<Finding, "state" | "text">> {
  try {
    const answer = await fetch(`${issuerUrl}/health/live`, { signal: AbortSignal.timeout(patience) });
    if (answer.ok) return { state: "ok", text: `A server answers at ${issuerUrl}.` };
    const text = `${issuerUrl} answers with HTTP ${answer.status}: the proxy in front must pass everything on.`;
    return { state: "warning", text };
  } catch {
    const text = `Nothing answers at ${issuerUrl}, at least not from here. Fine while the server is not running.`;
    return { state: "warning", text };
  }
}
