// The command line as people run it: in a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
const children = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-cli-"));
});

afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

interface Started {
  ended: Promise<Ended>;
  /** Resolves with the address once the server says it is ready. */
  ready: Promise<string>;
  signal(name: NodeJS.Signals): void;
}

function start(...args: string[]): Started {
  const main = resolve("packages/cli/src/main.ts");
  const environment = { PATH: process.env["PATH"], POOLHOUSE_DATA_DIR: folder, POOLHOUSE_PORT: "0" };
  const child = spawn(process.execPath, ["--conditions=@poolhouse/source", main, ...args], {
    env: environment,
  });
  children.add(child);
  const said = { out: "", err: "" };
  const ready = Promise.withResolvers<string>();
  child.stdout.on("data", (chunk: Buffer) => {
    said.out += chunk.toString();
    const url = /^Poolhouse is ready at (\S+)$/m.exec(said.out)?.[1];
    if (url !== undefined) ready.resolve(url);
  });
  child.stderr.on("data", (chunk: Buffer) => void (said.err += chunk.toString()));
  const ended = new Promise<Ended>((settle) => {
    child.once("close", (code) => {
      children.delete(child);
      ready.reject(new Error(said.err));
      settle({ code, ...said });
    });
  });
  ready.promise.catch(() => undefined);
  return { ended, ready: ready.promise, signal: (name) => void child.kill(name) };
}

const run = (...args: string[]): Promise<Ended> => start(...args).ended;

function operator(endpoint: string, accessKeyId: string, secretAccessKey: string) {
  const credentials = { accessKeyId, secretAccessKey };
  return new CognitoIdentityProviderClient({ endpoint, region: "eu-west-1", maxAttempts: 1, credentials });
}

describe("poolhouse", () => {
  it("says what it can do", async () => {
    for (const args of [[], ["help"], ["--help"]]) {
      const { code, out } = await run(...args);
      expect(code).toBe(0);
      expect(out).toContain("Usage: poolhouse <command>");
    }
  });

  it("says its version", async () => {
    expect(await run("--version")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it("refuses an unknown command with a hint and exit code 2", async () => {
    expect(await run("toString")).toEqual({
      code: 2,
      out: "",
      err: "There is no command 'toString'. `poolhouse help` lists those there are.\n",
    });
  });
});

describe("poolhouse serve", () => {
  it("says one line when it answers, and ends with 0 when it is asked to stop", async () => {
    for (const name of ["SIGTERM", "SIGINT"] as const) {
      const server = start("serve");
      const url = await server.ready;
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      server.signal(name);
      expect(await server.ended).toMatchObject({ code: 0, out: `Poolhouse is ready at ${url}\n` });
    }
    expect(statSync(join(folder, "poolhouse.db")).mode & 0o077).toBe(0);
  });

  it("lists each flag with its twin in the environment", async () => {
    const { code, out } = await run("serve", "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/--database-url URL\s+POOLHOUSE_DATABASE_URL/);
  });

  it("says what to do about a mistake, without a stack", async () => {
    const { code, out, err } = await run("serve", "--port", "many");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe("--port (POOLHOUSE_PORT) must be a number from 0 to 65535.\n");
  });

  it("refuses to start with data and without its root key, and says why", async () => {
    const server = start("serve");
    await server.ready;
    server.signal("SIGTERM");
    await server.ended;
    rmSync(join(folder, "root.key"));
    const { code, out, err } = await run("serve");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("has data, but its root key is not at");
    expect(() => statSync(join(folder, "root.key"))).toThrow("ENOENT");
  });

  it("says so when its port is taken", async () => {
    const url = await start("serve").ready;
    const { code, err } = await run("serve", "--port", new URL(url).port);
    expect(code).toBe(1);
    expect(err).toContain("choose one with --port");
  });
});

describe("poolhouse keys", () => {
  const readKey = ({ out }: Ended): [id: string, secret: string] => {
    const [, id = "", secret = ""] = /=(PHAK\w{16})\n.*=(\w{40})\n$/.exec(out) ?? [];
    return [id, secret];
  };

  it("makes keys that a running server accepts at once, lists them, and deletes them at once", async () => {
    const url = await start("serve").ready;
    const created = await run("keys", "create", "my laptop");
    const [, id = "", secret = ""] =
      /^AWS_ACCESS_KEY_ID=(PHAK\w{16})\nAWS_SECRET_ACCESS_KEY=(\w{40})\n$/.exec(created.out) ?? [];
    const list = new ListUserPoolsCommand({ MaxResults: 1 });
    expect(await operator(url, id, secret).send(list)).toMatchObject({ UserPools: [] });
    expect((await run("keys", "list")).out.split("\n")).toEqual([
      expect.stringMatching(/^KEY +NOTE +ALLOWS +POOLS +MADE +ENDS$/),
      expect.stringMatching(new RegExp(`^${id} +my laptop +\\* +\\* +\\S+Z +never$`)),
      "",
    ]);
    expect(await run("keys", "delete", id)).toMatchObject({ code: 0 });
    await expect(operator(url, id, secret).send(list)).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
  });

  it("makes keys for some operations, in some pools, for some time, and says so", async () => {
    const url = await start("serve").ready;
    const root = readKey(await run("keys", "create"));
    const made = await operator(url, ...root).send(new CreateUserPoolCommand({ PoolName: "people" }));
    const poolId = made.UserPool?.Id ?? "";
    const allowed = ["--allow", "read, Admin*", "--allow", "tags", "--pool", poolId];
    const created = await run("keys", "create", "desk", ...allowed, "--expires", "30");
    expect(created.err).toMatch(/may call read, Admin\*, tags in eu-west-1_\w+ until \S+Z\.\n$/);
    const desk = operator(url, ...readKey(created));
    expect(await desk.send(new DescribeUserPoolCommand({ UserPoolId: poolId }))).toMatchObject({});
    const denied = { name: "AccessDeniedException" };
    const elsewhere = new DescribeUserPoolCommand({ UserPoolId: "eu-west-1_Nobody000" });
    await expect(desk.send(elsewhere)).rejects.toMatchObject(denied);
    await expect(desk.send(new ListUserPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject(denied);
    // What --json prints.
    const { OperatorKeys } = JSON.parse((await run("keys", "list", "--json")).out) as {
      OperatorKeys: object[];
    };
    expect(OperatorKeys[1]).toEqual({
      AccessKeyId: readKey(created)[0],
      Description: "desk",
      Operations: ["read", "Admin*", "tags"],
      Pools: [poolId],
      CreationDate: expect.stringMatching(/Z$/),
      ExpirationDate: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    [["--allow", "AdminGetUsr"], 2, "'AdminGetUsr' allows nothing"],
    [["--pool", "people"], 2, "'people' is not the id of a user pool"],
    [["--pool", "eu-west-1_Nobody000"], 3, "There is no user pool eu-west-1_Nobody000."],
    [["--expires", "soon"], 2, "--expires must be a number of days"],
  ])("makes no key with %j", async (flags, code, text) => {
    const { out, err, ...rest } = await run("keys", "create", ...flags);
    expect({ ...rest, out }).toEqual({ code, out: "" });
    expect(err).toContain(text);
  });

  it.each([[["keys"]], [["keys", "rename"]], [["keys", "delete"]], [["keys", "rotate"]]])(
    "refuses %j with exit code 2",
    async (args) => {
      expect(await run(...args)).toMatchObject({ code: 2, out: "" });
    },
  );

  it("rotates the keys that sign a pool's tokens, and verifiers see the new ones at once", async () => {
    const url = await start("serve").ready;
    const created = await run("keys", "create");
    const [, id = "", secret = ""] = /=(PHAK\w{16})\n.*=(\w{40})\n$/.exec(created.out) ?? [];
    const made = await operator(url, id, secret).send(new CreateUserPoolCommand({ PoolName: "people" }));
    const poolId = made.UserPool?.Id ?? "";
    expect(await run("keys", "rotate", poolId)).toMatchObject({ code: 0 });
    const published = await fetch(`${url}/${poolId}/.well-known/jwks.json`);
    expect(await published.json()).toMatchObject({ keys: [{}, {}, {}, {}] });
    expect(await run("keys", "rotate", "eu-west-1_Nobody000")).toMatchObject({
      code: 3,
      err: "There is no user pool eu-west-1_Nobody000.\n",
    });
  });

  it("says that a key does not exist", async () => {
    expect(await run("keys", "delete", "PHAKNOBODY")).toMatchObject({
      code: 3,
      err: "There is no operator key PHAKNOBODY.\n",
    });
  });
});

describe("poolhouse doctor", () => {
  it("finds an installation sound, or says what is wrong and fails", async () => {
    const server = start("serve");
    await server.ready;
    const sound = await run("doctor");
    expect(sound).toMatchObject({ code: 0, err: "" });
    expect(sound.out).toMatch(/^ok +root key +It opens this database\.$/m);
    server.signal("SIGTERM");
    await server.ended;
    rmSync(join(folder, "root.key"));
    const sick = await run("doctor", "--json");
    expect(sick.code).toBe(1);
    expect(JSON.parse(sick.out)).toMatchObject({
      Checks: expect.arrayContaining([expect.objectContaining({ Name: "root key", State: "failed" })]),
    });
    expect(await run("doctor", "--region", "nowhere")).toMatchObject({ code: 1, err: "" });
  });
});

describe("poolhouse help", () => {
  it("tells everything, a family, or one command, however it is asked", async () => {
    const family = await run("help", "users");
    expect(family).toMatchObject({ code: 0, out: expect.stringContaining("users reset-mfa POOL USER") });
    const asked = await Promise.all([
      run("help", "users", "reset-mfa"),
      run("users", "reset-mfa", "--help"),
      run("users", "reset-mfa", "people", "ada", "-h"),
    ]);
    for (const { code, out } of asked) {
      expect(code).toBe(0);
      expect(out).toMatch(/^Usage: poolhouse users reset-mfa POOL USER \[flags\]\n/);
    }
    expect(await run("help", "nonsense")).toMatchObject({ code: 2, out: "" });
    expect(await run("completion", "tcsh")).toMatchObject({ code: 2, out: "" });
    expect((await run("completion", "bash")).out).toContain("complete -o default -F _poolhouse poolhouse");
  });
});

describe("poolhouse sandbox", () => {
  const readFacts = () =>
    JSON.parse(readFileSync(join(folder, "sandbox.json"), "utf8")) as Record<string, string>;

  it("has a pool with sign-up by e-mail, TOTP for everybody, a client, a mailbox and a key", async () => {
    const server = start("sandbox");
    const url = await server.ready;
    const { userPoolId = "", accessKeyId = "", secretAccessKey = "", ...facts } = readFacts();
    expect(facts).toMatchObject({ endpoint: url, mailbox: `${url}/_mailbox` });
    const { UserPool } = await operator(url, accessKeyId, secretAccessKey).send(
      new DescribeUserPoolCommand({ UserPoolId: userPoolId }),
    );
    expect(UserPool).toMatchObject({
      MfaConfiguration: "ON",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
    });
    expect((await fetch(`${facts["mailbox"]}/messages`)).status).toBe(200);
    expect(statSync(join(folder, "sandbox.json")).mode & 0o077).toBe(0);
    server.signal("SIGTERM");
    expect((await server.ended).out).toContain("npm run demo");
  });

  it("finds the same pool, client and key at its second start", async () => {
    const first = start("sandbox");
    await first.ready;
    const { endpoint: _endpoint, mailbox: _mailbox, ...facts } = readFacts();
    first.signal("SIGTERM");
    await first.ended;
    rmSync(join(folder, "sandbox.json"));
    await start("sandbox").ready;
    expect(readFacts()).toMatchObject(facts);
  });
});
