import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Message } from "../ports/sender.ts";
import type { Mailbox } from "../senders/mailbox.ts";
import { messageAnswer } from "./answers.ts";
import { eventsAnswer } from "./mailbox-events.ts";
import { mailboxPage } from "./mailbox-page.ts";
import { mailboxScript, mailboxStyle } from "./mailbox-assets.ts";

/**
 * The development mailbox: a page for people, JSON for scripts. It shows one-time codes to whoever asks, so it exists only
 * where it was switched on, and no answer of it may be read by another origin.
 */
export function mailboxDoor(mailbox: Mailbox): Hono {
  return new Hono()
    .use("/_mailbox/*", pageHeaders)
    .use("/_mailbox", pageHeaders)
    .get("/_mailbox", (c) => {
      const to = c.req.query("to")?.trim() ?? "";
      return c.html(mailboxPage(mailbox.list(to === "" ? undefined : to), to));
    })
    .get("/_mailbox/messages", (c) => c.json(mailbox.list(c.req.query("to")).map(showMessage)))
    .get("/_mailbox/events", () => eventsAnswer(mailbox))
    .delete("/_mailbox/messages", (c) => {
      mailbox.clear();
      return c.body(null, 204);
    })
    .post("/_mailbox/clear", (c) => {
      if (!isOwnOrigin(c.req.raw)) return messageAnswer(403, "This form belongs to the mailbox's own page.");
      mailbox.clear();
      return c.redirect("/_mailbox", 303);
    })
    .get("/_mailbox/mailbox.css", (c) => c.text(mailboxStyle, 200, { "content-type": "text/css" }))
    .get("/_mailbox/mailbox.js", (c) => c.text(mailboxScript, 200, { "content-type": "text/javascript" }));
}

const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // This server may share its host name with others on other ports, which must stay reachable by plain HTTP.
  strictTransportSecurity: false,
});

/** The members scripts rely on; who sent it and for which pool is not theirs. */
function showMessage({ id, channel, to, subject, body, code, purpose, at }: Message): Partial<Message> {
  return { id, channel, to, subject, body, code, purpose, at };
}

/** Browsers say where a form comes from (Fetch Metadata); a page elsewhere must not empty this mailbox. */
function isOwnOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  return origin === null || origin === new URL(request.url).origin;
}
