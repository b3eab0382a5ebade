import { pageColours } from "./page-colours.ts";

/** The mailbox page's style sheet. */
export const mailboxStyle = `
:root {
${pageColours}
  font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink);
  background: var(--ground);
}
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) 1rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
header p { margin: 0.5rem 0 1.5rem; color: var(--quiet); }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; }
.filter label { font-weight: 600; }
.filter input { flex: 1 1 14rem; }
input, button {
  min-height: 2.75rem; padding: 0.375rem 0.875rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem;
}
button { cursor: pointer; font-weight: 600; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
#news { min-height: 1.5rem; margin: 0.5rem 0; color: var(--quiet); }
article, .empty {
  margin: 0 0 1rem; padding: 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.75rem;
}
.empty { color: var(--quiet); }
h2 { margin: 0 0 0.5rem; font-size: 1.125rem; }
dl { display: flex; flex-wrap: wrap; gap: 0.125rem 1.5rem; margin: 0; color: var(--quiet); }
dl div { display: flex; gap: 0.5rem; min-width: 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.code { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem; margin: 1rem 0 0; }
.code code { font-size: 1.75rem; letter-spacing: 0.08em; overflow-wrap: anywhere; }
pre { margin: 1rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.clear { margin-top: 1.5rem; }
`;

/** The mailbox page's script: copy buttons, and a look for new messages every three seconds while the page is in view. */
export const mailboxScript = `
const messages = document.getElementById("messages");
const news = document.getElementById("news");

function showCopyButtons() {
  for (const button of messages.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

messages.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  news.textContent = "The code is copied.";
});

const idsOf = (root) => [...root.querySelectorAll("[data-id]")].map((each) => each.dataset.id);

async function lookAgain() {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("messages");
  const known = new Set(idsOf(messages));
  const ids = idsOf(fresh);
  const added = ids.filter((id) => !known.has(id)).length;
  if (added === 0 && ids.length === known.size) return;
  messages.replaceChildren(...fresh.children);
  showCopyButtons();
  if (added > 0) news.textContent = added === 1 ? "A new message has come." : added + " new messages have come.";
}

showCopyButtons();
setInterval(lookAgain, 3000);
`;
