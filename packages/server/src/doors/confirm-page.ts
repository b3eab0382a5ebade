import { html, raw } from "hono/html";
import { sha256 } from "../kernel/digests.ts";
import type { LinkResult } from "../operations/sign-up/confirm-by-link.ts";
import type { Page } from "./mailbox-page.ts";
import { pageColours } from "./page-colours.ts";

const style = `
:root {
${pageColours}
  --on-accent: light-dark(#ffffff, #0d1117);
  font: 1.0625rem/1.55 system-ui, sans-serif;
  color: var(--ink);
  background: var(--ground);
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; }
main {
  width: min(100%, 27rem); padding: clamp(1.5rem, 6vw, 2.5rem); background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem;
}
h1 { margin: 0 0 0.75rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
p:last-child { margin-bottom: 0; }
.quiet { color: var(--quiet); font-size: 0.9375rem; }
form { margin: 1.5rem 0; }
button {
  width: 100%; min-height: 3rem; padding: 0.5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: 0.625rem;
}
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

/** What the page's security policy lets in: this style sheet, by its digest, and nothing else. */
export const confirmStyleSource = `'sha256-${sha256(style).toString("base64")}'`;

/** What the page says. */
interface Words {
  readonly title: string;
  readonly text: string;
}

const words: Readonly<Record<LinkResult["outcome"], Words>> = {
  confirmed: {
    title: "Your address is confirmed",
    text: "You can close this page and go on in the app.",
  },
  troubled: {
    title: "Your address is confirmed",
    text: "But something went wrong after that, and whoever runs the service has to look into it.",
  },
  refused: {
    title: "This link does not work any more",
    text: "It was used already, a newer one was sent, or it is too old. If you can sign in, all is well; if not, ask for a new message in the app.",
  },
  "address-taken": {
    title: "This address belongs to another account",
    text: "Somebody signs in with it already. If that is you, use that account.",
  },
  "too-often": {
    title: "Too many attempts",
    text: "Please wait a while, at most an hour, and open the link again.",
  },
};

/** Asks before anything happens: programs that look through mail open every link in it, and must not confirm for anybody. */
export const askPage = (): Page =>
  page(
    "Confirm your address",
    html`<p>One step is left: press the button to confirm that this e-mail address is yours.</p>
      <form method="post"><button type="submit">Confirm</button></form>
      <p class="quiet">If you did not ask for this, close the page. Nothing happens then.</p>`,
  );

export const resultPage = ({ outcome, trouble }: LinkResult): Page => {
  const { title, text } = words[outcome];
  return page(
    title,
    html`<p>${text}</p>
      ${trouble === undefined ? "" : html`<p class="quiet">${trouble}</p>`}`,
  );
};

/** Mail programs cut long links. */
export const incompletePage = (): Page =>
  page(
    "This link is not complete",
    html`<p>Open it from the message once more, or copy the whole of it into the address line.</p>`,
  );

function page(title: string, content: Page): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}
