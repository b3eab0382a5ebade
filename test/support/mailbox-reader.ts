/** What people find in their mail: the development mailbox of a running server, read over HTTP. */
import { setTimeout as pause } from "node:timers/promises";

/** A message as the mailbox shows it. */
export interface ReceivedMessage {
  readonly id: string;
  readonly channel: "EMAIL" | "SMS";
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  readonly code?: string;
  readonly purpose: string;
  readonly at: number | string;
}

const patience = 10_000;

/** The messages for one address, newest first. */
export async function readMessages(url: string, to: string): Promise<ReceivedMessage[]> {
  const answer = await fetch(`${url}/_mailbox/messages?to=${encodeURIComponent(to)}`);
  if (!answer.ok) throw new Error(`the mailbox answered ${answer.status}`);
  // The mailbox's own form.
  return (await answer.json()) as ReceivedMessage[];
}

/**
 * The newest message for an address once there are `count` of them. Messages are sent after the answer that caused them, so
 * this asks until it is there. The mailbox is the server's: people of different tests need different addresses.
 */
export async function awaitMessage(url: string, to: string, count = 1): Promise<ReceivedMessage> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const messages = await readMessages(url, to);
    const newest = messages[0];
    if (newest !== undefined && messages.length >= count) return newest;
    await pause(10);
  }
  throw new Error(`message ${count} for ${to} did not come within ${patience} ms`);
}

/** The code in the newest message for an address. */
export async function awaitCode(url: string, to: string, count = 1): Promise<string> {
  const { code, body } = await awaitMessage(url, to, count);
  if (code === undefined) throw new Error(`no code in: ${body}`);
  return code;
}

/** A wrong code: as many digits as this one, and none of them the same. */
export function otherCode(code: string): string {
  return [...code].map((digit) => (Number(digit) + 1) % 10).join("");
}
