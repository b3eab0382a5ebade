import { html } from "hono/html";
import { formatInstant } from "../kernel/instants.ts";
import type { Message } from "../ports/sender.ts";

/** Escaped HTML, ready to send. */
export type Page = ReturnType<typeof html>;

/** The mailbox as a page; it works without its script, which only adds copying and looking again. */
export function mailboxPage(messages: readonly Message[], to: string): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Mailbox · Poolhouse</title>
        <link rel="stylesheet" href="/_mailbox/mailbox.css" />
        <script src="/_mailbox/mailbox.js" defer></script>
      </head>
      <body>
        <header>
          <h1>Mailbox</h1>
          <p>Messages that this development server kept instead of sending them. The newest is on top.</p>
        </header>
        ${filterForm(to)}
        <p id="news" role="status"></p>
        <main id="messages">${messages.length === 0 ? emptyNote(to) : messages.map(showMessage)}</main>
        ${messages.length === 0 ? "" : clearForm}
      </body>
    </html>`;
}

const filterForm = (to: string): Page => html`
  <form class="filter" method="get" action="/_mailbox" role="search">
    <label for="to">Sent to</label>
    <input
      id="to"
      name="to"
      type="search"
      value="${to}"
      placeholder="address or phone number"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
    />
    <button>Show</button>
    ${to === "" ? "" : html`<a href="/_mailbox">Show all</a>`}
  </form>
`;

const clearForm: Page = html`
  <form class="clear" method="post" action="/_mailbox/clear">
    <button>Delete all messages</button>
  </form>
`;

const emptyNote = (to: string): Page =>
  to === ""
    ? html`<p class="empty">No messages yet. Sign somebody up, and the confirmation code appears here.</p>`
    : html`<p class="empty">No messages to ${to}.</p>`;

function showMessage(message: Message): Page {
  const at = formatInstant(message.at);
  return html`
    <article data-id="${message.id}" aria-labelledby="title-${message.id}">
      <h2 id="title-${message.id}">${message.subject ?? "Text message"}</h2>
      <dl>
        <div>
          <dt>To</dt>
          <dd>${message.to}</dd>
        </div>
        <div>
          <dt>By</dt>
          <dd>${message.channel === "SMS" ? "text message" : "e-mail"}, for ${message.purpose}</dd>
        </div>
        <div>
          <dt>At</dt>
          <dd><time datetime="${at}">${at.slice(0, 19).replace("T", " ")} UTC</time></dd>
        </div>
      </dl>
      ${message.code === undefined ? "" : showCode(message.code)}
      <pre>${showBody(message.body)}</pre>
    </article>
  `;
}

/** The text, with addresses that can be opened. */
const showBody = (body: string): (Page | string)[] =>
  body
    .split(/(https?:\/\/[^\s"'<>]+)/)
    .map((part, index) => (index % 2 === 0 ? part : html`<a href="${part}" rel="noreferrer">${part}</a>`));

const showCode = (code: string): Page => html`
  <p class="code">
    <code>${code}</code>
    <button type="button" data-copy="${code}" aria-label="Copy the code" hidden>Copy</button>
  </p>
`;
