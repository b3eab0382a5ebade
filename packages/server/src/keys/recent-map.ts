/** A map that keeps the entries used last and forgets the rest, so that what callers send cannot fill the memory. */
export class RecentMap<K, V> {
  readonly #limit: number;
  /** A Map lists its keys by age; using an entry makes it the youngest. */
  readonly #entries = new Map<K, V>();

  /** @param limit how many entries are kept, at least one. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}
