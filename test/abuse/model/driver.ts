/**
 * What a walk drives: the public API, at two doors that share one database. A door is an operation called in this process, or a
 * server process behind HTTP; the walk cannot tell which, but that only in this process time can be told to pass.
 */
import type { OperationInputs, OperationName } from "@poolhouse/protocol";
import { createModularPower } from "../../../packages/server/src/kernel/modular-power.ts";
import { ServiceError } from "../../../packages/server/src/kernel/errors.ts";
import { openStore } from "../../../packages/server/src/store/open.ts";
import { createCodeReader } from "../../support/every-factor.ts";
import { readMessages } from "../../support/mailbox-reader.ts";
import type { SrpTools } from "../../support/people.ts";
import { createDatabase } from "../../support/postgres.ts";
import { createService, type Service } from "../../support/service.ts";
import { startTwoServers } from "../../support/two-servers.ts";
import { sendCall } from "../../support/wire-call.ts";

/** An answer in a word: `tokens`, a challenge's name, `done`, or the refusal's type and text; its body beside it. */
export interface Outcome {
  readonly word: string;
  readonly body: Body;
}

/** The members of an answer that any command looks at. */
export interface Body {
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly Session?: string;
  readonly SecretCode?: string;
  readonly RecoveryCodes?: readonly string[];
  readonly Username?: string;
  readonly UserSub?: string;
  readonly AuthenticationResult?: {
    readonly AccessToken?: string;
    readonly RefreshToken?: string;
    readonly ExpiresIn?: number;
    readonly NewDeviceMetadata?: { readonly DeviceKey?: string; readonly DeviceGroupKey?: string };
  };
  readonly CodeDeliveryDetails?: { readonly AttributeName?: string };
  readonly UserPool?: { readonly Id?: string };
  readonly UserPoolClient?: { readonly ClientId?: string };
  readonly UserAttributes?: readonly { readonly Name?: string; readonly Value?: string }[];
}

export type Door = 0 | 1;

export interface Driver {
  call<N extends OperationName>(door: Door, name: N, input: OperationInputs[N]): Promise<Outcome>;
  /** The code that was just sent to an address. Each is read once, so that an older one is not taken for it. */
  readCode(to: string): Promise<string>;
  /** The client's half of SRP, and the servers' time. */
  readonly srp: SrpTools;
  /** Lets time pass; absent where it passes by itself. */
  readonly advance?: (milliseconds: number) => void;
  stop(): Promise<void>;
}

/** One service on SQLite in memory, at both doors. */
export async function openInProcess(): Promise<Driver> {
  const service = await createService({ seed: "model" });
  return driveServices([service, service]);
}

/** Two services on one PostgreSQL, which see one time. */
export async function openPair(postgresUrl: string): Promise<Driver> {
  const database = await createDatabase(postgresUrl);
  const first = await createService({ store: await openStore(database.url), seed: "first door" });
  const second = await createService({ store: await openStore(database.url), seed: "second door" });
  const driver = driveServices([first, second]);
  return {
    ...driver,
    async stop() {
      await driver.stop();
      await second.close();
      await database.drop();
    },
  };
}

function driveServices(services: readonly [Service, Service]): Driver {
  const [first, second] = services;
  const reader = createCodeReader(first);
  const clocks = new Set([first.clock, second.clock]);
  return {
    call: (door, name, input) => settle(services[door].call(name, input)),
    readCode: (to) => reader.newest(to),
    srp: first,
    advance: (milliseconds) => clocks.forEach((clock) => clock.advance(milliseconds)),
    stop: () => first.close(),
  };
}

/** Two server processes on one PostgreSQL, in real time. */
export async function openProcesses(): Promise<Driver> {
  const servers = await startTwoServers();
  const read = new Set<string>();
  return {
    async call(door, name, input) {
      if (!isForOperators(name)) return wordOf(await servers.call(door, name, input));
      const { status, text } = await sendCall(servers.urls[door], {
        name,
        body: input,
        signer: servers.operatorKey,
      });
      if (status >= 500) throw new Error(`${name}: ${text}`);
      // Every answer of the protocol is a JSON object or nothing.
      return toOutcome(JSON.parse(text === "" ? "{}" : text) as Body & Fault);
    },
    readCode: (to) => awaitUnread(servers.urls, { to, read }),
    srp: { world: { powers: createModularPower() }, clock: { now: () => Date.now() } },
    stop: () => servers.stop(),
  };
}

interface Fault {
  readonly __type?: string;
  readonly message?: string;
}

function wordOf({ word, body }: { word: string; body: object }): Outcome {
  if (word.startsWith("InternalErrorException")) throw new Error(word);
  return { word, body };
}

function toOutcome(body: Body & Fault): Outcome {
  if (body.__type !== undefined) return { word: `${body.__type}: ${body.message}`, body: {} };
  if (body.AuthenticationResult !== undefined) return { word: "tokens", body };
  return { word: body.ChallengeName ?? "done", body };
}

async function settle(call: Promise<unknown>): Promise<Outcome> {
  try {
    // Some operations answer nothing at all.
    return toOutcome((await call) ?? {});
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { word: `${error.type}: ${error.message}`, body: {} };
  }
}

/** Whether only an operator's signature opens an operation that the walks use. */
function isForOperators(name: OperationName): boolean {
  return name.startsWith("Admin") || name === "SetUserPoolMfaConfig" || name.startsWith("CreateUserPool");
}

const patience = 10_000;

/** Whichever server sends a message keeps it: both mailboxes are asked until there is one that was not read before. */
async function awaitUnread(
  urls: readonly [string, string],
  { to, read }: { to: string; read: Set<string> },
): Promise<string> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const [first, second] = await Promise.all([readMessages(urls[0], to), readMessages(urls[1], to)]);
    const unread = [...first, ...second].find(({ id, code }) => code !== undefined && !read.has(id));
    if (unread !== undefined) {
      read.add(unread.id);
      return unread.code ?? "";
    }
  }
  throw new Error(`no message came for ${to} within ${patience} ms`);
}
