import type { Pool } from "./pool.ts";

/** What an example is started with. */
export interface Surroundings {
  readonly pool: Pool;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Where the sandbox keeps its data. */
  readonly dataDir: string;
}

/** An example that runs: its address, if it is a site, and how it is stopped. */
export interface Running {
  readonly url?: string;
  close(): Promise<void>;
}

/** Starts an example. */
export type Start = (surroundings: Surroundings) => Promise<Running>;
