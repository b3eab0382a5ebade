// Every example in the comments of @poolhouse/auth is code that an app may copy: its types hold, and it runs.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Entries, findDocExamples, writeModule } from "./doc-examples.ts";
import { type Prelude, preludeNames } from "./doc-prelude.ts";
import { notRun, scenes } from "./doc-scenes.ts";
import { openCookies } from "./doc-cookies.ts";
import { openStage, type Stage, type StageServer, startStageServer } from "./doc-stage.ts";

const examples = findDocExamples();
const fileOf = (at: number): string => `example-${at}.ts`;

let folder: string;
let server: StageServer;

beforeAll(async () => {
  server = await startStageServer();
  folder = mkdtempSync(resolve("test/examples/.doc-examples-"));
  const entries = await findEntries();
  for (const [at, example] of examples.entries())
    writeFileSync(`${folder}/${fileOf(at)}`, writeModule(example, entries, preludeNames));
  const { outputs } = preludeOf(await openStage(server));
  writeFileSync(`${folder}/amplify_outputs.json`, JSON.stringify(outputs));
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(typeChecks));
});
afterEach(() => {
  vi.restoreAllMocks();
  server.ahead = 0;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.stop();
});

/** As an app is checked that a bundler builds. */
const typeChecks = {
  extends: "../../../tsconfig.workspace.json",
  compilerOptions: { module: "preserve", moduleResolution: "bundler" },
  references: [],
  include: [],
  // By name: patterns pass over folders whose names begin with a dot.
  files: examples.map((_, at) => fileOf(at)),
};

/** Where each value is imported from: the entry point that most apps have already. */
async function findEntries(): Promise<Entries> {
  const modules = {
    "@poolhouse/auth": await import("@poolhouse/auth"),
    "@poolhouse/auth/cognito": await import("@poolhouse/auth/cognito"),
    "@poolhouse/auth/utils": await import("@poolhouse/auth/utils"),
    "@poolhouse/auth/server": await import("@poolhouse/auth/server"),
    "@poolhouse/auth/nextjs": await import("@poolhouse/auth/nextjs"),
    "@poolhouse/auth/adapter-core": await import("@poolhouse/auth/adapter-core"),
  };
  const found = Object.entries(modules).flatMap(([entry, module]) =>
    Object.keys(module).map((name) => [name, entry] as const),
  );
  // The last one of a name wins, so the first entry point comes last.
  return new Map(found.toReversed());
}

/** What an app has, with screens that only note that they were shown. */
function preludeOf(stage: Stage): Prelude {
  const { app, config, username, password, email } = stage;
  const place = { userPoolId: app.userPoolId, userPoolClientId: app.clientId, userPoolEndpoint: server.url };
  const { userPoolId: user_pool_id, userPoolClientId: user_pool_client_id } = place;
  const auth = { user_pool_id, user_pool_client_id, user_pool_endpoint: server.url, aws_region: "eu-west-1" };
  return {
    ...place,
    ...openCookies(config),
    issuer: `${server.url}/${app.userPoolId}`,
    config,
    outputs: { version: "1.4", auth },
    username,
    password,
    oldPassword: password,
    newPassword: "Another-Horse-9",
    email,
    name: "Ada",
    value: email.replace("ada", "countess"),
    code: "",
    confirmationCode: "",
    softwareTokenId: "",
    credentialId: "",
    text: "",
    request: new Request("https://app.example.com/sign-in", { method: "POST" }),
    runWithRequest: () => Promise.reject(new Error("no runner was given")),
    askMyServer: () => Promise.resolve(null),
    WebBrowser: { openAuthSessionAsync: () => Promise.reject(new Error("no browser was given")) },
    show: vi.fn<Prelude["show"]>(),
    showCodeField: vi.fn<Prelude["showCodeField"]>(),
    showQrCode: vi.fn<Prelude["showQrCode"]>(),
    showSignIn: vi.fn<Prelude["showSignIn"]>(),
    showWrongCode: vi.fn<Prelude["showWrongCode"]>(),
  };
}

describe("the examples in the comments", () => {
  test("are found where functions are exported", () => {
    expect(examples.length).toBeGreaterThan(50);
    expect(examples.filter(({ name }) => name === "")).toEqual([]);
    const names = new Set(examples.map(({ name }) => name));
    expect(Object.keys({ ...notRun, ...scenes }).filter((name) => !names.has(name))).toEqual([]);
  });

  test("hold what the types of the library say", async () => {
    const compile = promisify(execFile)(process.execPath, [
      resolve("node_modules/typescript/bin/tsc"),
      "-p",
      folder,
    ]);
    const said = await compile.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    expect(said).toBe("");
  });

  test.each(examples.map((example, at) => [example.name, example.place, at] as const))(
    "%s (%s) runs",
    async (name, _place, at) => {
      if (notRun[name] !== undefined) return;
      vi.spyOn(console, "warn").mockReturnValue();
      const { stage, given, calls } = (await scenes[name]?.(server)) ?? { stage: await openStage(server) };
      const prelude = { ...preludeOf(stage), ...given };
      // Written above.
      const module = (await import(`${folder}/${fileOf(at)}`)) as { run(prelude: Prelude): Promise<unknown> };
      await module.run(prelude);
      if (calls !== undefined) expect(prelude[calls]).toHaveBeenCalledOnce();
    },
  );

  test("are there for every function and every value that is exported", async () => {
    const named = new Set(examples.map(({ name }) => name));
    const without = [...(await findEntries()).keys()].filter((name) => !named.has(name));
    expect(without).toEqual([]);
  });
});
