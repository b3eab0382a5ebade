// `poolhouse deploy`: a project's definition on a server that is there for others.
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Ended } from "../support/poolhouse-command.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { everything, projectOf, workshop } from "../support/sample-definitions.ts";
import { createProject, type Project } from "../support/sandbox-project.ts";

let server: RunningServer;
let project: Project;

beforeAll(async () => {
  server = await startRunningServer();
});

afterAll(() => server.stop());
afterEach(() => project.remove());

function deploy(
  flags: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { accessKeyId, secretAccessKey } = server.operatorKey;
  return project.run(["deploy", "--server", server.url, ...flags], "", {
    POOLHOUSE_ACCESS_KEY_ID: accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: secretAccessKey,
    ...environment,
  });
}

const findPool = async (name: string) =>
  (await server.sdk.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools?.find(
    (pool) => pool.Name === name,
  )?.Id;

const named = (name: string): Record<string, string> => ({
  ...projectOf(workshop),
  "package.json": JSON.stringify({ name }),
});

const withMfa = (multifactor: string): string => `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true }, multifactor: ${multifactor} });
`;

describe("poolhouse deploy", () => {
  it("shows a plan with exit code 2, applies it after a yes, and then has nothing to do", async () => {
    project = createProject(named("shop"));
    const plan = await deploy(["--plan"]);
    expect(plan).toMatchObject({ code: 2, err: "" });
    expect(plan.out).toMatch(
      /^ {2}~ user pool shop: new\n {2}~ MFA: REQUIRED \(TOTP\)\n {2}~ app client shop: new\n/,
    );
    expect(await findPool("shop")).toBeUndefined();

    const asked = await deploy([]);
    expect(asked).toMatchObject({ code: 1, out: "" });
    expect(asked.err).toContain(`Apply this at ${server.url}?\nNothing was done. Say --yes if so.`);
    expect(await findPool("shop")).toBeUndefined();

    const applied = await deploy(["--yes", "--json"]);
    expect(applied.code).toBe(0);
    const UserPoolId = await findPool("shop");
    expect(JSON.parse(applied.out)).toMatchObject({
      UserPoolId,
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
    });
    const { UserPool } = await server.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      MfaConfiguration: "ON",
      EmailVerificationSubject: "Welcome to the workshop!",
    });

    expect(await deploy(["--plan"])).toEqual({
      code: 0,
      out: "Nothing to do: the pool is what the definition says.\n",
      err: "",
    });
    expect((await deploy(["--yes"])).out).toContain("Nothing had to change.");
  });

  it("takes a pool by its id, which keeps its name; a wrong id makes no pool", async () => {
    project = createProject(named("club-by-id"));
    expect((await deploy(["--pool", "club-of-old", "--yes"])).code).toBe(0);
    const id = (await findPool("club-of-old")) ?? "";
    expect(await deploy(["--pool", id, "--plan"])).toMatchObject({ code: 0 });
    expect(await deploy(["--pool", "eu-west-1_Nobody000", "--yes"])).toMatchObject({ code: 3, out: "" });
    expect(await findPool("club-by-id")).toBeUndefined();
  });

  it("has a plan for programs, without the values of secrets", async () => {
    project = createProject(everything);
    const secrets = {
      POOLHOUSE_SECRET_GOOGLE_CLIENT_ID: "id",
      POOLHOUSE_SECRET_GOOGLE_CLIENT_SECRET: "s3cr3t",
    };
    const flags = ["--plan", "--json", "--functions", "pre-sign-up", "--relying-party", "app.example.com"];
    const { code, out } = await deploy(flags, secrets);
    expect(code).toBe(2);
    expect(out).not.toContain("s3cr3t");
    expect(JSON.parse(out)).toMatchObject({
      UserPool: { Name: "everything" },
      HasChanges: true,
      IsPossible: true,
      Steps: expect.arrayContaining([
        expect.objectContaining({ Operation: "CreateUserPool", IsDestructive: false }),
        expect.objectContaining({
          Operation: "SetUserPoolMfaConfig",
          Input: expect.objectContaining({
            WebAuthnConfiguration: expect.objectContaining({ RelyingPartyId: "app.example.com" }),
          }),
        }),
        expect.objectContaining({
          Operation: "CreateIdentityProvider",
          Input: expect.objectContaining({
            ProviderDetails: expect.objectContaining({ client_secret: { secret: "GOOGLE_CLIENT_SECRET" } }),
          }),
        }),
      ]),
      Concerns: [],
      Replacements: [],
    });
    const missing = await deploy(flags, { POOLHOUSE_SECRET_GOOGLE_CLIENT_ID: "id" });
    expect(missing.code).toBe(1);
    expect(missing.err).toContain("Set POOLHOUSE_SECRET_GOOGLE_CLIENT_SECRET in the environment.");
  });

  it("does not name functions that the server does not have", async () => {
    project = createProject(everything);
    const { code, err } = await deploy(["--plan"]);
    expect(code).toBe(1);
    expect(err).toContain('"pre-sign-up": {\n    "module": "./pre-sign-up.js"\n  }');
    expect(err).toContain("say --functions pre-sign-up.");
  });

  it("locks nobody out unless that is meant, and says how many it would", async () => {
    project = createProject({
      ...named("club"),
      "amplify/auth/resource.ts": withMfa("{ mode: 'OPTIONAL', totp: true, sms: true }"),
    });
    expect((await deploy(["--yes"])).code).toBe(0);
    const user = { UserPoolId: await findPool("club"), Username: "ada@example.com" };
    const UserAttributes = [
      { Name: "email", Value: "ada@example.com" },
      { Name: "phone_number", Value: "+15555550100" },
      { Name: "phone_number_verified", Value: "true" },
    ];
    await server.sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }));
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
    await server.sdk.send(new AdminSetUserMFAPreferenceCommand({ ...user, SMSMfaSettings }));
    project.write("amplify/auth/resource.ts", withMfa("{ mode: 'OPTIONAL', totp: true }"));

    const plan = await deploy(["--plan", "--json"]);
    expect(plan.code).toBe(2);
    expect(JSON.parse(plan.out)).toMatchObject({
      Concerns: [{ Kind: "factor-removed", Users: 1, IsLockOut: true }],
    });
    const refused = await deploy(["--yes"]);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /1 user: SMS is no longer a second factor.*\nNothing was done\. Say --accept-lock-out/,
    );
    expect((await deploy(["--plan"])).code).toBe(2);
    expect((await deploy(["--yes", "--accept-lock-out"])).code).toBe(0);
    expect((await deploy(["--plan"])).code).toBe(0);
  });

  it("never makes a pool anew: what no pool can become is refused", async () => {
    project = createProject(named("stuck"));
    expect((await deploy(["--yes"])).code).toBe(0);
    const before = await findPool("stuck");
    project.write(
      "amplify/auth/resource.ts",
      workshop
        .replace("loginWith: {", "loginWith: {\n    phone: true,")
        .replace("totp: true", "totp: true, sms: true"),
    );
    const plan = await deploy(["--plan"]);
    expect(plan).toMatchObject({
      code: 1,
      out: expect.stringContaining("! sign-in names: email → email, phone_number"),
    });
    const { code, err } = await deploy(["--yes"]);
    expect(code).toBe(1);
    expect(err).toContain("The pool cannot become that: only a new one could. Nothing was done.");
    expect(await findPool("stuck")).toBe(before);
  });

  it("tells a mistake in the definition with its line", async () => {
    project = createProject({ ...named("wrong"), "amplify/auth/resource.ts": "import './nowhere';\n" });
    const { code, err } = await deploy(["--plan"]);
    expect(code).toBe(1);
    expect(err).toMatch(/Cannot find module/);
    expect(err).toContain("amplify/auth/resource.ts");
  });
});
