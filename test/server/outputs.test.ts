// The configuration files of a pool that runs, read back by the libraries that apps read them with.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAmplifyConfig as readOwn } from "@poolhouse/auth/utils";
import { parseAmplifyConfig as readAmplify } from "aws-amplify/utils";
import { CreateGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputFormats, outputVersions } from "../../packages/backend/src/outputs.ts";
import { projectCommands } from "../../packages/cli/src/commands/project.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type Ended, operatorAt } from "../support/poolhouse-command.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";

let server: InProcessServer;
let app: ProvisionedApp;
let run: (args: readonly string[]) => Promise<Ended>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-outputs-"));
  server = await startInProcessServer();
  run = operatorAt(server.url, server.operatorKey);
  app = await provisionApp(server.sdk, {
    mfa: "OPTIONAL",
    pool: {
      PoolName: "people",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Schema: [{ Name: "given_name", Required: true, Mutable: true }],
      Policies: { PasswordPolicy: { MinimumLength: 10, RequireSymbols: true } },
    },
  });
  const group = { UserPoolId: app.userPoolId, GroupName: "admins", Precedence: 0 };
  await server.sdk.send(new CreateGroupCommand(group));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file into a folder of its own; answers its name and its text. */
async function generate(...flags: string[]): Promise<{ name: string; text: string; told: string }> {
  const place = mkdtempSync(join(folder, "app-"));
  const named = ["generate", "outputs", "people", "app", "--out-dir", place];
  const { code, out, err } = await run([...named, ...flags]);
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  const name = out.replace(`Written: ${place}/`, "").trim();
  return { name, text: readFileSync(join(place, name), "utf8"), told: err };
}

describe("amplify_outputs.json", () => {
  it("is understood alike by an unmodified Amplify and by our client, which finds the server by itself", async () => {
    const { name, text } = await generate();
    expect(name).toBe("amplify_outputs.json");
    const outputs: { custom: { poolhouse: object } } = JSON.parse(text);
    expect(outputs.custom.poolhouse).toEqual({
      endpoint: server.url,
      issuer: `${server.url}/${app.userPoolId}`,
      jwks_uri: `${server.url}/${app.userPoolId}/.well-known/jwks.json`,
    });
    const known = {
      userPoolId: app.userPoolId,
      userPoolClientId: app.clientId,
      loginWith: { email: true },
      mfa: { status: "optional", totpEnabled: true, smsEnabled: false },
      passwordFormat: { minLength: 10, requireSpecialCharacters: true },
      userAttributes: { given_name: { required: true } },
    };
    expect(readAmplify(JSON.parse(text)).Auth?.Cognito).toMatchObject({
      ...known,
      groups: [{ admins: { precedence: 0 } }],
    });
    expect(readOwn(JSON.parse(text)).Auth?.Cognito).toMatchObject({ ...known, userPoolEndpoint: server.url });
  });

  it("names the server where it is free to, if the schema is to be kept", async () => {
    const outputs: { auth: object } = JSON.parse((await generate("--strict-outputs")).text);
    expect(outputs.auth).not.toHaveProperty("user_pool_endpoint");
    expect(readOwn(outputs).Auth?.Cognito).toMatchObject({ userPoolEndpoint: server.url });
  });
});

it("the first generation's file is understood by both, too", async () => {
  const { name, text } = await generate("--outputs-version", "0");
  expect(name).toBe("amplifyconfiguration.json");
  const known = {
    userPoolId: app.userPoolId,
    userPoolClientId: app.clientId,
    loginWith: { email: true, phone: false, username: false },
    mfa: { status: "optional", totpEnabled: true, smsEnabled: false },
    passwordFormat: { minLength: 10, requireSpecialCharacters: true },
    userAttributes: { given_name: { required: true }, email: { required: true } },
    allowGuestAccess: false,
  };
  expect(readAmplify(JSON.parse(text)).Auth?.Cognito).toMatchObject(known);
  expect(readOwn(JSON.parse(text)).Auth?.Cognito).toMatchObject({ ...known, userPoolEndpoint: server.url });
});

it("phones are told the pool, and whoever writes the file why not the server", async () => {
  const { name, text, told } = await generate("--format", "json-mobile");
  expect(name).toBe("amplifyconfiguration.json");
  expect(text).toContain(app.userPoolId);
  expect(told).toContain("Android and Swift");
});

it("a pool or client that is not there leaves no file", async () => {
  expect(await run(["generate", "outputs", "nobody", "app"])).toMatchObject({ code: 3, out: "" });
  expect(await run(["generate", "outputs", "people", "nobody"])).toMatchObject({ code: 3, out: "" });
});

it("the command offers every form and version that there is", () => {
  const command = projectCommands.find(({ name }) => name === "generate outputs");
  const { format, "outputs-version": version } = command?.flags ?? {};
  expect(format?.choices).toEqual(outputFormats);
  expect(version?.choices).toEqual(outputVersions);
});
