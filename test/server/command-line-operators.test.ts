// What operators do every day, from a shell, at a server that others use meanwhile.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Ended, operatorAt, runPoolhouse } from "../support/poolhouse-command.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

let server: RunningServer;
let run: (args: readonly string[], input?: string) => Promise<Ended>;
let pool: string;

beforeAll(async () => {
  server = await startRunningServer();
  run = operatorAt(server.url, server.operatorKey);
  pool = (await done("pools", "create", "people", "--auto-verify", "email")).trim();
});
afterAll(() => server.stop());

/** A port where nobody listens: somebody just did, so it is no reserved one either. */
async function findSilentPort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  // A listener on a port, not on a path.
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, "close");
  return port;
}

/** Runs a command that must work; answers what it printed. */
async function done(...args: string[]): Promise<string> {
  const ended = await run(args);
  expect(ended).toMatchObject({ code: 0 });
  return ended.out;
}

/** As {@link done}, as the JSON it printed. */
const json = async (...args: string[]): Promise<unknown> => JSON.parse(await done(...args, "--json"));

/** Makes a user with a password of the operator's. */
async function createUser(Username: string): Promise<void> {
  const user = { UserPoolId: pool, Username };
  const attributes = { email: `${Username}@example.com`, email_verified: "true" };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const invitation = { ...user, UserAttributes, MessageAction: "SUPPRESS" } as const;
  await server.sdk.send(new AdminCreateUserCommand(invitation));
  const password = { Password: "Correct-Horse-9", Permanent: true };
  await server.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
}

describe("user pools", () => {
  it("are made, listed, shown by id or name, and deleted", async () => {
    const made = await json(
      "pools",
      "create",
      "short-lived",
      "--username-attributes",
      "email",
      "--mfa",
      "OPTIONAL",
      "--protect",
    );
    const { UserPool } = made as { UserPool: { Id: string } };
    expect(await json("pools", "list")).toMatchObject({
      UserPools: expect.arrayContaining([expect.objectContaining({ Id: UserPool.Id, Name: "short-lived" })]),
    });
    expect(await done("pools", "list")).toMatch(/^ID +NAME +CREATED\n/);
    expect(await json("pools", "show", "short-lived")).toMatchObject({
      UserPool: {
        Id: UserPool.Id,
        MfaConfiguration: "OPTIONAL",
        UsernameAttributes: ["email"],
        DeletionProtection: "ACTIVE",
        CreationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    });
    expect(await run(["pools", "delete", "short-lived", "--yes"])).toMatchObject({ code: 1, out: "" });
    const doomed = (await done("pools", "create", "doomed")).trim();
    expect(await done("pools", "show", doomed)).toMatch(/^Name +doomed$/m);
    expect(await run(["pools", "delete", "doomed"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--yes"),
    });
    expect(await done("pools", "delete", "doomed", "--yes")).toBe(`${doomed} is deleted.\n`);
    expect(await run(["pools", "show", doomed])).toMatchObject({ code: 3, out: "" });
  });

  it("take more settings from a file or from standard input", async () => {
    const settings = JSON.stringify({ Policies: { PasswordPolicy: { MinimumLength: 20 } } });
    const { code, out } = await run(["pools", "create", "strict", "--settings", "-", "--json"], settings);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      UserPool: { Policies: { PasswordPolicy: { MinimumLength: 20 } } },
    });
    expect(await run(["pools", "create", "x", "--settings", "-"], "[]")).toMatchObject({ code: 2 });
    expect(await run(["pools", "create", "x", "--settings", "/nowhere"])).toMatchObject({ code: 2 });
  });

  it("keep the settings that an update does not name", async () => {
    const settings = JSON.stringify({ Policies: { PasswordPolicy: { MinimumLength: 14 } } });
    const made = ["pools", "create", "kept", "--auto-verify", "email", "--settings", "-"];
    expect(await run(made, settings)).toMatchObject({ code: 0 });
    expect(await run(["pools", "update", "kept"])).toMatchObject({ code: 2 });
    await done("pools", "update", "kept", "--protect", "on", "--name", "renamed");
    expect(await json("pools", "show", "renamed")).toMatchObject({
      UserPool: {
        DeletionProtection: "ACTIVE",
        AutoVerifiedAttributes: ["email"],
        Policies: { PasswordPolicy: { MinimumLength: 14 } },
      },
    });
  });

  it("with one name for two must be named by their ids", async () => {
    await done("pools", "create", "twin");
    await done("pools", "create", "twin");
    expect(await run(["pools", "show", "twin"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("by its id"),
    });
  });
});

describe("app clients", () => {
  it("show their secret when they are made, and never again", async () => {
    const [id = "", secret = ""] = (
      await done("clients", "create", "people", "back-office", "--secret")
    ).split("\n");
    expect(secret).toMatch(/^\w{40,}$/);
    for (const flags of [[], ["--json"]]) {
      const shown = await done("clients", "show", pool, "back-office", ...flags);
      expect(shown).toContain(id);
      expect(shown).not.toContain(secret);
    }
    expect(await json("clients", "list", pool)).toMatchObject({
      UserPoolClients: expect.arrayContaining([expect.objectContaining({ ClientId: id })]),
    });
    await done("clients", "update", pool, id, "--flows", "ALLOW_REFRESH_TOKEN_AUTH");
    expect(await json("clients", "show", pool, id)).toMatchObject({
      UserPoolClient: {
        ClientName: "back-office",
        ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
        HasSecret: true,
      },
    });
    expect(await done("clients", "delete", pool, id, "--yes")).toBe(`${id} is deleted.\n`);
    expect(await run(["clients", "show", pool, "back-office"])).toMatchObject({
      code: 3,
      err: "There is no app client 'back-office'.\n",
    });
  });
});

describe("users", () => {
  it("are made, found, shown, and deleted", async () => {
    const attributes = ["--attribute", "email=grace@example.com", "--verified"];
    expect(await done("users", "create", pool, "grace", ...attributes, "--send", "nothing")).toBe("grace\n");
    expect(await json("users", "list", pool, "--filter", 'email = "grace@example.com"')).toMatchObject({
      Users: [{ Username: "grace", UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true }],
    });
    expect(await done("users", "list", "people")).toMatch(
      /^USERNAME +STATUS +ENABLED +E-MAIL +PHONE +CREATED\n/,
    );
    expect(await json("users", "show", pool, "grace")).toMatchObject({ Username: "grace", Groups: [] });
    expect(await done("users", "show", pool, "grace")).toMatch(/^ {2}email_verified +true$/m);
    expect(await run(["users", "delete", pool, "grace"])).toMatchObject({ code: 2 });
    expect(await done("users", "delete", pool, "grace", "--yes")).toBe("grace is deleted.\n");
    expect(await run(["users", "show", pool, "grace"])).toEqual({
      code: 3,
      out: "",
      err: `There is no user 'grace' in the user pool ${pool}.\n`,
    });
  });

  it("are disabled and enabled", async () => {
    await createUser("edith");
    await done("users", "disable", pool, "edith");
    expect(await json("users", "show", pool, "edith")).toMatchObject({ Enabled: false });
    expect(await json("users", "enable", pool, "edith")).toEqual({ UserPoolId: pool, Username: "edith" });
    expect(await json("users", "show", pool, "edith")).toMatchObject({ Enabled: true });
  });

  it("get passwords from standard input, never from the command line", async () => {
    await createUser("hedy");
    const temporary = ["users", "set-password", pool, "hedy", "--temporary"];
    expect(await run(temporary, "Another-Horse-9\n")).toMatchObject({ code: 0 });
    expect(await json("users", "show", pool, "hedy")).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
    expect(await run(temporary, "weak\n")).toMatchObject({
      code: 1,
      err: expect.stringContaining("InvalidPassword"),
    });
    expect(await run(temporary)).toMatchObject({ code: 2 });
    expect(await run(["users", "set-password", pool, "hedy", "Another-Horse-9"])).toMatchObject({ code: 2 });
    await createUser("lise");
    expect(await done("users", "reset-password", pool, "lise")).toContain("has been sent a code");
    expect(await json("users", "show", pool, "lise")).toMatchObject({ UserStatus: "RESET_REQUIRED" });
  });

  it("are signed out everywhere", async () => {
    await createUser("joan");
    expect(await done("users", "sign-out", pool, "joan")).toBe("joan is signed out everywhere.\n");
    expect(await run(["users", "sign-out", pool, "nobody"])).toMatchObject({ code: 3 });
  });

  it("may be more than are shown at once", async () => {
    await Promise.all(["one", "two", "three"].map(createUser));
    const { out, err } = await run(["users", "list", pool, "--limit", "2", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ Users: [{}, {}] });
    expect(err).toContain("--limit shows more");
    expect(await run(["users", "list", pool, "--limit", "few"])).toMatchObject({ code: 2 });
  });
});

describe("groups", () => {
  it("are made, filled, listed, emptied and deleted", async () => {
    await createUser("mary");
    await done(
      "groups",
      "create",
      pool,
      "editors",
      "--description",
      "May change articles",
      "--precedence",
      "2",
    );
    expect(await json("groups", "list", pool)).toMatchObject({
      Groups: [{ GroupName: "editors", Precedence: 2, Description: "May change articles" }],
    });
    await done("groups", "add", pool, "editors", "mary");
    expect(await json("groups", "members", pool, "editors")).toMatchObject({ Users: [{ Username: "mary" }] });
    expect(await json("users", "show", pool, "mary")).toMatchObject({ Groups: ["editors"] });
    await done("groups", "remove", pool, "editors", "mary");
    expect(await json("groups", "members", pool, "editors")).toEqual({ Users: [] });
    await done("groups", "delete", pool, "editors", "--yes");
    expect(await run(["groups", "add", pool, "editors", "mary"])).toMatchObject({ code: 3 });
  });
});

describe("a command that cannot work says what to do", () => {
  const list = ["pools", "list"];

  it("without a key", async () => {
    const ended = await runPoolhouse(list, { environment: { POOLHOUSE_ENDPOINT: server.url } });
    expect(ended).toMatchObject({ code: 2, out: "", err: expect.stringContaining("poolhouse keys create") });
  });

  it("with an unknown key or a wrong secret", async () => {
    const { accessKeyId, secretAccessKey } = server.operatorKey;
    const unknown = operatorAt(server.url, { accessKeyId: "PHAKNOBODY", secretAccessKey });
    expect(await unknown(list)).toMatchObject({
      code: 1,
      err: expect.stringContaining("does not know the operator key"),
    });
    const wrong = operatorAt(server.url, { accessKeyId, secretAccessKey: "not-the-secret-at-all" });
    expect(await wrong(list)).toMatchObject({
      code: 1,
      err: expect.stringContaining("The secret is not that of"),
    });
  });

  it("where nobody answers, or something else does", async () => {
    const nobody = await run([...list, "--endpoint", `http://127.0.0.1:${await findSilentPort()}`]);
    expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining("poolhouse serve") });
    const other = await run([...list, "--endpoint", `${server.url}/_mailbox`]);
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining("is no Poolhouse") });
    expect(await run([...list, "--endpoint", "localhost"])).toMatchObject({ code: 2 });
  });

  it("with a word or a flag that the table does not have", async () => {
    expect(await run(["users", "lsit", pool])).toMatchObject({
      code: 2,
      err: expect.stringContaining("'users list'"),
    });
    expect(await run(["users", "list"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("POOL is missing."),
    });
    expect(await run(["pools", "list", "--jsn"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("'--json'"),
    });
    expect(await run(["users"])).toMatchObject({ code: 2, out: "" });
  });
});
