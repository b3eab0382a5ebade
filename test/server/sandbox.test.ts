// `poolhouse sandbox` as an author lives with it: it follows the definition, and keeps what people have.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, it } from "vitest";
import { signedClient } from "../support/running-server.ts";
import { minimal, projectOf, workshop } from "../support/sample-definitions.ts";
import { createProject, type Project } from "../support/sandbox-project.ts";

let projects: Project[] = [];

afterEach(async () => {
  await Promise.all(projects.map((each) => each.remove()));
  projects = [];
});

function create(files: Readonly<Record<string, string>>): Project {
  const project = createProject(files);
  projects.push(project);
  return project;
}

/** What the sandbox left for its author's other commands. */
function operatorOf({ folder }: Project): CognitoIdentityProviderClient {
  const facts = readFileSync(join(folder, ".poolhouse/sandbox.json"), "utf8");
  // The sandbox wrote it in this form.
  const { endpoint, accessKeyId, secretAccessKey } = JSON.parse(facts) as Record<string, string>;
  return signedClient(endpoint ?? "", {
    accessKeyId: accessKeyId ?? "",
    secretAccessKey: secretAccessKey ?? "",
  });
}

describe("poolhouse sandbox", () => {
  it("writes empty outputs first, then those of the pool, and says where everything is", async () => {
    const project = create(projectOf(workshop.replace("defineAuth({", "defineAuth(nothing, {")));
    const sandbox = project.start();
    expect(await sandbox.settled()).toContain("nothing is not defined");
    expect(JSON.parse(project.read("amplify_outputs.json"))).toEqual({ version: "1.5" });
    project.write("amplify/auth/resource.ts", workshop);
    expect(await sandbox.settled()).toContain("Deployed.");
    const { auth } = project.outputs();
    expect(auth.mfa_configuration).toBe("REQUIRED");
    const { code, out } = await sandbox.stop();
    expect(code).toBe(0);
    expect(out).toContain(`Endpoint          ${auth.user_pool_endpoint}\n`);
    expect(out).toContain(`Mailbox           ${auth.user_pool_endpoint}/_mailbox\n`);
    expect(out).toContain("`poolhouse sandbox delete` deletes it.");
    expect(readFileSync(join(project.folder, ".poolhouse/.gitignore"), "utf8")).toBe("*\n");
  });

  it("tells an error with the author's line, keeps what runs, and goes on watching", async () => {
    const project = create(projectOf(minimal));
    const sandbox = project.start();
    await sandbox.settled();
    const before = project.read("amplify_outputs.json");
    project.write("amplify/auth/resource.ts", minimal.replace("email: true", "email: false"));
    expect(await sandbox.settled()).toMatch(
      /amplify\/auth\/resource\.ts:6:21\nFailed to instantiate auth construct\n {2}because: At least one of email or phone must be enabled\./,
    );
    project.write("amplify/auth/resource.ts", "export const auth = {;\n");
    expect(await sandbox.settled()).toContain("amplify/auth/resource.ts:1:");
    expect(project.read("amplify_outputs.json")).toBe(before);
    project.write("amplify/auth/resource.ts", minimal);
    expect(await sandbox.settled()).toContain("Nothing in the pool had to change.");
  });

  it("has the same address and the same pool at its next start", async () => {
    const project = create(projectOf(minimal));
    const first = project.start();
    await first.settled();
    const before = project.outputs();
    await first.stop();
    const second = project.start();
    expect(await second.settled()).toContain("Nothing in the pool had to change.");
    expect(project.outputs()).toEqual(before);
    const { code, err } = await project.run(["sandbox"]);
    expect(code).toBe(1);
    expect(err).toContain(`answers at ${before.auth.user_pool_endpoint} already`);
  });

  it("stands beside others, of other projects and of the same, each with people of its own", async () => {
    const files = projectOf(minimal);
    const [ours, theirs] = [create(files), create(files)];
    // Both packages have the same name, so both want the same port, at the same time.
    await Promise.all([ours.start().settled(), theirs.start().settled()]);
    const here = ours.outputs().auth;
    expect(theirs.outputs().auth.user_pool_endpoint).not.toBe(here.user_pool_endpoint);
    await ours.start("--identifier", "other", "--outputs-out-dir", "other").settled();
    expect(existsSync(join(ours.folder, ".poolhouse/other/poolhouse.db"))).toBe(true);
    expect(JSON.parse(ours.read("other/amplify_outputs.json"))).not.toMatchObject({
      auth: { user_pool_id: here.user_pool_id },
    });
  });

  it("writes the outputs in the form that is asked for", async () => {
    const project = create(projectOf(minimal));
    const flags = ["--outputs-format", "ts", "--outputs-version", "1.3", "--outputs-out-dir", "src"];
    const { code, err } = await project.run(["sandbox", "--once", ...flags, "--strict-outputs"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(project.read("src/amplify_outputs.ts")).toMatch(/"version": "1\.3"/);
    expect(project.read("src/amplify_outputs.ts")).not.toContain("user_pool_endpoint");
  });

  it.each([
    [["--identifier", "no spaces"], "Invalid --identifier provided: no spaces"],
    [["--dir-to-watch", "elsewhere"], "--dir-to-watch elsewhere does not exist."],
    [["--dir-to-watch", "package.json"], "--dir-to-watch package.json is not a directory."],
    [["--once", "--exclude", "x"], "--once does not go with --exclude."],
    [["--logs-filter", "("], "--logs-filter: ( is no regular expression."],
  ])("refuses %j", async (flags, text) => {
    const project = create(projectOf(minimal));
    expect(await project.run(["sandbox", ...flags])).toMatchObject({
      code: 2,
      err: expect.stringContaining(text),
    });
  });
});

describe("poolhouse sandbox secret", () => {
  it("keeps values for their owner, and a definition that waits for one gets it at once", async () => {
    const project = create(
      projectOf(minimal, {
        "amplify/auth/gate/resource.ts": `import { defineFunction, secret } from '@aws-amplify/backend';
export const gate = defineFunction({ name: 'gate', environment: { WORD: secret('GATE_WORD') } });
`,
        "amplify/auth/gate/handler.ts": `export const handler = async () => { throw new Error(process.env.WORD); };
`,
        "amplify/auth/resource.ts": `import { defineAuth } from '@aws-amplify/backend';
import { gate } from './gate/resource';
export const auth = defineAuth({ loginWith: { email: true }, triggers: { preSignUp: gate } });
`,
      }),
    );
    const sandbox = project.start();
    expect(await sandbox.settled()).toContain("wants the secret GATE_WORD, which is not set");
    expect(await project.run(["sandbox", "secret", "set", "GATE_WORD"], "sesame\n")).toMatchObject({
      code: 0,
      out: "Successfully created version 1 of secret GATE_WORD\n",
    });
    expect(await sandbox.settled()).toContain("Deployed.");
    expect(statSync(join(project.folder, ".poolhouse/secrets.json")).mode & 0o077).toBe(0);
    const { auth } = project.outputs();
    const signUp = new SignUpCommand({
      ClientId: auth.user_pool_client_id,
      Username: "ada@example.com",
      Password: "Correct-Horse-9",
    });
    await expect(operatorOf(project).send(signUp)).rejects.toThrow("PreSignUp failed with error sesame.");
  });

  it("lists, shows and removes what was set", async () => {
    const project = create(projectOf(minimal));
    const run = (...args: string[]) => project.run(["sandbox", "secret", ...args], "sesame");
    await run("set", "A");
    expect(await run("set", "A")).toMatchObject({ out: "Successfully created version 2 of secret A\n" });
    await run("set", "B");
    expect(await run("list")).toMatchObject({ code: 0, out: "A\nB\n" });
    expect((await run("get", "A")).out).toBe("name: A\nversion: 2\nvalue: sesame\n");
    expect((await run("remove", "A")).out).toBe("Successfully removed secret A\n");
    expect(await run("get", "A")).toMatchObject({ code: 3, err: "There is no secret A.\n" });
    expect((await run("remove", "--all")).out).toBe("Successfully removed all secrets\n");
    expect((await run("list")).out).toBe("No sandbox secrets found\n");
    expect(await run("set", "a b")).toMatchObject({ code: 2, err: "Invalid secret name provided: a b\n" });
  });
});

describe("poolhouse sandbox delete", () => {
  it("takes pool, people and outputs away once it is meant, and the next start begins anew", async () => {
    const project = create(projectOf(minimal));
    const sandbox = project.start();
    await sandbox.settled();
    const { auth } = project.outputs();
    expect(await project.run(["sandbox", "delete", "--yes"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("Stop it first"),
    });
    await sandbox.stop();
    expect(await project.run(["sandbox", "delete"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Are you sure you want to delete all the resources in your sandbox/),
    });
    expect(await project.run(["sandbox", "delete", "--yes"])).toMatchObject({
      code: 0,
      out: "[Sandbox] Finished deleting.\n",
    });
    expect(existsSync(join(project.folder, "amplify_outputs.json"))).toBe(false);
    expect(existsSync(join(project.folder, ".poolhouse/poolhouse.db"))).toBe(false);
    await project.start().settled();
    expect(project.outputs().auth.user_pool_id).not.toBe(auth.user_pool_id);
  });
});

describe("poolhouse sandbox seed", () => {
  it("runs the project's script against the running pool", async () => {
    const project = create(
      projectOf(minimal, {
        "amplify/seed/seed.ts": `import { AdminCreateUserCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { name } from "./name";
const { POOLHOUSE_USER_POOL_ID: UserPoolId } = process.env;
await new CognitoIdentityProviderClient({}).send(new AdminCreateUserCommand({ UserPoolId, Username: name, MessageAction: "SUPPRESS" }));
console.log("planted " + name);
`,
        "amplify/seed/name.ts": `export const name: string = "ada@example.com";\n`,
      }),
    );
    expect((await project.run(["sandbox", "seed"])).err).toContain("The sandbox does not run.");
    const sandbox = project.start();
    await sandbox.settled();
    expect(await project.run(["sandbox", "seed"])).toEqual({
      code: 0,
      out: "planted ada@example.com\n[Sandbox] Seed script executed successfully.\n",
      err: "",
    });
    const { auth } = project.outputs();
    const list = new ListUsersCommand({ UserPoolId: auth.user_pool_id });
    expect((await operatorOf(project).send(list)).Users).toHaveLength(1);
  });
});
