import { pageColours } from "./page-colours.ts";

/** The mailbox page's style sheet. */
export const mailboxStyle = `
:root {
${pageColours}
  --fresh: light-dark(#d9ebff, #16324f);
  font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink);
  background: var(--ground);
}
* { box-sizing: border-box; }
body { max-width: 72rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) clamp(1rem, 3vw, 2rem); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
header > p { margin: 0.5rem 0 1rem; color: var(--quiet); }
#live { display: inline-flex; align-items: center; gap: 0.375rem; margin-left: 0.25rem; font-weight: 600; }
#live[hidden] { display: none; }
#live::before { content: ""; width: 0.625rem; height: 0.625rem; border-radius: 50%; background: var(--quiet); }
#live[data-state="on"]::before { background: light-dark(#1a7f37, #4ac26b); }
.tools { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; justify-content: space-between; }
.filter { display: flex; flex: 1 1 20rem; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; max-width: 42rem; }
.filter label { font-weight: 600; }
.filter input { flex: 1 1 8rem; min-width: 0; }
input, button {
  min-height: 2.75rem; padding: 0.375rem 0.875rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem;
}
button { cursor: pointer; font-weight: 600; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
header > #news { min-height: 1.5rem; margin: 0.75rem 0; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 1.5rem; }
section { min-width: 0; }
h2 { margin: 0 0 0.75rem; font-size: 1.125rem; }
article, .empty {
  margin: 0 0 1rem; padding: 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.75rem;
}
article.fresh { animation: arrive 2s ease-out; }
@keyframes arrive { from { background: var(--fresh); border-color: var(--accent); } }
@media (prefers-reduced-motion: reduce) { article.fresh { animation: none; } }
.empty { color: var(--quiet); border-style: dashed; }
h3 { margin: 0 0 0.5rem; font-size: 1.0625rem; overflow-wrap: anywhere; }
dl { display: flex; flex-wrap: wrap; gap: 0.125rem 1.5rem; margin: 0; color: var(--quiet); font-size: 0.9375rem; }
dl div { display: flex; gap: 0.5rem; min-width: 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.code { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin: 0.875rem 0 0; }
.code code { font-size: 1.75rem; letter-spacing: 0.08em; overflow-wrap: anywhere; }
pre { margin: 0.875rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/**
 * The mailbox page's script. Copy buttons; and while the page is in view the server tells when to look, what is new is put on top
 * and announced, and what is there stays where it is, with the focus that it may have.
 */
export const mailboxScript = `
const news = document.getElementById("news");
const live = document.getElementById("live");
const lists = ["emails", "texts"].map((id) => document.getElementById(id));

function showCopyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
  news.textContent = "The code is copied.";
});

function merge(list, fresh) {
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map((each) => each.dataset.id));
  for (const each of [...list.children]) if (!ids.has(each.dataset.id)) each.remove();
  const known = new Map([...list.children].map((each) => [each.dataset.id, each]));
  const added = wanted.filter((each) => each.dataset.news && !known.has(each.dataset.id));
  for (const each of added) each.classList.add("fresh");
  wanted.forEach((each, place) => {
    const element = known.get(each.dataset.id) ?? each;
    if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
  });
  return added;
}

function announce(added) {
  if (added.length === 0) return;
  const code = added.length === 1 && added[0].querySelector("code")?.textContent;
  news.textContent = added.length > 1
    ? added.length + " new messages have come."
    : "New: " + added[0].dataset.news + (code ? ", code " + [...code].join(" ") : "") + ".";
}

async function lookAgain() {
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  announce(lists.flatMap((list) => merge(list, page.getElementById(list.id))));
  showCopyButtons();
}

// One look at a time, so that an older answer never comes after a newer one.
let looking = Promise.resolve();
const look = () => { looking = looking.then(lookAgain); };

let events;
function listen() {
  events?.close();
  if (document.hidden) return;
  events = new EventSource("/_mailbox/events");
  const say = (state, words) => { live.dataset.state = state; live.textContent = words; live.hidden = false; };
  events.onopen = () => { say("on", "Live"); look(); };
  events.onmessage = look;
  events.onerror = () => say("off", "The server does not answer; trying again");
}

// A browser has few connections to one server, and pages out of view should not hold them.
document.addEventListener("visibilitychange", listen);
showCopyButtons();
listen();
`;
