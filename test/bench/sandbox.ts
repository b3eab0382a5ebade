/** How long a change of a definition takes to be live: from the file that is saved to what the pool says, and to a sign-in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signedClient } from "../support/running-server.ts";
import { projectOf } from "../support/sample-definitions.ts";
import { createProject, type Project } from "../support/sandbox-project.ts";
import { median } from "./costs.ts";
import { cores, pin } from "./processes.ts";

/** Milliseconds after a file was saved. */
interface Live {
  readonly described: number;
  readonly signedIn: number;
}

const person = { Username: "ada@example.com", Password: "Correct-Horse-9" };

const definition = (mode: string): string => `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({
  loginWith: { email: true },
  multifactor: { mode: '${mode}', totp: true },
});
`;

/** Passwords in clear, so that one request is a sign-in. */
const backend = `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
const backend = defineBackend({ auth });
backend.auth.resources.cfnResources.cfnUserPoolClient.explicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH'];
`;

/** Saves a definition so many times, with another MFA mode each time; answers a table. */
export async function benchSandbox(times = 20): Promise<string> {
  // An author's machine has all of its cores for this.
  pin(process.pid, `${cores.measured},${cores.others}`);
  const project = createProject(projectOf(definition("OPTIONAL"), { "amplify/backend.ts": backend }));
  try {
    const sandbox = project.start();
    await sandbox.settled();
    const pool = openPool(project);
    await addPerson(pool);
    const results: Live[] = [];
    for (let time = 0; time < times; time += 1) {
      results.push(await measure(project, pool, time % 2 === 0 ? "REQUIRED" : "OPTIONAL"));
      await sandbox.settled();
      // Whoever types takes longer; meanwhile the sandbox gets ready for the next change.
      await pause(2000);
    }
    return render(results);
  } finally {
    await project.remove();
  }
}

interface Pool {
  readonly sdk: CognitoIdentityProviderClient;
  readonly UserPoolId: string;
  readonly ClientId: string;
}

function openPool({ folder, outputs }: Project): Pool {
  // The sandbox wrote it in this form.
  const facts = JSON.parse(readFileSync(join(folder, ".poolhouse/sandbox.json"), "utf8")) as Record<
    "endpoint" | "accessKeyId" | "secretAccessKey",
    string
  >;
  const { auth } = outputs();
  return {
    sdk: signedClient(facts.endpoint, facts),
    UserPoolId: auth.user_pool_id,
    ClientId: auth.user_pool_client_id,
  };
}

async function addPerson({ sdk, UserPoolId }: Pool): Promise<void> {
  const { Username, Password } = person;
  const email = [{ Name: "email", Value: Username }];
  const user = { UserPoolId, Username };
  await sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes: email, MessageAction: "SUPPRESS" }));
  await sdk.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
}

async function measure(project: Project, pool: Pool, mode: "OPTIONAL" | "REQUIRED"): Promise<Live> {
  const wanted = mode === "REQUIRED" ? "ON" : mode;
  const saved = performance.now();
  project.write("amplify/auth/resource.ts", definition(mode));
  while ((await describeMode(pool)) !== wanted) await pause(10);
  const described = performance.now() - saved;
  const challenge = await signIn(pool);
  const signedIn = performance.now() - saved;
  if ((challenge === "MFA_SETUP") !== (wanted === "ON"))
    throw new Error(`a sign-in was asked for ${challenge}`);
  return { described, signedIn };
}

async function describeMode({ sdk, UserPoolId }: Pool): Promise<string | undefined> {
  const { UserPool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
  return UserPool?.MfaConfiguration;
}

async function signIn({ sdk, ClientId }: Pool): Promise<string> {
  const AuthParameters = { USERNAME: person.Username, PASSWORD: person.Password };
  const flow = { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters } as const;
  const { ChallengeName } = await sdk.send(new InitiateAuthCommand({ ClientId, ...flow }));
  return ChallengeName ?? "nothing";
}

function render(results: readonly Live[]): string {
  const row = (name: string, all: readonly number[]): string =>
    `| ${name} | **${median(all).toFixed(0)}** | ${Math.max(...all).toFixed(0)} | 1000 |`;
  return [
    "| After a definition is saved | median ms | slowest ms | limit |",
    "| --- | --- | --- | --- |",
    row(
      "`DescribeUserPool` shows the new MFA mode",
      results.map(({ described }) => described),
    ),
    row(
      "a sign-in is asked by it",
      results.map(({ signedIn }) => signedIn),
    ),
  ].join("\n");
}
