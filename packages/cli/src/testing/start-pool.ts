import { newestOutputVersion, writeOutputs } from "@poolhouse/backend/outputs";
import type { JsonObject } from "@poolhouse/protocol";
import {
  type Log,
  type OperatorKey,
  readConfig,
  type RunningServer,
  silentLog,
  startServer,
  systemRandom,
} from "@poolhouse/server";
import { readOutputFacts } from "../read-output-facts.ts";
import { type Ask, askOf } from "./ask.ts";
import { AuthenticatorApps } from "./authenticator-apps.ts";
import { drawPairs } from "./key-stock.ts";
import { movableClock, type MovableClock } from "./movable-clock.ts";
import { createUser, type Invitation, type Person } from "./people.ts";
import { type MadePool, makePool, type PoolSettings } from "./pool-settings.ts";
import { MailReader, type ReadMessage } from "./read-mail.ts";

/** A user pool of a test's own. */
export interface TestPool extends MadePool, AsyncDisposable {
  /** Where it answers, on this machine; for `userPoolEndpoint` of Amplify and `endpoint` of an AWS SDK. */
  readonly endpoint: string;
  readonly region: string;
  /** The page on which its messages can be looked at, while a test is held. */
  readonly mailbox: string;
  /** What `Amplify.configure` takes. */
  readonly config: {
    Auth: { Cognito: { userPoolId: string; userPoolClientId: string; userPoolEndpoint: string } };
  };
  /** What a sandbox would write to `amplify_outputs.json`. */
  readonly outputs: JsonObject;
  readonly clock: MovableClock;
  /** What signs the operations of operators, for an AWS SDK or the command line. */
  readonly operatorKey: OperatorKey;
  /** Any operation by its name, with an operator's rights, without the network. Refusals are thrown by their names. */
  readonly ask: Ask;
  /** The messages so far, newest first; to one address or number, or all. */
  messages(options?: { to?: string }): ReadMessage[];
  /** The code of the newest message to somebody that was not read yet; waits until one comes, ten seconds unless said. */
  readCode(to: string, options?: { within?: number }): Promise<string>;
  /** The newest message to somebody that was not read yet, also one without a code; waits as `readCode` does. */
  readMessage(to: string, options?: { within?: number }): Promise<ReadMessage>;
  /** A code of an authenticator app that holds this secret, or was shown this `otpauth://` address; never the same twice. */
  totp(secret: string): string;
  /** Somebody who has signed up already. */
  createUser(invitation: Invitation): Promise<Person>;
  /** Stops answering and forgets everything. */
  stop(): Promise<void>;
}

/** Starts a pool for a test (testing.ts). */
export async function startPool(settings: PoolSettings = {}): Promise<TestPool> {
  const clock = movableClock(settings.now);
  const operatorKey = newOperatorKey();
  const server = await launch(clock, operatorKey);
  try {
    const ask = askOf(server.world);
    const made = await makePool(ask, settings);
    const outputs = await readOutputs(server.url, { ask, made });
    return describe(server, { clock, operatorKey, ask, made, outputs });
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function launch(clock: MovableClock, key: OperatorKey): Promise<RunningServer> {
  const flags = ["--port", "0", "--database-url", "sqlite::memory:", "--mailbox", "--rate-limits", "off"];
  const environment = {
    POOLHOUSE_ROOT_KEY: Buffer.from(systemRandom.bytes(32)).toString("base64"),
    POOLHOUSE_ACCESS_KEY_ID: key.accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: key.secretAccessKey,
  };
  return startServer(readConfig(flags, environment), { clock, log, generatePair: drawPairs() });
}

function newOperatorKey(): OperatorKey {
  const random = (count: number): string => Buffer.from(systemRandom.bytes(count)).toString("hex");
  return { accessKeyId: `PHTEST${random(7).toUpperCase()}`, secretAccessKey: random(24) };
}

/** Refusals are what tests are about; only what should never happen is worth a line. */
const log: Log = {
  ...silentLog,
  fault: ({ where, cause }) => console.error(`poolhouse: a fault in ${where}:`, cause),
};

interface Parts {
  readonly clock: MovableClock;
  readonly operatorKey: OperatorKey;
  readonly ask: Ask;
  readonly made: MadePool;
  readonly outputs: JsonObject;
}

async function readOutputs(
  endpoint: string,
  { ask, made }: Pick<Parts, "ask" | "made">,
): Promise<JsonObject> {
  const facts = await readOutputFacts({ endpoint, ask }, made);
  const { text } = writeOutputs(facts, { format: "json", version: newestOutputVersion, isStrict: false });
  // The form that was asked for is a JSON object.
  return JSON.parse(text) as JsonObject;
}

function describe(server: RunningServer, { clock, operatorKey, ask, made, outputs }: Parts): TestPool {
  const { url: endpoint, world, mailbox } = server;
  if (mailbox === undefined) throw new Error("a server for tests runs without its mailbox");
  const mail = new MailReader(mailbox);
  const apps = new AuthenticatorApps(() => clock.now());
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= server.stop());
  const { userPoolId, userPoolClientId } = made;
  return {
    ...made,
    endpoint,
    region: world.region,
    mailbox: `${endpoint}/_mailbox`,
    config: { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: endpoint } } },
    outputs,
    clock,
    operatorKey,
    ask,
    messages: ({ to } = {}) => mail.messages(to),
    readCode: (to, { within } = {}) => mail.readCode(to, within),
    readMessage: (to, { within } = {}) => mail.readMessage(to, within),
    totp: (secret) => apps.nextCode(secret),
    createUser: (invitation) => createUser({ ask, userPoolId, apps }, invitation),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
