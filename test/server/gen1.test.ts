// The walkthrough of the first generation to its end: answers, a definition, a pool that runs, and the files of the app.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type UserPoolClientType,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "aws-amplify";
import { confirmSignIn, confirmSignUp, signIn, signOut, signUp } from "aws-amplify/auth";
import { ConsoleLogger, parseAmplifyConfig } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeOutputs } from "../../packages/backend/src/outputs.ts";
import { applyBackend } from "../../packages/cli/src/backend/apply.ts";
import { connectInProcess } from "../../packages/cli/src/backend/connect-in-process.ts";
import { evaluateBackend } from "../../packages/cli/src/backend/evaluate.ts";
import { findProject } from "../../packages/cli/src/backend/find-project.ts";
import { type App, readOutputFacts } from "../../packages/cli/src/read-output-facts.ts";
import { headlessAsker } from "../../packages/cli/src/walkthrough/headless-asker.ts";
import { addAuth } from "../../packages/cli/src/walkthrough/project.ts";
import { questions } from "../../packages/cli/src/walkthrough/questions.ts";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { awaitCode, awaitMessage } from "../support/mailbox-reader.ts";
import { createProject, type Project } from "../support/sandbox-project.ts";

// It would warn that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";

let server: InProcessServer;
let project: Project;

beforeAll(async () => {
  server = await startInProcessServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  project = createProject({ "package.json": '{ "name": "gen1", "type": "module" }\n' });
});
afterEach(() => project.remove());

/** Runs a command that must work; answers what it printed on standard output. */
async function done(...args: string[]): Promise<string> {
  const { accessKeyId, secretAccessKey } = server.operatorKey;
  const environment = {
    POOLHOUSE_ENDPOINT: server.url,
    POOLHOUSE_ACCESS_KEY_ID: accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const ended = await project.run(args, "", environment);
  expect(ended, ended.err).toMatchObject({ code: 0 });
  return ended.out;
}

/** Gives a command these answers. */
async function answer(command: "add" | "update", answers: object): Promise<void> {
  project.write("answers.json", JSON.stringify(answers));
  await done(command, "auth", "--headless", "answers.json");
}

const manual = {
  useDefault: "manual",
  authSelections: "userPoolOnly",
  usernameAttributes: "email",
};

interface Exports {
  readonly aws_user_pools_id: string;
  readonly aws_user_pools_web_client_id: string;
  readonly aws_user_pools_endpoint: string;
  readonly aws_cognito_mfa_configuration: string;
  readonly aws_cognito_mfa_types: readonly string[];
}

/** The file that `push` wrote for web apps. */
const exports = (): Exports => JSON.parse(project.read("src/amplifyconfiguration.json")) as Exports;

/** The factors of a pool as the service tells them. */
async function factors(UserPoolId: string): Promise<object> {
  const mfa = await server.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  return {
    mode: mfa.MfaConfiguration,
    sms: mfa.SmsMfaConfiguration?.SmsAuthenticationMessage,
    totp: mfa.SoftwareTokenMfaConfiguration?.Enabled === true,
  };
}

describe("a documented run", () => {
  const sms = "Your authentication code is {####}";

  it("that adds makes the pool and the files what was answered, and one that updates changes them", async () => {
    await answer("add", {
      ...manual,
      resourceName: "sms",
      mfaConfiguration: "ON",
      mfaTypes: ["SMS Text Message"],
    });
    const told = await done("push", "--yes");
    expect(told).toContain("src/aws-exports.js");
    const { aws_user_pools_id: id } = exports();
    expect(await factors(id)).toEqual({ mode: "ON", sms, totp: false });
    expect(exports()).toMatchObject({ aws_cognito_mfa_configuration: "ON", aws_cognito_mfa_types: ["SMS"] });
    expect(await done("push", "--yes")).toContain("Nothing had to change.");
    // What an update may not do, the definition may.
    project.write(
      "amplify/auth/resource.ts",
      project.read("amplify/auth/resource.ts").replace('mode: "REQUIRED"', 'mode: "OPTIONAL"'),
    );
    await done("push", "--yes", "--accept-lock-out");
    expect(await factors(id)).toEqual({ mode: "OPTIONAL", sms, totp: false });
    expect(exports()).toMatchObject({ aws_user_pools_id: id, aws_cognito_mfa_configuration: "OPTIONAL" });
  });

  it("that adds an authenticator app for all, and one that makes it optional by an update", async () => {
    await answer("add", { ...manual, resourceName: "later" });
    await done("push", "--yes");
    const { aws_user_pools_id: id } = exports();
    expect(await factors(id)).toEqual({ mode: "OFF", sms: undefined, totp: false });
    expect(exports()).toMatchObject({ aws_cognito_mfa_configuration: "OFF", aws_cognito_mfa_types: ["SMS"] });
    await answer("update", { updateFlow: "manual", mfaConfiguration: "OPTIONAL", mfaTypes: ["TOTP"] });
    await done("push", "--yes", "--frontend", "ios", "--frontend", "flutter", "--frontend", "javascript");
    expect(await factors(id)).toEqual({ mode: "OPTIONAL", sms: undefined, totp: true });
    expect(exports()).toMatchObject({
      aws_user_pools_id: id,
      aws_cognito_mfa_configuration: "OPTIONAL",
      aws_cognito_mfa_types: ["TOTP"],
    });
    for (const file of ["amplifyconfiguration.json", "lib/amplifyconfiguration.dart"])
      expect(project.read(file)).toMatch(/"mfaConfiguration": "OPTIONAL",\s+"mfaTypes": \[\s+"TOTP"\s+\]/);
    expect(
      parseAmplifyConfig(JSON.parse(project.read("src/amplifyconfiguration.json"))).Auth?.Cognito,
    ).toMatchObject({
      userPoolId: id,
      loginWith: { email: true },
      mfa: { status: "optional", totpEnabled: true, smsEnabled: false },
      passwordFormat: { minLength: 8, requireLowercase: false },
    });
  });

  it("is published without being hosted, and removed without its pool", async () => {
    await answer("add", { useDefault: "default", usernameAttributes: "email" });
    await done("publish", "--yes");
    const { aws_user_pools_id: id } = exports();
    project.write("answers.json", '{ "removeAuth": true }');
    await done("remove", "auth", "--headless", "answers.json");
    expect(existsSync(join(project.folder, "amplify/backend.ts"))).toBe(false);
    expect((await server.sdk.send(new DescribeUserPoolCommand({ UserPoolId: id }))).UserPool?.Id).toBe(id);
    expect(await project.run(["push", "--yes"])).toMatchObject({ code: 2 });
  });
});

it("without a word of another server, push goes to the sandbox that runs in the folder", async () => {
  await answer("add", { ...manual, mfaConfiguration: "ON", mfaTypes: ["TOTP"] });
  const sandbox = project.start();
  await sandbox.settled();
  const pushed = await project.run(["push", "--json"]);
  expect(pushed, pushed.err).toMatchObject({ code: 0 });
  expect(JSON.parse(pushed.out)).toMatchObject({
    UserPoolId: project.outputs().auth.user_pool_id,
    Changes: [],
  });
  expect(exports()).toMatchObject({
    aws_user_pools_id: project.outputs().auth.user_pool_id,
    aws_user_pools_endpoint: project.outputs().auth.user_pool_endpoint,
    aws_cognito_mfa_types: ["TOTP"],
  });
  await sandbox.stop();
});

/** Makes a pool from answers, without processes of their own; a second time, nothing is left to do. */
async function deploy(answers: object): Promise<Described> {
  const root = project.folder;
  await addAuth({ root, asker: headlessAsker({ ...answers }, questions), mayOverwrite: false });
  const found = findProject(root);
  if (found === undefined) throw new Error("no definition was written");
  const { auth, notices } = await evaluateBackend(found);
  if (auth?.kind !== "own") throw new Error("the definition has no auth");
  expect(notices).toEqual([]);
  const application = {
    connection: connectInProcess(server, "gen1"),
    auth,
    poolName: basename(root),
    clientName: "app",
    findSecret: () => "0123456789",
    secretHint: () => "",
  };
  const { app } = await applyBackend(application, async () => "apply");
  const again = await applyBackend(application, async ({ plan }) => {
    throw new Error(JSON.stringify(plan.steps));
  });
  expect(again.changes).toEqual([]);
  return describePool(app);
}

interface Described {
  readonly pool: UserPoolType;
  readonly client: UserPoolClientType;
  readonly factors: object;
}

async function describePool({ userPoolId: UserPoolId, userPoolClientId: ClientId }: App): Promise<Described> {
  const { UserPool: pool = {} } = await server.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
  const command = new DescribeUserPoolClientCommand({ UserPoolId, ClientId });
  const { UserPoolClient: client = {} } = await server.sdk.send(command);
  return { pool, client, factors: await factors(UserPoolId) };
}

describe("an unmodified Amplify app", () => {
  it("signs up, proves its address and sets an authenticator app up, by the first generation's file", async () => {
    const settings = { mfaConfiguration: "ON", mfaTypes: ["TOTP"], emailVerificationSubject: "Welcome" };
    const { pool, client } = await deploy({ ...manual, ...settings });
    const app = { userPoolId: pool.Id ?? "", userPoolClientId: client.ClientId ?? "" };
    const facts = await readOutputFacts(connectInProcess(server, "gen1"), app);
    const { text } = writeOutputs(facts, { format: "json", version: "0", isStrict: false });
    const config = parseAmplifyConfig(JSON.parse(text));
    if (config.Auth === undefined) throw new Error("Amplify found no auth in the file");
    config.Auth.Cognito.userPoolEndpoint = facts.endpoint;
    Amplify.configure(config);

    // No rule for characters: the first generation's default.
    const ada = { username: "ada@example.com", password: "eight letters" };
    const { nextStep } = await signUp({ ...ada, options: { userAttributes: { email: ada.username } } });
    expect(nextStep.signUpStep).toBe("CONFIRM_SIGN_UP");
    const message = await awaitMessage(server.url, ada.username);
    expect(message.subject).toBe("Welcome");
    const confirmationCode = await awaitCode(server.url, ada.username);
    await confirmSignUp({ username: ada.username, confirmationCode });
    const { nextStep: step } = await signIn(ada);
    if (step.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP")
      throw new Error(`asked for ${step.signInStep}`);
    const { freshCode } = openAuthenticatorApp(step.totpSetupDetails.sharedSecret);
    expect(await confirmSignIn({ challengeResponse: freshCode() })).toMatchObject({ isSignedIn: true });
    await signOut();
  });
});

const required = ({ pool }: Described): (string | undefined)[] =>
  (pool.SchemaAttributes ?? []).filter(({ Required }) => Required === true).map(({ Name }) => Name);

describe("a pool", () => {
  it("of the default configuration has user names, proven addresses and no rules for characters", async () => {
    const made = await deploy({});
    expect(made.pool.UsernameAttributes ?? []).toEqual([]);
    expect(made.pool).toMatchObject({
      AutoVerifiedAttributes: ["email"],
      Policies: {
        PasswordPolicy: { MinimumLength: 8, RequireLowercase: false, RequireSymbols: false },
      },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
      EmailVerificationSubject: "Your verification code",
      EmailVerificationMessage: "Your verification code is {####}",
    });
    expect(required(made)).toEqual(expect.arrayContaining(["sub", "email"]));
    expect(made.client).toMatchObject({ RefreshTokenValidity: 30 });
    expect(made.client.ClientSecret).toBeUndefined();
  });

  it("whose people sign in by phone may have authenticator apps alone", async () => {
    const made = await deploy({
      ...manual,
      usernameAttributes: "phone_number",
      mfaConfiguration: "OPTIONAL",
      mfaTypes: ["TOTP"],
      smsVerificationMessage: "Type {####}",
    });
    expect(made.factors).toMatchObject({ mode: "OPTIONAL", totp: true, sms: undefined });
    expect(made.pool).toMatchObject({
      UsernameAttributes: ["phone_number"],
      AutoVerifiedAttributes: ["phone_number"],
      SmsVerificationMessage: "Type {####}",
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_phone_number" }] },
    });
  });

  it("may prove phone numbers though people sign in by e-mail address", async () => {
    const made = await deploy({ ...manual, autoVerifiedAttributes: "phone_number" });
    expect(made.pool).toMatchObject({
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["phone_number"],
    });
    expect(required(made)).toEqual(expect.arrayContaining(["email", "phone_number"]));
  });

  it("and its client have all that was answered", async () => {
    const made = await deploy({
      ...manual,
      usernameAttributes: "email, phone_number",
      mfaConfiguration: "ON",
      mfaTypes: ["SMS Text Message", "TOTP"],
      smsAuthenticationMessage: "{####} is it",
      defaultPasswordPolicy: true,
      passwordPolicyMinLength: 12,
      passwordPolicyCharacters: ["Requires Numbers"],
      requiredAttributes: ["email", "given_name", "zoneinfo", "updated_at"],
      userpoolClientRefreshTokenValidity: 7,
      userpoolClientSetAttributes: true,
      userpoolClientReadAttributes: ["email", "email_verified"],
      userpoolClientWriteAttributes: ["email", "phone_number", "given_name", "zoneinfo", "updated_at"],
    });
    expect(made.factors).toEqual({ mode: "ON", totp: true, sms: "{####} is it" });
    expect(made.pool.UsernameAttributes).toEqual(["email", "phone_number"]);
    expect(made.pool.Policies?.PasswordPolicy).toMatchObject({
      MinimumLength: 12,
      RequireNumbers: true,
      RequireUppercase: false,
    });
    expect(required(made)).toEqual(
      expect.arrayContaining(["email", "phone_number", "given_name", "zoneinfo", "updated_at"]),
    );
    expect(made.client).toMatchObject({
      RefreshTokenValidity: 7,
      TokenValidityUnits: { RefreshToken: "days" },
      ReadAttributes: ["email", "email_verified"],
    });
    expect(made.client.WriteAttributes).toContain("given_name");
  });

  it("with social providers knows them by secrets, and the client the addresses", async () => {
    const made = await deploy({
      ...manual,
      hostedUI: true,
      hostedUIDomainName: "people-1",
      newCallbackURLs: ["http://localhost:3000/", "myapp://"],
      newLogoutURLs: ["http://localhost:3000/"],
      AllowedOAuthFlows: "implicit",
      AllowedOAuthScopes: ["openid", "email"],
      authProvidersUserPool: ["Google"],
      googleAppIdUserPool: "id",
      googleAppSecretUserPool: "hush",
    });
    expect(made.client).toMatchObject({
      CallbackURLs: ["http://localhost:3000/", "myapp://"],
      LogoutURLs: ["http://localhost:3000/"],
      AllowedOAuthFlows: ["implicit"],
      AllowedOAuthScopes: expect.arrayContaining(["openid", "email"]),
      SupportedIdentityProviders: expect.arrayContaining(["COGNITO", "Google"]),
    });
  });

  it("with handlers begun for it evaluates with them", async () => {
    const chosen = ["emailDenylist", "customAuthScaffolding", "alter-claims", "addUserToGroup"];
    const groups = { userPoolGroups: true, userPoolGroupNames: ["users"] };
    const made = await deploy({ ...manual, ...groups, triggers: chosen });
    expect(Object.keys(made.pool.LambdaConfig ?? {}).toSorted()).toEqual([
      "CreateAuthChallenge",
      "DefineAuthChallenge",
      "PostConfirmation",
      "PreSignUp",
      "PreTokenGeneration",
      "VerifyAuthChallengeResponse",
    ]);
  });
});
