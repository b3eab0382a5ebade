/** The JSON text of a column that only this room writes, read back as what was written there. */
export function parseDocument<T>(text: string): T {
  // What is in the column was made by JSON.stringify from a T; the type of the verb that wrote it says so.
  return JSON.parse(text) as T;
}

/** How many different settings are remembered; an installation has a few dozen pools and clients at most times. */
const rememberedLimit = 1000;
const remembered = new Map<string, unknown>();

/**
 * {@link parseDocument} for settings, which are read by every request and change rarely: equal texts share one frozen
 * document, so whoever wants to change settings makes a copy.
 */
export function parseSettings<T>(text: string): T {
  let settings = remembered.get(text);
  if (settings === undefined) {
    settings = freezeDeeply(JSON.parse(text));
    if (remembered.size >= rememberedLimit) remembered.clear();
    remembered.set(text, settings);
  }
  // As above; the text decides, so equal texts are equal documents.
  return settings as T;
}

function freezeDeeply(document: unknown): unknown {
  if (typeof document === "object" && document !== null) {
    for (const member of Object.values(document)) freezeDeeply(member);
    Object.freeze(document);
  }
  return document;
}
