/** What operations are made of, so that a floor can be added up for each. */

/** The primitives of the floor; floor.ts measures them. */
export type Primitive = "power" | "signature" | "verification" | "seal" | "open" | "proof" | "codes";

/** CPU milliseconds of one call of each. */
export type FloorCosts = Readonly<Record<Primitive, number>>;

/** How often an operation needs each primitive, and how many requests it is. */
export type Parts = Readonly<Partial<Record<Primitive | "request", number>>>;

/** What the parts cost together, in CPU milliseconds; `request` is one request of the bare HTTP server. */
export function addUp(parts: Parts, costs: FloorCosts & { readonly request: number }): number {
  // The keys of Parts are exactly those of the costs.
  return (Object.keys(parts) as (keyof typeof costs)[]).reduce(
    (sum, part) => sum + (parts[part] ?? 0) * costs[part],
    0,
  );
}

/** The mean of the values; NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle of the values; the mean of the two middle ones if their number is even. NaN for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this share of the values lies, between neighbours by weight. NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
