import { RecentMap } from "./recent-map.ts";

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
 */
export class TokenBuckets {
  readonly #buckets: RecentMap<string, Bucket>;

  /** @param limit how many buckets are kept at most, at least two. */
  constructor(limit: number) {
    this.#buckets = new RecentMap(limit);
  }

  /** Takes the amount if it is there; what is refused costs nothing. Time that goes back fills nothing. */
  take(key: string, { rate, burst }: BucketSize, { amount, now }: Take): boolean {
    const bucket = this.#buckets.get(key) ?? this.#open(key, { level: burst, at: now });
    const passed = Math.max(0, now - bucket.at) / 1000;
    bucket.level = Math.min(burst, bucket.level + passed * rate);
    bucket.at = now;
    if (bucket.level < amount) return false;
    bucket.level -= amount;
    return true;
  }

  #open(key: string, full: Bucket): Bucket {
    this.#buckets.set(key, full);
    return full;
  }
}
