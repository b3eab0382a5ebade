// The restore drill (F14): a backup taken while people sign up, restored elsewhere, and everybody who was in it signs in.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { newOperatorKey, signedClient } from "../support/running-server.ts";
import { failToStart, type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { sendCall, type WireAnswer } from "../support/wire-call.ts";

const operatorKey = newOperatorKey();
const rootKey = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37 + 11) % 256)).toString("base64");
const otherKey = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 41 + 13) % 256)).toString("base64");
const environment = {
  POOLHOUSE_ROOT_KEY: rootKey,
  POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
  POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
};
const password = "Correct-Horse-9";

const databases: Database[] = [];
afterAll(() => Promise.all(databases.map((database) => database.drop())));

let folder: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-drill-"));
});
afterEach(async () => {
  await server?.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Place {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

async function newPlace(name: string, engine: string): Promise<Place> {
  const dataDir = join(folder, name);
  if (engine === "SQLite") return { dataDir };
  const database = await createDatabase(inject("postgresUrl"));
  databases.push(database);
  return { dataDir, databaseUrl: database.url };
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command on an installation, as an operator runs it. */
function run(place: Place, words: readonly string[], more: Record<string, string> = {}): Promise<Ended> {
  const main = resolve("packages/cli/src/main.ts");
  const flags = ["--data-dir", place.dataDir];
  if (place.databaseUrl !== undefined) flags.push("--database-url", place.databaseUrl);
  const command = ["--conditions=@poolhouse/source", main, ...words, ...flags];
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env["PATH"], ...environment, ...more },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => void (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (said.err += chunk.toString()));
  return new Promise((settle) => child.once("close", (code) => settle({ code, ...said })));
}

const start = async (place: Place): Promise<ServerProcess> => {
  server = await startServerProcess({ ...place, environment });
  return server;
};

async function provision(url: string): Promise<ProvisionedApp> {
  const sdk = signedClient(url, operatorKey);
  const app = await provisionApp(sdk, { mfa: "OPTIONAL", pool: {} });
  sdk.destroy();
  return app;
}

/** Signs somebody up and confirms the account; resolves once both are acknowledged. */
async function makePerson(url: string, app: ProvisionedApp, name: string): Promise<void> {
  const signedUp = await sendCall(url, {
    name: "SignUp",
    body: { ClientId: app.clientId, Username: name, Password: password },
  });
  if (signedUp.status !== 200) throw new Error(signedUp.text);
  const confirmed = await sendCall(url, {
    name: "AdminConfirmSignUp",
    body: { UserPoolId: app.userPoolId, Username: name },
    signer: operatorKey,
  });
  if (confirmed.status !== 200) throw new Error(confirmed.text);
}

const signIn = (url: string, app: ProvisionedApp, name: string): Promise<WireAnswer> =>
  sendCall(url, {
    name: "InitiateAuth",
    body: {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: name, PASSWORD: password },
    },
  });

/** Enrols an authenticator app; the answer is its secret. */
async function enrol(url: string, app: ProvisionedApp, name: string): Promise<string> {
  const call = async (operation: string, body: object): Promise<Record<string, never>> =>
    // What these operations answer is an object.
    JSON.parse((await sendCall(url, { name: operation, body })).text || "{}") as Record<string, never>;
  const { AuthenticationResult } = JSON.parse((await signIn(url, app, name)).text) as {
    AuthenticationResult: { AccessToken: string };
  };
  const { AccessToken } = AuthenticationResult;
  const { SecretCode = "" } = await call("AssociateSoftwareToken", { AccessToken });
  const UserCode = openAuthenticatorApp(SecretCode, () => Date.now() - 30_000).freshCode();
  expect(await call("VerifySoftwareToken", { AccessToken, UserCode })).toMatchObject({ Status: "SUCCESS" });
  await call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
  return SecretCode;
}

/** Signs in with the password and a code. */
async function signInWithCode(
  url: string,
  app: ProvisionedApp,
  given: { name: string; secret: string },
): Promise<WireAnswer> {
  const { name, secret } = given;
  const asked = JSON.parse((await signIn(url, app, name)).text) as { Session: string };
  const SOFTWARE_TOKEN_MFA_CODE = openAuthenticatorApp(secret).freshCode();
  return sendCall(url, {
    name: "RespondToAuthChallenge",
    body: {
      ClientId: app.clientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: asked.Session,
      ChallengeResponses: { USERNAME: name, SOFTWARE_TOKEN_MFA_CODE },
    },
  });
}

/** People who sign up one after the other until told to stop. */
function keepBusy(url: string, app: ProvisionedApp): { people: string[]; stop(): Promise<void> } {
  const people: string[] = [];
  let isOver = false;
  let begun = 0;
  const work = async (): Promise<void> => {
    while (!isOver) {
      const name = `person-${(begun += 1)}`;
      await makePerson(url, app, name);
      people.push(name);
    }
  };
  const working = Promise.all([work(), work(), work()]);
  return {
    people,
    async stop() {
      isOver = true;
      await working;
    },
  };
}

describe.each([
  ["SQLite", "PostgreSQL"],
  ["PostgreSQL", "SQLite"],
])("a backup of %s under load", (from, to) => {
  it("is restored on the other engine, and people sign in with every factor they had", async () => {
    const source = await newPlace("source", from);
    const file = join(folder, "drill.backup");
    const { url, end } = await start(source);
    const app = await provision(url);
    await makePerson(url, app, "ada");
    const secret = await enrol(url, app, "ada");
    const load = keepBusy(url, app);
    while (load.people.length < 5) await new Promise((settle) => setImmediate(settle));
    const before = [...load.people];
    const saved = await run(source, ["backup", file, "--json"]);
    const after = load.people.length;
    await load.stop();
    expect(saved).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(saved.out)).toMatchObject({ file, rows: expect.any(Number) });
    expect(after, "people came while it was taken").toBeGreaterThan(before.length);
    await end("SIGKILL");

    const target = await newPlace("target", to);
    expect(await run(target, ["restore", file, "--quiet"])).toMatchObject({ code: 0, err: "" });
    const impostor = await failToStart({
      ...target,
      environment: { ...environment, POOLHOUSE_ROOT_KEY: otherKey },
    });
    expect(impostor.said).toContain("is not the one this database was made with");

    const restored = await start(target);
    for (const name of before)
      expect((await signIn(restored.url, app, name)).text, name).toContain("AccessToken");
    // Who came during the backup is in it as a whole, by halves of their own making, or not at all.
    for (const name of load.people.slice(before.length, before.length + 20)) {
      const { text, type } = await signIn(restored.url, app, name);
      if (text.includes("AccessToken")) continue;
      expect(["UserNotConfirmedException", "UserNotFoundException"], name).toContain(type);
    }
    const withCode = await signInWithCode(restored.url, app, { name: "ada", secret });
    expect(withCode.text).toContain("AccessToken");
    const trail = await sendCall(restored.url, { name: "VerifyAuditTrail", body: {}, signer: operatorKey });
    expect(JSON.parse(trail.text)).toMatchObject({ Findings: [] });
  });
});
