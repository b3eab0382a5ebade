/** How a bucket fills. */
export interface BucketSize {
  /** Tokens a second. */
  readonly rate: number;
  /** What it holds at most, and to begin with. */
  readonly burst: number;
}

/** What is taken, and when. */
interface Take {
  readonly amount: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Bucket {
  level: number;
  at: number;
}

/**
 * Token buckets by key, in memory: each lets a burst through and a rate after it. Only those used last are kept; one that is
 * forgotten is a full one.
 *
 * They are kept in two generations: what is used moves to the younger, and when that is full, the older one goes as a whole.
 * Forgetting one by one would cost a stranger who comes under ever new keys nothing, and the server a search each time.
 */
export class TokenBuckets {
  readonly #generation: number;
  #younger = new Map<string, Bucket>();
  #older = new Map<string, Bucket>();

  /** @param kept how many buckets are kept at least; there are never more than twice as many. */
  constructor(kept: number) {
    this.#generation = kept;
  }

  /** Takes the amount if it is there; what is refused costs nothing. Time that goes back fills nothing. */
  take(key: string, { rate, burst }: BucketSize, { amount, now }: Take): boolean {
    const bucket = this.#younger.get(key) ?? this.#keep(key, { level: burst, at: now });
    const passed = Math.max(0, now - bucket.at) / 1000;
    bucket.level = Math.min(burst, bucket.level + passed * rate);
    bucket.at = now;
    if (bucket.level < amount) return false;
    bucket.level -= amount;
    return true;
  }

  #keep(key: string, fresh: Bucket): Bucket {
    const bucket = this.#older.get(key) ?? fresh;
    if (this.#younger.size >= this.#generation) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(key, bucket);
    return bucket;
  }
}
