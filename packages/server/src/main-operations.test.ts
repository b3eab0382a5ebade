// What operators see of a server: metrics, log lines, readiness while it stops, and what it thinks of its database.
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase } from "../../../test/support/postgres.ts";
import { readConfig } from "./config.ts";
import type { RequestLine } from "./kernel/log.ts";
import { type RunningServer, startServer } from "./main.ts";
import { call } from "./operations/call.ts";

let folder: string;
let running: RunningServer[];
let lines: RequestLine[];
let notices: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-operations-"));
  [running, lines, notices] = [[], [], []];
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  rmSync(folder, { recursive: true });
});

const rootKey = Buffer.from(Array.from({ length: 32 }, (_, at) => 200 - at)).toString("base64");

async function start(...flags: string[]): Promise<RunningServer> {
  const environment = { POOLHOUSE_ROOT_KEY: rootKey };
  const config = readConfig(["--port", "0", "--data-dir", folder, ...flags], environment);
  const log = {
    request: (line: RequestLine) => void lines.push(line),
    fault: () => {},
    notice: (text: string) => void notices.push(text),
  };
  const server = await startServer(config, { log });
  running.push(server);
  return server;
}

const post = (
  url: string,
  name: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${name}`, ...headers },
    body: JSON.stringify(body),
  });

/** A pool with an app client. */
async function makeClient({ world }: RunningServer): Promise<{ poolId: string; clientId: string }> {
  // The outputs of these operations.
  const { UserPool } = (await call(world, "CreateUserPool", { PoolName: "people" })) as {
    UserPool: { Id: string };
  };
  const asked = {
    UserPoolId: UserPool.Id,
    ClientName: "web",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    PreventUserExistenceErrors: "ENABLED",
  };
  const made = (await call(world, "CreateUserPoolClient", asked)) as { UserPoolClient: { ClientId: string } };
  return { poolId: UserPool.Id, clientId: made.UserPoolClient.ClientId };
}

describe("a line of the log", () => {
  it("names pool, client, step and what came of it, and nothing of a stranger's choosing", async () => {
    const server = await start();
    const { poolId, clientId } = await makeClient(server);
    await post(server.url, "InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: "ada", PASSWORD: "Correct-Horse-9" },
    });
    await post(server.url, "InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", ClientId: "stranger" });
    await post(server.url, "DescribeUserPool", { UserPoolId: "eu-west-1_stranger" });
    expect(lines).toEqual([
      {
        requestId: expect.any(String),
        operation: "InitiateAuth",
        outcome: "NotAuthorizedException",
        reason: expect.stringMatching(/^[a-z_]+$/),
        poolId,
        clientId,
        step: "USER_PASSWORD_AUTH",
        durationMs: expect.any(Number),
        ipAddress: "127.0.0.1",
      },
      expect.objectContaining({ operation: "InitiateAuth", outcome: "ResourceNotFoundException" }),
      expect.objectContaining({
        operation: "DescribeUserPool",
        outcome: "MissingAuthenticationTokenException",
      }),
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/stranger|ada|Correct-Horse/);
  });

  it("tells the address that a trusted proxy saw, and the socket's for anybody else", async () => {
    const forwarded = { "x-forwarded-for": "198.51.100.1, 203.0.113.7" };
    await post((await start()).url, "InitiateAuth", {}, forwarded);
    await post((await start("--trusted-proxies", "127.0.0.1")).url, "InitiateAuth", {}, forwarded);
    await post((await start("--trusted-proxies", "10.0.0.0/8")).url, "InitiateAuth", {}, forwarded);
    expect(lines.map(({ ipAddress }) => ipAddress)).toEqual(["127.0.0.1", "203.0.113.7", "127.0.0.1"]);
  });
});

describe("metrics", () => {
  it("are on a port of their own, and nowhere else", async () => {
    const server = await start("--metrics-port", "0");
    await post(server.url, "InitiateAuth", {});
    const answer = await fetch(server.metricsUrl ?? "");
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toContain(
      'poolhouse_requests_total{operation="InitiateAuth",outcome="InvalidParameterException"',
    );
    expect(text).toContain("poolhouse_outbox_messages 0");
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    const operatorPort = new URL(server.metricsUrl ?? "").origin;
    for (const path of ["/", "/health/ready", "/metrics/x"])
      expect((await fetch(operatorPort + path)).status).toBe(404);
    expect((await fetch(`${operatorPort}/metrics`, { method: "POST" })).status).toBe(404);
  });

  it("are off unless asked for", async () => {
    expect((await start()).metricsUrl).toBeUndefined();
  });
});

describe("a server that is asked to stop", () => {
  it("says first that it is not ready, and answers on for as long as it was told", async () => {
    const server = await start("--drain-seconds", "1");
    const isReady = (): Promise<number> => fetch(`${server.url}/health/ready`).then(({ status }) => status);
    expect(await isReady()).toBe(200);
    const stopped = server.stop();
    running = [];
    expect(await isReady()).toBe(503);
    expect((await post(server.url, "InitiateAuth", {})).status).toBe(400);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    await stopped;
    await expect(isReady()).rejects.toThrow("fetch failed");
  });

  it("cuts off who does not come to an end in time", async () => {
    const server = await start("--shutdown-seconds", "0");
    const slow = request(server.url, { method: "POST", headers: { "content-length": "10" } });
    const cut = new Promise((settle) => slow.once("error", settle));
    await new Promise<void>((settle) => slow.write("{", () => settle()));
    await fetch(`${server.url}/health/live`);
    running = [];
    await server.stop();
    expect(await cut).toBeInstanceOf(Error);
  });
});

describe("the database", () => {
  it("is said to lose things where PostgreSQL is set up to", async () => {
    const database = await createDatabase(inject("postgresUrl"));
    await (await start("--database-url", database.url)).stop();
    running = [];
    await database.drop();
    expect(notices.map((notice) => /(\w+=off)/.exec(notice)?.[1])).toEqual([
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
    ]);
  });

  it("is not, where SQLite waits for the disk", async () => {
    const { world } = await start();
    expect(await world.store.weaknesses()).toEqual([]);
    expect(notices).toEqual([]);
  });
});
