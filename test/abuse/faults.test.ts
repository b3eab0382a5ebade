/** Things that go wrong around the server: keys that are missing or wrong (D6), a stop in mid-flight, gateways that are away or hang (F10). */
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serviceName } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase } from "../support/postgres.ts";
import { provisionApp, provisionPerson } from "../support/provision-app.ts";
import { newOperatorKey, signedClient } from "../support/running-server.ts";
import { failToStart, type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { startSmtpSink } from "../support/smtp-sink.ts";
import { sendCall } from "../support/wire-call.ts";

const operatorKey = newOperatorKey();
const operator = {
  POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
  POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
};
const newKey = (): string => randomBytes(32).toString("base64");

let dataDir: string;
let cleanUp: (() => unknown)[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "poolhouse-faults-"));
  cleanUp = [() => rmSync(dataDir, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const work of cleanUp.toReversed()) await work();
});

async function start(
  options: { flags?: string[]; databaseUrl?: string; environment?: Record<string, string> } = {},
) {
  const server = await startServerProcess({
    dataDir,
    ...options,
    environment: { ...operator, ...options.environment },
  });
  cleanUp.push(() => server.end("SIGKILL"));
  return server;
}

/** A client of a fresh pool whose users sign in by e-mail address. */
async function provision(server: ServerProcess): Promise<string> {
  const sdk = signedClient(server.url, operatorKey);
  const app = await provisionApp(sdk);
  await provisionPerson(sdk, app, {
    username: "alice@example.com",
    password: "Correct-Horse-9",
    permanent: true,
  });
  sdk.destroy();
  return app.clientId;
}

const signInBody = (ClientId: string): string =>
  JSON.stringify({
    ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "alice@example.com", PASSWORD: "Correct-Horse-9" },
  });

const signsIn = async ({ url }: ServerProcess, clientId: string): Promise<boolean> =>
  (await sendCall(url, { name: "InitiateAuth", body: signInBody(clientId) })).status === 200;

describe("the root key (D6)", () => {
  it("missing from a server with data keeps it from starting, and is not made anew", async () => {
    const first = await start();
    const clientId = await provision(first);
    expect(await first.end("SIGTERM")).toMatchObject({ code: 0 });
    const [file, kept] = [join(dataDir, "root.key"), join(dataDir, "root.key.kept")];
    renameSync(file, kept);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { code, said } = await failToStart({ dataDir, environment: operator });
      expect(code).toBe(1);
      expect(said).toMatch(/has data, but its root key is not at .*root\.key/);
      expect(said).not.toMatch(/\bat .*:\d+:\d+/);
    }
    expect(() => readFileSync(file)).toThrow("ENOENT");
    copyFileSync(kept, file);
    expect(await signsIn(await start(), clientId)).toBe(true);
  });

  it("of another installation, cut short or guessable keeps it from starting, and changes nothing", async () => {
    const first = await start();
    const clientId = await provision(first);
    await first.end("SIGTERM");
    const file = join(dataDir, "root.key");
    const right = readFileSync(file, "utf8");
    const wrong: [string, RegExp][] = [
      [newKey(), /not the one this database was made with/],
      [right.slice(0, 20), /must hold 32 bytes/],
      ["", /must hold 32 bytes/],
      [Buffer.alloc(32).toString("base64"), /anybody could guess/],
    ];
    for (const [key, reason] of wrong) {
      writeFileSync(file, key, { mode: 0o600 });
      const { code, said } = await failToStart({ dataDir, environment: operator });
      expect(code).toBe(1);
      expect(said).toMatch(reason);
      if (key !== "") expect(said).not.toContain(key);
    }
    writeFileSync(file, right, { mode: 0o600 });
    expect(await signsIn(await start(), clientId)).toBe(true);
  });

  it("is demanded on PostgreSQL too, and must be the right one", async () => {
    const database = await createDatabase(inject("postgresUrl"));
    cleanUp.push(() => database.drop());
    const databaseUrl = database.url;
    const fresh = await failToStart({ dataDir, databaseUrl, environment: operator });
    expect(fresh).toMatchObject({ code: 1, said: expect.stringContaining("A root key is needed") });
    const environment = { POOLHOUSE_ROOT_KEY: newKey() };
    const first = await start({ databaseUrl, environment });
    const clientId = await provision(first);
    await first.end("SIGTERM");
    const without = await failToStart({ dataDir, databaseUrl, environment: operator });
    expect(without).toMatchObject({
      code: 1,
      said: expect.stringContaining("has data, but its root key is not"),
    });
    const other = { ...operator, POOLHOUSE_ROOT_KEY: newKey() };
    const foreign = await failToStart({ dataDir, databaseUrl, environment: other });
    expect(foreign).toMatchObject({
      code: 1,
      said: expect.stringContaining("not the one this database was made"),
    });
    expect(await signsIn(await start({ databaseUrl, environment }), clientId)).toBe(true);
  });

  it("is in no file of the data folder but its own, and no password is in any", async () => {
    const server = await start();
    const clientId = await provision(server);
    expect(await signsIn(server, clientId)).toBe(true);
    await server.end("SIGKILL");
    const key = Buffer.from(readFileSync(join(dataDir, "root.key"), "utf8"), "base64");
    for (const name of ["poolhouse.db", "poolhouse.db-wal"]) {
      const bytes = readFileSync(join(dataDir, name));
      for (const secret of [
        key,
        key.toString("base64"),
        key.toString("hex"),
        "Correct-Horse-9",
        operatorKey.secretAccessKey,
      ])
        expect(bytes.includes(secret), name).toBe(false);
    }
  });
});

/** A request whose head has been sent and whose body has not. */
interface Pending {
  finish(): void;
  readonly answer: Promise<string>;
}

function beginRequest(url: string, body: string): Promise<Pending> {
  const { hostname, port } = new URL(url);
  const head = [
    "POST / HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Content-Type: application/x-amz-json-1.1",
    `X-Amz-Target: ${serviceName}.InitiateAuth`,
    `Content-Length: ${body.length}`,
    "Expect: 100-continue",
  ];
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname, () =>
      socket.write(`${head.join("\r\n")}\r\n\r\n`),
    );
    let heard = "";
    const answer = new Promise<string>((settle) => socket.once("close", () => settle(heard)));
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      // The server has taken the request on: it asks for the body.
      if (heard.includes("100 Continue")) resolve({ answer, finish: () => void socket.write(body) });
    });
    socket.once("error", reject);
  });
}

async function untilRefused(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const isRefused = (): Promise<boolean> =>
    new Promise((settle) => {
      const socket = connect(Number(port), hostname, () => {
        socket.destroy();
        settle(false);
      });
      socket.once("error", () => settle(true));
    });
  for (let attempt = 0; attempt < 10_000; attempt += 1) if (await isRefused()) return;
  throw new Error("the server goes on taking connections");
}

describe("SIGTERM", () => {
  it("lets requests under way finish, takes no new ones, and ends well", async () => {
    const server = await start();
    const body = signInBody(await provision(server));
    const pending = await Promise.all(Array.from({ length: 20 }, () => beginRequest(server.url, body)));
    const ending = server.end("SIGTERM");
    await untilRefused(server.url);
    for (const request of pending) request.finish();
    for (const request of pending) {
      const answer = await request.answer;
      expect(answer).toContain("HTTP/1.1 200 OK");
      expect(answer).toContain("AccessToken");
    }
    expect(await ending).toMatchObject({ code: 0, signal: null });
  });

  it("twice does not wait", async () => {
    const server = await start();
    const body = signInBody(await provision(server));
    await beginRequest(server.url, body);
    const ending = server.end("SIGTERM");
    await untilRefused(server.url);
    await server.end("SIGTERM");
    expect((await ending).signal).toBe("SIGTERM");
  });
});

/** A gateway that takes connections and says nothing. */
async function startSilentGateway(): Promise<{ port: number; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // A TCP server that listens has an address with a port.
  return { port: (server.address() as AddressInfo).port, server };
}

/** A port at which nobody listens for the moment. */
async function freePort(): Promise<number> {
  const sink = await startSmtpSink();
  const port = Number(new URL(sink.url).port);
  await sink.close();
  return port;
}

const signUp = (server: ServerProcess, ClientId: string, Username: string) =>
  sendCall(server.url, { name: "SignUp", body: { ClientId, Username, Password: "Correct-Horse-9" } });

describe("a mail gateway (F10)", () => {
  const people = Array.from({ length: 24 }, (_, index) => `person-${index}@example.com`);

  it("that is away slows nobody, and gets every message once it is back", async () => {
    const port = await freePort();
    const server = await start({ flags: ["--smtp-url", `smtp://127.0.0.1:${port}`] });
    const clientId = await provision(server);
    for (const email of people) expect((await signUp(server, clientId, email)).status).toBe(200);
    const sink = await startSmtpSink(port);
    cleanUp.push(() => sink.close());
    const codes = await Promise.all(people.map((email) => sink.awaitCode(email)));
    for (const [index, email] of people.entries()) {
      const body = { ClientId: clientId, Username: email, ConfirmationCode: codes[index] };
      expect((await sendCall(server.url, { name: "ConfirmSignUp", body })).status).toBe(200);
    }
    for (const email of people) expect(sink.codesTo(email)).toHaveLength(1);
  });

  it("that is away loses nothing when the server is stopped and started meanwhile", async () => {
    const port = await freePort();
    const flags = ["--smtp-url", `smtp://127.0.0.1:${port}`];
    const first = await start({ flags });
    const clientId = await provision(first);
    for (const email of people) expect((await signUp(first, clientId, email)).status).toBe(200);
    await first.end("SIGTERM");
    const sink = await startSmtpSink(port);
    cleanUp.push(() => sink.close());
    await start({ flags });
    await Promise.all(people.map((email) => sink.awaitCode(email)));
    for (const email of people) expect(sink.codesTo(email)).toHaveLength(1);
  });

  it("that hangs slows nobody", async () => {
    const { port } = await startSilentGateway();
    const server = await start({ flags: ["--smtp-url", `smtp://127.0.0.1:${port}`] });
    const clientId = await provision(server);
    const began = performance.now();
    for (const email of people) expect((await signUp(server, clientId, email)).status).toBe(200);
    // A gateway's patience is fifteen seconds; one answer that waited for it would show.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await signsIn(server, clientId)).toBe(true);
  });
});
