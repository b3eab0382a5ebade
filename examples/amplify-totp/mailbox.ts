import { setTimeout as pause } from "node:timers/promises";

/** How long a message may take, in milliseconds. */
const patience = 10_000;

/** The code in the newest message to an address: messages are sent after the answer that caused them, so this looks again. */
export async function awaitCode(mailbox: string, to: string): Promise<string> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const answer = await fetch(`${mailbox}/messages?to=${encodeURIComponent(to)}`);
    // The mailbox's form, newest first.
    const messages = (await answer.json()) as { code?: string }[];
    const code = messages[0]?.code;
    if (code !== undefined) return code;
    await pause(50);
  }
  throw new Error(`No message came for ${to}.`);
}
