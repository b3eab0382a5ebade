import { html } from "hono/html";
import { formatInstant } from "../kernel/instants.ts";
import type { Message } from "../ports/sender.ts";

/** Escaped HTML, ready to send. */
export type Page = ReturnType<typeof html>;

/** The mailbox as a page; it works without its script, which adds copying and that messages come by themselves. */
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
          <p>
            Messages that this development server kept instead of sending them.
            <span id="live" hidden></span>
          </p>
          <div class="tools">${filterForm(to)} ${clearForm}</div>
          <p id="news" role="status"></p>
        </header>
        <main>${column("EMAIL", messages, to)} ${column("SMS", messages, to)}</main>
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
  <form method="post" action="/_mailbox/clear">
    <button>Delete all messages</button>
  </form>
`;

const kinds = {
  EMAIL: { id: "emails", title: "E-mails", none: "No e-mails", one: "E-mail" },
  SMS: { id: "texts", title: "Text messages", none: "No text messages", one: "Text message" },
} as const;

/** All messages of one kind, newest first. */
function column(channel: Message["channel"], messages: readonly Message[], to: string): Page {
  const { id, title } = kinds[channel];
  const own = messages.filter((message) => message.channel === channel);
  return html`
    <section aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      <div id="${id}">${own.length === 0 ? emptyNote(channel, to) : own.map(showMessage)}</div>
    </section>
  `;
}

const emptyNote = (channel: Message["channel"], to: string): Page =>
  html`<p class="empty" data-id="none">${kinds[channel].none}${to === "" ? " yet" : ` to ${to}`}.</p>`;

function showMessage(message: Message): Page {
  const at = formatInstant(message.at);
  const { one } = kinds[message.channel];
  return html`
    <article
      data-id="${message.id}"
      data-news="${one} to ${message.to}"
      aria-labelledby="title-${message.id}"
    >
      <h3 id="title-${message.id}">${message.subject ?? one}</h3>
      <dl>
        <div>
          <dt>To</dt>
          <dd><a href="/_mailbox?to=${encodeURIComponent(message.to)}">${message.to}</a></dd>
        </div>
        <div>
          <dt>For</dt>
          <dd>${message.purpose}</dd>
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
