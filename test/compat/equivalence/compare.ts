/** Two records of one journey, call by call: what differs, and what of it is explained. */
import { isDeepStrictEqual } from "node:util";
import { type Difference, differences } from "./differences.ts";
import type { Sight } from "./record.ts";

/** Everything that was seen from the end of one call to the end of the next. */
export type Scene = readonly Sight[];

export interface Comparison {
  /** What nobody has explained, a text for each. */
  readonly unexplained: readonly string[];
  /** Differences that were met. */
  readonly explained: ReadonlySet<Difference>;
}

/** Compares what was seen of a journey; scenes that part are explained by differences that are known, or not at all. */
export function compare(title: string, amplify: readonly Sight[], own: readonly Sight[]): Comparison {
  const possible = differences.filter(({ isGeneral, metIn }) => isGeneral === true || metIn.includes(title));
  const unexplained: string[] = [];
  const explained = new Set<Difference>();
  const [left, right] = [cut(amplify), cut(own)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const pair = [left[at] ?? [], right[at] ?? []] as const;
    if (isDeepStrictEqual(...pair)) continue;
    const reasons = explain(possible, ...pair);
    if (reasons === undefined) unexplained.push(describe(at, ...pair));
    for (const reason of reasons ?? []) explained.add(reason);
  }
  return { unexplained, explained };
}

/** The differences that make two scenes one, as few as possible; undefined if all together do not. */
function explain(
  possible: readonly Difference[],
  ...[amplify, own]: readonly [Scene, Scene]
): readonly Difference[] | undefined {
  const one = possible.find(({ mend }) => isDeepStrictEqual(mend(amplify), mend(own)));
  if (one !== undefined) return [one];
  const met: Difference[] = [];
  let [left, right] = [amplify, own];
  for (const difference of possible) {
    const mended = [difference.mend(left), difference.mend(right)] as const;
    if (!isDeepStrictEqual(mended, [left, right])) met.push(difference);
    [left, right] = mended;
  }
  return isDeepStrictEqual(left, right) ? met : undefined;
}

function cut(sights: readonly Sight[]): Scene[] {
  const scenes: Sight[][] = [[]];
  for (const sight of sights) {
    scenes.at(-1)?.push(sight);
    if (sight.seen === "keys") scenes.push([]);
  }
  return scenes;
}

/** Only what is not in both. */
function describe(at: number, amplify: Scene, own: Scene): string {
  const missing = (one: Scene, other: Scene): string[] =>
    one
      .filter((sight) => !other.some((each) => isDeepStrictEqual(each, sight)))
      .map((s) => JSON.stringify(s));
  return `call ${at}: ${missing(amplify, own).join("\n  ")} is not ${missing(own, amplify).join("\n  ")} (${amplify.length}, ${own.length} sights)`;
}
