import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig, type RunningServer } from "@poolhouse/server";
import type { Given } from "./command.ts";
import { sandboxDefaults } from "./commands/server.ts";
import { prepareSandbox, type SandboxFacts } from "./sandbox-pool.ts";
import { serveUntilStopped } from "./serve.ts";

/** Runs a server to try things with. A second start finds the same pool, people and keys. */
export async function sandbox({ settings }: Given): Promise<number> {
  const config = readConfig(settings, process.env, sandboxDefaults);
  return serveUntilStopped(config, (server) => introduce(server, config.dataDir));
}

async function introduce(server: RunningServer, dataDir: string): Promise<void> {
  const facts = await prepareSandbox(server);
  // It holds an operator's secret, so it is for its owner only.
  await writeFile(join(dataDir, "sandbox.json"), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  console.log(describe(facts, dataDir));
}

function describe(facts: SandboxFacts, dataDir: string): string {
  return `
A user pool is ready: people sign up with their e-mail address, and everybody needs an authenticator app (TOTP).

  Endpoint          ${facts.endpoint}
  User pool id      ${facts.userPoolId}
  App client id     ${facts.userPoolClientId}
  Region            ${facts.region}
  Mailbox           ${facts.mailbox}
  Operator key      ${facts.accessKeyId}
  and its secret    ${facts.secretAccessKey}

Try next

  npm run demo      In another terminal: signs somebody up with the unmodified aws-amplify package,
                    only its endpoint set, enrols an authenticator app and signs in.
  Your own app      Amplify.configure({ Auth: { Cognito: {
                      userPoolId: "${facts.userPoolId}",
                      userPoolClientId: "${facts.userPoolClientId}",
                      userPoolEndpoint: "${facts.endpoint}" } } })

Everything is kept in ${dataDir}, these facts in ${join(dataDir, "sandbox.json")}. Delete the folder to begin anew. Ctrl-C stops.
`;
}
