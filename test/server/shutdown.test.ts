// How a server ends, as a process: asked to, asked twice, in time or not, and by what nobody foresaw.
import { mkdtempSync, rmSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { provisionApp } from "../support/provision-app.ts";
import { newOperatorKey, signedClient } from "../support/running-server.ts";
import { failToStart, type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { startSmtpSink } from "../support/smtp-sink.ts";
import { targetOf } from "../support/target.ts";
import { sendCall } from "../support/wire-call.ts";

const operatorKey = newOperatorKey();
let dataDir: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "poolhouse-shutdown-"));
});
afterEach(async () => {
  await server?.end("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(flags: string[] = [], environment: Record<string, string> = {}): Promise<ServerProcess> {
  const keys = {
    POOLHOUSE_LOG_LEVEL: "warn",
    POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
  };
  server = await startServerProcess({ dataDir, flags, environment: { ...keys, ...environment } });
  return server;
}

const body = '{"UserPoolId":"eu-west-1_nobody"}';

interface Held {
  readonly request: ClientRequest;
  /** Resolves with the status, or with the error of the connection. */
  readonly answer: Promise<number | string>;
}

/** A request whose body is only half sent: the server has to wait for the rest. */
async function hold({ url }: ServerProcess): Promise<Held> {
  const headers = { "x-amz-target": targetOf("DescribeUserPool"), "content-length": body.length };
  const held = request(url, { method: "POST", headers });
  const answer = new Promise<number | string>((settle) => {
    held.once("response", (response) => settle(response.resume().statusCode ?? 0));
    held.once("error", (error) => settle(error.message));
  });
  await new Promise<void>((settle) => held.write(body.slice(0, 5), () => settle()));
  // The server answers in the order of coming, so it has seen the other one by now.
  await fetch(`${url}/health/live`);
  return { request: held, answer };
}

/** Resolves when nobody can connect any more. */
async function untilClosed(url: string): Promise<void> {
  while (
    await fetch(`${url}/health/live`).then(
      () => true,
      () => false,
    )
  );
}

describe("a server that is asked to stop", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("finishes the request under way, at %s", async (signal) => {
    const started = await start();
    const { url } = started;
    const held = await hold(started);
    const [exit, status] = await Promise.all([
      started.end(signal),
      untilClosed(url).then(() => {
        held.request.end(body.slice(5));
        return held.answer;
      }),
    ]);
    expect(status).toBe(400);
    expect(exit).toMatchObject({ code: 0, signal: null });
  });

  it("delivers the message of the last answer", async () => {
    const sink = await startSmtpSink();
    const { url, end } = await start(["--smtp-url", sink.url]);
    const clientId = await provision(url);
    await signUp(url, clientId);
    expect(await end("SIGTERM")).toMatchObject({ code: 0 });
    expect(sink.codesTo("ada@example.com")).toHaveLength(1);
    await sink.close();
  });

  it("leaves behind who does not finish in time, and says so", async () => {
    const started = await start(["--shutdown-seconds", "1"]);
    const held = await hold(started);
    const [exit, answer] = await Promise.all([started.end("SIGTERM"), held.answer]);
    expect(answer).toMatch(/socket hang up|ECONNRESET/);
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(exit.said).toContain("The time to stop was over before these were done: requests.");
  });

  it("leaves behind a gateway that hangs; its message stays in the outbox", async () => {
    const heard = Promise.withResolvers<void>();
    const gateway = createServer(() => heard.resolve());
    await new Promise<void>((settle) => gateway.listen(0, "127.0.0.1", settle));
    // A TCP server that listens has an address with a port.
    const { port } = gateway.address() as AddressInfo;
    const { url, end } = await start(["--shutdown-seconds", "1", "--smtp-url", `smtp://127.0.0.1:${port}`]);
    await signUp(url, await provision(url));
    await heard.promise;
    const exit = await end("SIGTERM");
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(exit.said).toContain("The time to stop was over before these were done: messages.");
    gateway.close();
    const database = new DatabaseSync(join(dataDir, "poolhouse.db"));
    expect(database.prepare("select count(*) as waiting from outbox").get()).toEqual({ waiting: 1 });
    database.close();
  });

  it("ends at once at the second signal, whichever it is", async () => {
    const started = await start();
    const held = await hold(started);
    const [exit] = await Promise.all([
      started.end("SIGTERM"),
      untilClosed(started.url).then(() => started.end("SIGINT")),
      held.answer,
    ]);
    expect(exit).toMatchObject({ code: null, signal: "SIGINT" });
  });
});

/** A pool and a client, by an operator. */
async function provision(url: string): Promise<string> {
  const sdk = signedClient(url, operatorKey);
  const { clientId } = await provisionApp(sdk, {});
  sdk.destroy();
  return clientId;
}

async function signUp(url: string, ClientId: string): Promise<void> {
  const body = { ClientId, Username: "ada@example.com", Password: "Correct-Horse-9" };
  expect((await sendCall(url, { name: "SignUp", body })).status).toBe(200);
}

describe("a server that cannot start", () => {
  it("ends with 1 and says which port is taken", async () => {
    const { url } = await start();
    const taken = new URL(url).port;
    const other = { dataDir: join(dataDir, "other") };
    const metrics = await failToStart({ ...other, flags: ["--metrics-port", taken] });
    expect(metrics).toMatchObject({
      code: 1,
      said: expect.stringContaining("choose one with --metrics-port"),
    });
    const itself = await failToStart({ ...other, flags: ["--port", taken, "--metrics-port", "0"] });
    expect(itself).toMatchObject({ code: 1, said: expect.stringContaining("choose one with --port") });
  });
});

describe("a server that meets what nobody foresaw", () => {
  const faults = {
    "an error that nobody catches": 'throw new Error("boom")',
    "a promise that nobody awaits": 'void Promise.reject(new Error("boom"))',
  };

  it.each(Object.entries(faults))("ends with 1 and a line that says why: %s", async (_, code) => {
    const hook = `process.once("SIGUSR2", () => { ${code} })`;
    const started = await start([], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    });
    const exit = await started.end("SIGUSR2");
    expect(exit).toMatchObject({ code: 1, signal: null });
    const lines = exit.said.split("\n").filter((line) => line.startsWith("{"));
    // A line of the log.
    const last = JSON.parse(lines.at(-1) ?? "{}") as object;
    expect(last).toMatchObject({
      level: "error",
      text: "The server ends, because nobody foresaw this.",
      fault: { message: "boom" },
    });
  });
});
