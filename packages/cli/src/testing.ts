/**
 * Pools for tests: `poolhouse/testing`. {@link startPool} gives a test a user pool of its own, in this process and in memory,
 * with its mail, its clock and its people at hand; nothing is left behind when it stops.
 */
export type { MovableClock } from "./testing/movable-clock.ts";
export type { Invitation, Person } from "./testing/people.ts";
export type { ReadMessage } from "./testing/read-mail.ts";
export type { GroupWanted, PoolSettings } from "./testing/pool-settings.ts";
export { startPool, type TestPool } from "./testing/start-pool.ts";
