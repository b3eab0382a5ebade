/** Comparing what is wanted with what is there, both plain data of the protocol, and saying where they differ. */

/** One place where they differ. */
interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where they are not the same, member by member. */
export function differencesOf(before: object, after: object): Difference[] {
  return compare("", before, after);
}

/** Whether they are the same. */
export function isSame(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after);
}

/** Whether everything that `after` says is so already; what only `before` says does not matter. */
export function covers(before: unknown, after: unknown): boolean {
  if (!isMembers(after)) return isSame(before, after);
  const said = Object.entries(after).filter(([, value]) => value !== undefined);
  return said.every(([name, value]) => covers(isMembers(before) ? before[name] : undefined, value));
}

function compare(path: string, before: unknown, after: unknown): Difference[] {
  if (isSame(before, after)) return [];
  if (!isMembers(before) || !isMembers(after)) return [{ path, before, after }];
  const members = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...members].flatMap((name) =>
    compare(path === "" ? name : `${path}.${name}`, before[name], after[name]),
  );
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of words are sets; nothing, an empty list and an empty object are the same on the wire. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "" : JSON.stringify(value.map((element) => canonical(element)).toSorted());
  }
  if (isMembers(value)) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.length === 0) return "";
    return JSON.stringify(
      entries.map(([name, inner]) => JSON.stringify([name, canonical(inner)])).toSorted(),
    );
  }
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

/** The readable line of a difference. */
export function wordDifference({ path, before, after }: Difference): string {
  return `${path}: ${wordValue(before)} → ${wordValue(after)}`;
}

const longest = 60;

function wordValue(value: unknown): string {
  if (canonical(value) === "") return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
