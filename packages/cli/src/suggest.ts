/**
 * The names somebody may have meant: those that begin with what was typed, or else the nearest within two slips of the finger.
 *
 * @example suggest("user lsit", ["users list", "users show"]); // ["users list"]
 */
export function suggest(typed: string, names: readonly string[]): string[] {
  const begun = names.filter((name) => name.startsWith(typed));
  if (begun.length > 0 && typed !== "") return begun.slice(0, 3);
  const near = names
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .filter(({ name, distance }) => distance <= (name.length < 5 ? 1 : 2));
  const least = Math.min(...near.map(({ distance }) => distance));
  return near.filter(({ distance }) => distance === least).map(({ name }) => name);
}

/** A sentence with the suggestions, or none. */
export function suggestion(typed: string, names: readonly string[]): string {
  const found = suggest(typed, names);
  return found.length === 0 ? "" : ` Did you mean ${found.map((name) => `'${name}'`).join(" or ")}?`;
}

/** Letters added, left out, replaced or swapped with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      const isSwapped = one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      const replaced = (last[at - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwapped && row > 1 ? (before[at - 2] ?? 0) + 1 : replaced;
      next.push(Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, replaced, swapped));
    }
    [before, last] = [last, next];
  }
  return last[other.length] ?? 0;
}
