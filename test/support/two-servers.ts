/** Two server processes on one PostgreSQL, the database itself at hand for what would take too long through the door. */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { inject } from "vitest";
import { systemClock } from "../../packages/server/src/kernel/clock.ts";
import { createModularPower } from "../../packages/server/src/kernel/modular-power.ts";
import { systemRandom } from "../../packages/server/src/kernel/random.ts";
import { RootKey } from "../../packages/server/src/kernel/secret-keys.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import type { Registry } from "./people.ts";
import { createDatabase } from "./postgres.ts";
import { newOperatorKey, type OperatorKey, signedClient } from "./running-server.ts";
import { startServerProcess } from "./server-process.ts";
import { targetOf } from "./target.ts";

/** An answer in a word: `tokens`, a challenge's name, `done`, or the refusal's type and text; its body beside it. */
export interface Outcome {
  readonly word: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TwoServers {
  readonly registry: Registry;
  readonly sdk: CognitoIdentityProviderClient;
  /** Where they answer, and who may sign what only operators may call. */
  readonly urls: readonly [string, string];
  readonly operatorKey: OperatorKey;
  /** Calls an operation on the first or the second server, over connections that are kept; `from` is an address of this machine. */
  call(server: 0 | 1, name: string, body: object, from?: string): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Starts both; takes a few seconds. */
export async function startTwoServers(): Promise<TwoServers> {
  const database = await createDatabase(inject("postgresUrl"));
  const dataDir = mkdtempSync(join(tmpdir(), "poolhouse-races-"));
  const rootKey = systemRandom.bytes(32);
  const operatorKey = newOperatorKey();
  const options = {
    dataDir,
    databaseUrl: database.url,
    flags: ["--issuer-url", "http://pools.example", "--mailbox"],
    environment: {
      POOLHOUSE_ROOT_KEY: rootKey.toString("base64"),
      POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
      POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
    },
  };
  const first = await startServerProcess(options);
  const second = await startServerProcess(options);
  const store = await openStore(database.url);
  const sdk = signedClient(first.url, operatorKey);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    registry: {
      store,
      rootKey: new RootKey(rootKey),
      random: systemRandom,
      clock: systemClock,
      powers: createModularPower(),
    },
    sdk,
    urls: [first.url, second.url],
    operatorKey,
    call: (server, name, body, from) =>
      send({ url: server === 0 ? first.url : second.url, agent, from }, name, body),
    async stop() {
      agent.destroy();
      sdk.destroy();
      await Promise.all([first.end("SIGTERM"), second.end("SIGTERM")]);
      await store.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** By `node:http`, which asks less of a small machine than `fetch`: the servers need it. */
function send(
  to: { url: string; agent: Agent; from?: string | undefined },
  name: string,
  body: object,
): Promise<Outcome> {
  const text = JSON.stringify(body);
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "content-length": Buffer.byteLength(text),
    "x-amz-target": targetOf(name),
  };
  return new Promise((resolve, reject) => {
    const origin = to.from === undefined ? {} : { localAddress: to.from };
    const asked = request(to.url, { method: "POST", agent: to.agent, headers, ...origin }, (answer) => {
      let heard = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (heard += chunk));
      answer.on("end", () => resolve(read(heard)));
    });
    asked.on("error", reject);
    asked.end(text);
  });
}

function read(text: string): Outcome {
  // Every answer of the protocol is a JSON object or nothing.
  const body = JSON.parse(text === "" ? "{}" : text) as Record<string, string>;
  if (body["__type"] !== undefined) return { word: `${body["__type"]}: ${body["message"]}`, body };
  if (body["AuthenticationResult"] !== undefined) return { word: "tokens", body };
  return { word: body["ChallengeName"] ?? "done", body };
}
