/** A server of this process on a free loopback port, for tests that look inside while they speak HTTP. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { readConfig } from "../../packages/server/src/config.ts";
import type { Clock } from "../../packages/server/src/kernel/clock.ts";
import type { Fault } from "../../packages/server/src/kernel/log.ts";
import { startServer } from "../../packages/server/src/main.ts";
import type { World } from "../../packages/server/src/operations/operation.ts";
import { newOperatorKey, type OperatorKey, signedClient } from "./running-server.ts";

export interface InProcessServer {
  readonly url: string;
  readonly world: World;
  readonly operatorKey: OperatorKey;
  readonly sdk: CognitoIdentityProviderClient;
  /** What the server logged as faults, oldest first; an answer outside the model is one. */
  readonly faults: readonly Fault[];
  stop(): Promise<void>;
}

/** Starts it on SQLite in a folder of its own, with answers and refusals held against the model; told what time it is by `clock`. */
export async function startInProcessServer(
  options: { flags?: readonly string[]; clock?: Clock } = {},
): Promise<InProcessServer> {
  const { flags = [], ...parts } = options;
  const dataDir = mkdtempSync(join(tmpdir(), "poolhouse-inside-"));
  const operatorKey = newOperatorKey();
  const faults: Fault[] = [];
  const log = { request: () => {}, notice: () => {}, fault: (fault: Fault) => void faults.push(fault) };
  const config = readConfig(
    ["--port", "0", "--data-dir", dataDir, "--mailbox", "--rate-limits", "off", ...flags],
    {
      POOLHOUSE_ROOT_KEY: randomBytes(32).toString("base64"),
      POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
      POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
    },
  );
  const server = await startServer(config, { ...parts, log, assertModel: true });
  const sdk = signedClient(server.url, operatorKey);
  return {
    url: server.url,
    world: server.world,
    operatorKey,
    sdk,
    faults,
    async stop() {
      sdk.destroy();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
