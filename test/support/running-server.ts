/**
 * A real server for tests that come from outside: the command line in a process of its own, on a free loopback port, with a
 * data folder that goes when it stops, the development mailbox on, and operator keys handed in through the environment.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

/** A server that answers at `url` until it is stopped. */
export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly operatorKey: OperatorKey;
  /** The AWS SDK's client, signing with the operator key; only its endpoint is set. */
  readonly sdk: CognitoIdentityProviderClient;
  /** Asks it to stop, waits for it, and removes its data. */
  stop(): Promise<void>;
}

/** What signs operator operations. */
export interface OperatorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const testRegion = "eu-west-1";

/** Starts a server on SQLite in its own data folder, or on the database at `databaseUrl`. Stop it in afterAll. */
export async function startRunningServer(
  options: { databaseUrl?: string; flags?: readonly string[] } = {},
): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "poolhouse-server-"));
  const operatorKey = newOperatorKey();
  const child = launch(dataDir, operatorKey, options);
  try {
    const url = await readReadyLine(child);
    const sdk = signedClient(url, operatorKey);
    return { url, operatorKey, sdk, stop: () => stop(child, { dataDir, sdk }) };
  } catch (cause) {
    child.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
    throw cause;
  }
}

/** A key nobody has used before, in the form the service gives them. */
export function newOperatorKey(): OperatorKey {
  return {
    accessKeyId: `PHTEST${randomBytes(7).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
  };
}

/** The AWS SDK's client, unmodified; one attempt, so that a test sees the first answer. */
export function signedClient(endpoint: string, credentials: OperatorKey): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: testRegion,
    endpoint,
    credentials,
    maxAttempts: 1,
  });
}

function launch(
  dataDir: string,
  key: OperatorKey,
  { databaseUrl, flags = [] }: { databaseUrl?: string; flags?: readonly string[] },
): ChildProcess {
  const main = resolve("packages/cli/src/main.ts");
  const place = ["--host", "127.0.0.1", "--port", "0", "--data-dir", dataDir, "--region", testRegion];
  const database = databaseUrl === undefined ? [] : ["--database-url", databaseUrl];
  const command = [
    "--conditions=@poolhouse/source",
    main,
    "serve",
    ...place,
    ...database,
    ...flags,
    "--mailbox",
    // Tests ask as fast as they can; whoever tests the limits says so.
    ...(flags.includes("--rate-limits") ? [] : ["--rate-limits", "off"]),
  ];
  return spawn(process.execPath, command, {
    env: {
      PATH: process.env["PATH"],
      POOLHOUSE_ROOT_KEY: randomBytes(32).toString("base64"),
      POOLHOUSE_ACCESS_KEY_ID: key.accessKeyId,
      POOLHOUSE_SECRET_ACCESS_KEY: key.secretAccessKey,
      POOLHOUSE_LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits for the one line on standard output by which the server says where it answers. */
function readReadyLine(child: ChildProcess): Promise<string> {
  return new Promise((settle, reject) => {
    let said = "";
    const complain = (): void => reject(new Error(`the server did not start: ${said}`));
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /Poolhouse is ready at (http:\/\/\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      child.off("exit", complain);
      settle(url.replace(/\/$/, ""));
    };
    child.stdout?.on("data", listen);
    // Faults are worth seeing in the test's own output.
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      process.stderr.write(chunk);
    });
    child.once("exit", complain).once("error", reject);
  });
}

async function stop(
  child: ChildProcess,
  { dataDir, sdk }: { dataDir: string; sdk: CognitoIdentityProviderClient },
): Promise<void> {
  sdk.destroy();
  const exited = new Promise<number | null>((settle) => child.once("exit", settle));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGTERM");
    await exited;
  }
  rmSync(dataDir, { recursive: true, force: true });
}
