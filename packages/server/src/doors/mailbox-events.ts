import type { Mailbox } from "../senders/mailbox.ts";

const change = new TextEncoder().encode("data: changed\n\n");
/** Opens the stream: headers go out with the first bytes. */
const greeting = new TextEncoder().encode(": listening\n\n");

/**
 * A stream of server-sent events (HTML standard, section 9.2): one each time that it is worth a look. What has changed is not in it,
 * because the page knows how to look.
 */
export function eventsAnswer(mailbox: Mailbox): Response {
  let leave = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(greeting);
      leave = mailbox.subscribe({
        changed: () => controller.enqueue(change),
        ended: () => controller.close(),
      });
    },
    cancel: () => leave(),
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
