/** A conversation in a terminal: whoever is not signed in signs up or in, with an authenticator app; the next run knows them. */
import { join } from "node:path";
import { Amplify, AuthError, cognitoUserPoolsTokenProvider } from "@poolhouse/auth/cognito";
import { explain } from "../shared/explain.ts";
import type { Start } from "../shared/example.ts";
import { resourcesOf } from "../shared/pool.ts";
import { beginSession, endSession, findWho } from "./conversation.ts";
import { createFileStorage } from "./file-storage.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

export const start: Start = async ({ pool, dataDir }) => {
  const path = join(dataDir, "example-session.json");
  Amplify.configure(resourcesOf(pool));
  cognitoUserPoolsTokenProvider.setKeyValueStorage(createFileStorage(path));
  const terminal = openTerminal(() => process.exit(130));
  try {
    await converse(terminal, pool.mailbox);
    terminal.say(`Tokens are kept in ${path}.`);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    terminal.say(explain(error));
    process.exitCode = 1;
  } finally {
    terminal.close();
  }
  return { close: () => Promise.resolve() };
};

async function converse(terminal: Terminal, mailbox: string): Promise<void> {
  const who = await findWho();
  if (who === undefined) return beginSession(terminal, mailbox);
  terminal.say(`You are signed in as ${who}.`);
  const answer = await terminal.ask("Sign out? [y/N]");
  if (/^y/i.test(answer)) await endSession(terminal);
}
