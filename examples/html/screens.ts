// The page's screens: sections of index.html, of which one is shown.

/** The elements that a selector finds, of one class. */
export function findAll<E extends HTMLElement>(selector: string, type: new () => E): E[] {
  return [...document.querySelectorAll(selector)].filter((element): element is E => element instanceof type);
}

/** The first of them. Throws if the page has none. */
export function find<E extends HTMLElement>(selector: string, type: new () => E): E {
  const [first] = findAll(selector, type);
  if (first === undefined) throw new Error(`The page has no ${selector}.`);
  return first;
}

/** Writes a text wherever the page has a place for it. */
export function fill(name: string, text: string): void {
  for (const place of findAll(`[data-fill="${name}"]`, HTMLElement)) place.textContent = text;
}

/** Shows one screen, and puts the focus on what comes first there. */
export function show(name: string): void {
  find('[role="alert"]', HTMLElement).textContent = "";
  for (const section of findAll("[data-screen]", HTMLElement))
    section.hidden = section.dataset["screen"] !== name;
  const shown = find(`[data-screen="${name}"]`, HTMLElement);
  shown.querySelector<HTMLElement>("input, h1[tabindex]")?.focus();
}
