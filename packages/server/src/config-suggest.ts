/**
 * The word that was probably meant by a misspelt one: the nearest within two slips of the finger, one for a short word.
 *
 * @example nearestWord("prot", ["host", "port"]); // "port"
 */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const ranked = words.map((each) => ({ each, slips: slipsBetween(word, each) }));
  const [nearest] = ranked.toSorted((one, other) => one.slips - other.slips);
  return nearest !== undefined && nearest.slips <= (word.length < 5 ? 1 : 2) ? nearest.each : undefined;
}

/** Letters added, left out, replaced or swapped with their neighbour (optimal string alignment). */
function slipsBetween(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const swaps = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      const replaced = (last[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1);
      const swapped = swaps ? (before[at - 2] ?? 0) + 1 : replaced;
      next.push(Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, replaced, swapped));
    }
    [before, last] = [last, next];
  }
  return last.at(-1) ?? 0;
}
