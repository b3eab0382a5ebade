/**
 * Whether two lots of measured times could come from one distribution: the Mann-Whitney U test (Mann and Whitney 1947), which
 * ranks and so does not care how long the longest took. Large samples only: U is taken for normal, which holds from a few dozen.
 */

export interface Comparison {
  /** How likely ranks at least this uneven are if both lots are alike, both sides counted. */
  readonly p: number;
  /** By how much the second's median is above the first's, in the unit of the samples. */
  readonly medianGap: number;
}

/** Compares two lots of numbers. Nothing is left out. */
export function compareTimes(first: readonly number[], second: readonly number[]): Comparison {
  return { p: probability(first, second), medianGap: median(second) - median(first) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

function probability(first: readonly number[], second: readonly number[]): number {
  const [n, m] = [first.length, second.length];
  const { rankSum, ties } = rank(first, second);
  const u = rankSum - (n * (n + 1)) / 2;
  const all = n + m;
  // Equal values share a rank, which makes U vary less.
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  const distance = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance);
  return complementaryError(distance / Math.SQRT2);
}

/** The sum of the ranks of `first` among all, equal values sharing the mean of their ranks, and the sum of t³ − t over ties of t. */
function rank(first: readonly number[], second: readonly number[]): { rankSum: number; ties: number } {
  const all = [
    ...first.map((value) => ({ value, isFirst: true })),
    ...second.map((value) => ({ value, isFirst: false })),
  ].toSorted((a, b) => a.value - b.value);
  let [rankSum, ties, start] = [0, 0, 0];
  while (start < all.length) {
    let end = start + 1;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    const shared = (start + 1 + end) / 2;
    rankSum += shared * all.slice(start, end).filter(({ isFirst }) => isFirst).length;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { rankSum, ties };
}

/** erfc(x) for x ≥ 0, to seven digits (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26). */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  return series.reduce((sum, coefficient) => (sum + coefficient) * t, 0) * Math.exp(-x * x);
}
