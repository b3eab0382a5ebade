/** The sandbox of a folder without a definition: one ready pool. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config, RunningServer } from "@poolhouse/server";
import { prepareSandbox, type SandboxFacts } from "../sandbox-pool.ts";
import { serveUntilStopped } from "../serve.ts";
import { openPage } from "./open-page.ts";
import type { SandboxOptions } from "./options.ts";

/** Runs a server with a pool that suits most first tries, and says what to do with it. */
export function sandboxWithoutDefinition(
  config: Config,
  { opensMailbox }: Pick<SandboxOptions, "opensMailbox">,
): Promise<number> {
  return serveUntilStopped(config, async (server) => {
    const { mailbox } = await introduce(server, config.dataDir);
    if (opensMailbox) await openPage(mailbox, process.env);
  });
}

async function introduce(server: RunningServer, dataDir: string): Promise<SandboxFacts> {
  const facts = await prepareSandbox(server);
  // It holds an operator's secret, so it is for its owner only.
  await writeFile(join(dataDir, "sandbox.json"), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  console.log(describe(facts, dataDir));
  return facts;
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
  Your own pool     This folder has no amplify/ with a definition. \`poolhouse add auth\` writes one, and
                    \`npm create poolhouse\` a whole app around it; the sandbox then follows it while you type.

Everything is kept in ${dataDir}, these facts in ${join(dataDir, "sandbox.json")}. Delete the folder to begin anew. Ctrl-C stops.
`;
}
