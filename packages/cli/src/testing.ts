/** Pools for tests: `poolhouse/testing`. */
export type { RunningServer } from "@poolhouse/server";
