/** Throws unless something holds that must always hold; the text begins with the invariant's number. */
export function demand(holds: boolean, invariant: string): asserts holds {
  if (!holds) throw new Error(invariant);
}
