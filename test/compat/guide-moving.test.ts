// The guide to moving from Cognito does what it says: its commands are taken from the page and run, with a Poolhouse as Cognito.
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminAddUserToGroupCommand,
  CreateGroupCommand,
  ListUsersCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signOut } from "aws-amplify/auth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

const page = readFileSync("docs/guide/moving-from-cognito.md", "utf8");
const email = "ada@example.com";
const password = "Correct-Horse-9";
let folder: string;
let old: RunningServer;
let server: RunningServer;
let app: ProvisionedApp;

beforeAll(async () => {
  old = await startRunningServer();
  app = await provisionApp(old.sdk);
  const place = { UserPoolId: app.userPoolId, GroupName: "staff" };
  await old.sdk.send(new CreateGroupCommand(place));
  for (const username of [email, "grace@example.com"])
    await provisionPerson(old.sdk, app, { username, email: username, password, permanent: true });
  await old.sdk.send(new AdminAddUserToGroupCommand({ ...place, Username: email }));
  folder = mkdtempSync(join(tmpdir(), "poolhouse-moving-"));
  mkdirSync(join(folder, "bin"));
  installCommand("poolhouse", `--conditions=@poolhouse/source ${resolve("packages/cli/src/main.ts")}`);
  const triggers = join(folder, "triggers.json");
  writeFileSync(triggers, readTriggers());
  server = await startRunningServer({ flags: ["--triggers", triggers] });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "app.mjs"), blocksOf("js")[0] ?? "");
});
afterAll(async () => {
  await signOut();
  await Promise.all([old.stop(), server.stop()]);
  rmSync(folder, { recursive: true });
});

function blocksOf(language: string): string[] {
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"));
  return [...blocks].map(([, code = ""]) => code);
}

/** The file of the page, with the ids of this run; only a pool of Amazon's is found without being told where. */
function readTriggers(): string {
  const text = withIds(blocksOf("json")[0] ?? "");
  return text.replace(/"cognito"/, `"endpoint": "${old.url}", "cognito"`);
}

const withIds = (text: string): string =>
  text.replaceAll("eu-west-1_AbCdEfGhI", app.userPoolId).replaceAll("1example23456789", app.clientId);

function installCommand(name: string, args: string): void {
  const file = join(folder, "bin", name);
  writeFileSync(file, `#!/bin/sh\nexec ${process.execPath} ${args} "$@"\n`);
  chmodSync(file, 0o755);
}

/** Runs the page's block that begins so, in its own shell with the page's variables. */
async function runBlock(beginning: string): Promise<string> {
  const block = blocksOf("sh").find((code) => code.startsWith(beginning));
  expect(block, beginning).toBeDefined();
  const lines = (block ?? "").split("\n").filter((line) => !line.startsWith("aws "));
  const { stdout } = await promisify(execFile)("/bin/sh", ["-ec", lines.join("\n")], {
    cwd: folder,
    env: {
      PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
      AWS_ENDPOINT_URL: old.url,
      AWS_ACCESS_KEY_ID: old.operatorKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: old.operatorKey.secretAccessKey,
      POOLHOUSE_ENDPOINT: server.url,
      POOLHOUSE_ACCESS_KEY_ID: server.operatorKey.accessKeyId,
      POOLHOUSE_SECRET_ACCESS_KEY: server.operatorKey.secretAccessKey,
      OLD_POOL: app.userPoolId,
      OLD_CLIENT: app.clientId,
    },
  });
  return stdout;
}

const subAt = async ({ sdk }: RunningServer, Username: string): Promise<string | undefined> =>
  (await sdk.send(new AdminGetUserCommand({ UserPoolId: app.userPoolId, Username }))).UserAttributes?.find(
    ({ Name }) => Name === "sub",
  )?.Value;

describe("the guide to moving from Cognito", () => {
  it("moves a pool, and its people with their passwords", async () => {
    expect(await runBlock("poolhouse import cognito $OLD_POOL --dry-run")).toContain("about 2 users");
    await expect(subAt(server, email)).rejects.toThrow("does not exist");

    const report = await runBlock("poolhouse import cognito $OLD_POOL --password-from");
    expect(report).toContain("users               2 made, 0 there already, 0 refused");
    // What the report asks for is what the page has said.
    const entry = /The triggers file needs: (.*)$/m.exec(report)?.[1] ?? "";
    expect(JSON.parse(entry)).toEqual(JSON.parse(withIds(blocksOf("json")[0] ?? "")));
    const place = { UserPoolId: app.userPoolId, Username: email };
    const { Groups } = await server.sdk.send(new AdminListGroupsForUserCommand(place));
    expect(Groups).toMatchObject([{ GroupName: "staff" }]);
    expect(await runBlock("poolhouse users show")).toContain("CONFIRMED");

    const { configure, enter } = (await import(
      /* @vite-ignore */ pathToFileURL(join(folder, "app.mjs")).href
    )) as {
      configure: (pool: object) => void;
      enter: (username: string, password: string) => Promise<string>;
    };
    configure({
      userPoolId: app.userPoolId,
      userPoolClientId: app.clientId,
      userPoolEndpoint: server.url,
    });
    await expect(enter(email, "Correct-Horse-8")).rejects.toThrow("Incorrect username or password.");
    expect(await enter(email, password)).toBe(await subAt(old, email));
    await signOut();

    // As the page's command of another tool does.
    const ResourceArn = `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${app.userPoolId}`;
    await server.sdk.send(
      new UntagResourceCommand({ ResourceArn, TagKeys: ["poolhouse:migrate-passwords"] }),
    );
    await expect(enter("grace@example.com", password)).rejects.toThrow("Incorrect username or password.");
    expect(await enter(email, password)).toBe(await subAt(old, email));
  });

  it("takes users from a list, and takes a pool away and back", async () => {
    const { Users } = await old.sdk.send(new ListUsersCommand({ UserPoolId: app.userPoolId }));
    writeFileSync(join(folder, "users.json"), JSON.stringify({ Users }, undefined, 2));
    expect(await runBlock("aws cognito-idp list-users")).toContain("0 made, 2 there already, 0 refused");
    expect(await runBlock("poolhouse export")).toContain(
      "users               0 made, 2 there already, 0 refused",
    );
  });

  it("runs every command of the page but those of other tools, and those that set its scene", () => {
    const commands = blocksOf("sh").flatMap((block) => block.split("\n").filter((line) => /^\w/.test(line)));
    const others = commands.filter((line) => !/^(aws|export|OLD_|poolhouse serve --triggers)/.test(line));
    expect(others).toHaveLength(6);
  });
});
