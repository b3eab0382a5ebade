/**
 * A map that keeps the entries used last and forgets the rest, so that what callers send cannot fill the memory.
 *
 * Entries are in two generations: what is used moves to the younger, and when that is full, the older one goes as a whole.
 * Looking for the oldest entry each time would make every new one a search through what was deleted before it.
 */
export class RecentMap<K, V> {
  readonly #generation: number;
  #younger = new Map<K, V>();
  #older = new Map<K, V>();

  /** @param limit how many entries are kept at most, at least two. The half that was used last is always there. */
  constructor(limit: number) {
    this.#generation = Math.floor(limit / 2);
  }

  get(key: K): V | undefined {
    const young = this.#younger.get(key);
    if (young !== undefined) return young;
    const value = this.#older.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    if (this.#younger.size >= this.#generation && !this.#younger.has(key)) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(key, value);
  }

  delete(key: K): void {
    this.#younger.delete(key);
    this.#older.delete(key);
  }
}
