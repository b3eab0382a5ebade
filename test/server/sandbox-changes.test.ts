// What a change of the definition means for a pool that people are in.
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { signedClient } from "../support/running-server.ts";
import { minimal, projectOf } from "../support/sample-definitions.ts";
import { createProject, type Project } from "../support/sandbox-project.ts";

let project: Project;

afterEach(() => project.remove());

const Password = "Correct-Horse-9";

/** An operator of the pool, with the key that the sandbox leaves. */
function operator(): CognitoIdentityProviderClient {
  const facts = readFileSync(join(project.folder, ".poolhouse/sandbox.json"), "utf8");
  // The sandbox wrote it in this form.
  const known = JSON.parse(facts) as Record<"endpoint" | "accessKeyId" | "secretAccessKey", string>;
  return signedClient(known.endpoint, known);
}

const pool = () => ({ UserPoolId: project.outputs().auth.user_pool_id });

async function addPerson(name: string, phone?: string): Promise<void> {
  const user = { ...pool(), Username: `${name}@example.com` };
  const UserAttributes = [
    { Name: "email", Value: user.Username },
    { Name: "email_verified", Value: "true" },
    ...(phone === undefined
      ? []
      : [
          { Name: "phone_number", Value: phone },
          { Name: "phone_number_verified", Value: "true" },
        ]),
  ];
  await operator().send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }));
  await operator().send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
}

/** A definition with a password in clear allowed, so that a test needs no SRP. */
const withMfa = (multifactor: string): string => `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true }, multifactor: ${multifactor} });
`;

const backend = `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
const backend = defineBackend({ auth });
backend.auth.resources.cfnResources.cfnUserPoolClient.explicitAuthFlows = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];
`;

/** What a sign-in is asked for; `tokens` if for nothing. */
async function signIn(name: string): Promise<string> {
  const answer = await operator().send(
    new InitiateAuthCommand({
      ClientId: project.outputs().auth.user_pool_client_id,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: `${name}@example.com`, PASSWORD: Password },
    }),
  );
  return answer.ChallengeName ?? "tokens";
}

describe("a change of the second factor", () => {
  it("is live at once from OFF to OPTIONAL, REQUIRED and back, and everybody stays", async () => {
    project = createProject(projectOf(withMfa("{ mode: 'OFF' }"), { "amplify/backend.ts": backend }));
    const sandbox = project.start();
    await sandbox.settled();
    const { user_pool_id: before } = project.outputs().auth;
    await addPerson("ada");
    expect(await signIn("ada")).toBe("tokens");

    project.write("amplify/auth/resource.ts", withMfa("{ mode: 'OPTIONAL', totp: true }"));
    expect(await sandbox.settled()).toContain("MFA: OFF → OPTIONAL (TOTP)");
    expect(await signIn("ada")).toBe("tokens");

    project.write("amplify/auth/resource.ts", withMfa("{ mode: 'REQUIRED', totp: true }"));
    const said = await sandbox.settled();
    expect(said).toContain("MFA: OPTIONAL (TOTP) → REQUIRED (TOTP)");
    expect(said).toContain("1 user: A second factor (TOTP) becomes required");
    expect(project.outputs().auth.mfa_configuration).toBe("REQUIRED");
    expect(await signIn("ada")).toBe("MFA_SETUP");

    project.write("amplify/auth/resource.ts", withMfa("{ mode: 'OPTIONAL', totp: true }"));
    expect(await sandbox.settled()).toContain("MFA: REQUIRED (TOTP) → OPTIONAL (TOTP)");
    expect(await signIn("ada")).toBe("tokens");
    expect(project.outputs().auth.user_pool_id).toBe(before);
  });

  it("that would lock somebody out says how many, and waits for a yes", async () => {
    project = createProject(projectOf(withMfa("{ mode: 'OPTIONAL', totp: true, sms: true }")));
    const sandbox = project.start();
    await sandbox.settled();
    await addPerson("ada", "+15555550100");
    await addPerson("bob");
    const user = { ...pool(), Username: "ada@example.com" };
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
    await operator().send(new AdminSetUserMFAPreferenceCommand({ ...user, SMSMfaSettings }));

    project.write("amplify/auth/resource.ts", withMfa("{ mode: 'OPTIONAL', totp: true }"));
    const said = await sandbox.settled();
    expect(said).toMatch(/1 user: SMS is no longer a second factor/);
    expect(said).toContain("Nothing was done. Say --yes if so.");
    const { SmsMfaConfiguration } = await operator().send(new GetUserPoolMfaConfigCommand(pool()));
    expect(SmsMfaConfiguration).toBeDefined();
    await sandbox.stop();

    expect((await project.run(["sandbox", "--once"])).code).toBe(1);
    const agreed = await project.run(["sandbox", "--once", "--yes"]);
    expect(agreed.code).toBe(0);
    expect(agreed.out).toContain("MFA: OPTIONAL (TOTP, SMS) → OPTIONAL (TOTP)");
  });
});

describe("a change that no pool can take", () => {
  it("asks for a new pool, and makes one only after a yes", async () => {
    project = createProject(projectOf(minimal));
    const sandbox = project.start();
    await sandbox.settled();
    const { user_pool_id: before } = project.outputs().auth;
    await addPerson("ada");
    project.write("amplify/auth/resource.ts", minimal.replace("email: true", "phone: true"));
    expect(await sandbox.settled()).toMatch(
      /sign-in names: email → phone_number\n[^]*\nDelete it with its 1 user and make a new one\?\nNothing was done/,
    );
    expect(project.outputs().auth.user_pool_id).toBe(before);
    await sandbox.stop();
    expect((await project.run(["sandbox", "--once", "--yes"])).code).toBe(0);
    expect(project.outputs().auth).toMatchObject({ username_attributes: ["phone_number"] });
    expect(project.outputs().auth.user_pool_id).not.toBe(before);
  });
});

describe("a trigger", () => {
  const handler = (domain: string) => `import type { PreSignUpTriggerHandler } from 'aws-lambda';
import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

export const handler: PreSignUpTriggerHandler = async (event) => {
  if (event.triggerSource === 'PreSignUp_AdminCreateUser') return event;
  console.log('asked about', event.request.userAttributes['email']);
  const client = new CognitoIdentityProviderClient({});
  const { UserPoolId } = { UserPoolId: event.userPoolId };
  await client.send(new AdminGetUserCommand({ UserPoolId, Username: 'ada@example.com' }));
  if (!event.request.userAttributes['email']?.endsWith('@${domain}')) {
    throw new Error('Only ${domain} may sign up');
  }
  return event;
};
`;
  const resource = `import { defineAuth, defineFunction } from '@aws-amplify/backend';
const gate = defineFunction({ name: 'gate', entry: './gate/handler.ts', timeoutSeconds: 5 });
export const auth = defineAuth({
  loginWith: { email: true },
  triggers: { preSignUp: gate },
  access: (allow) => [allow.resource(gate).to(['getUser'])],
});
`;

  const signUp = (Username: string) =>
    operator().send(
      new SignUpCommand({ ClientId: project.outputs().auth.user_pool_client_id, Username, Password }),
    );

  it("runs from source, with what it is granted, tells its author where it failed, and follows changes", async () => {
    project = createProject(projectOf(resource, { "amplify/auth/gate/handler.ts": handler("example.com") }));
    const sandbox = project.start("--stream-function-logs", "--logs-filter", "ga");
    await sandbox.settled();
    await addPerson("ada");
    await signUp("bob@example.com");
    await sandbox.said(/\[gate\] asked about bob@example\.com/);
    await expect(signUp("eve@other.example")).rejects.toThrow(
      "PreSignUp failed with error Only example.com may sign up.",
    );
    await sandbox.said(
      /\[function\] gate: Only example\.com may sign up\n +at .*amplify\/auth\/gate\/handler\.ts:11:11/,
    );
    project.write("amplify/auth/gate/handler.ts", handler("other.example"));
    await sandbox.settled();
    await signUp("eve@other.example");
    const { UserStatus } = await operator().send(
      new AdminGetUserCommand({ ...pool(), Username: "eve@other.example" }),
    );
    expect(UserStatus).toBe("UNCONFIRMED");
    // Its key is for what was granted, and goes with the grant.
    project.write("amplify/auth/resource.ts", resource.replace("'getUser'", "'listUsers'"));
    await sandbox.settled();
    await expect(signUp("mallory@other.example")).rejects.toThrow(
      /not authorized to perform: cognito-idp:AdminGetUser/,
    );
  });

  it("that does not load is told, and loads once it is right", async () => {
    project = createProject(
      projectOf(resource, { "amplify/auth/gate/handler.ts": "export const handler = 1;\n" }),
    );
    const sandbox = project.start();
    expect(await sandbox.settled()).toContain("The function gate must export a function named handler.");
    project.write("amplify/auth/gate/handler.ts", "export const handler = async (event) => event;\n");
    await sandbox.settled();
    await expect(signUp("ada@example.com")).resolves.toMatchObject({ UserConfirmed: false });
  });
});
