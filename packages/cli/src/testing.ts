/**
 * Pools for tests: `poolhouse/testing`. {@link startPool} gives a test a user pool of its own, in this process and in memory,
 * with its mail, its clock and its people at hand; nothing is left behind when it stops.
 */
import "./testing/key-stock.ts";
import type { startPool as StartPool } from "./testing/start-pool.ts";

export type { MovableClock } from "./testing/movable-clock.ts";
export type { Invitation, Person } from "./testing/people.ts";
export type { ReadMessage } from "./testing/read-mail.ts";
export type { GroupWanted, PoolSettings } from "./testing/pool-settings.ts";
export type { TestPool } from "./testing/start-pool.ts";
// Only now, so that the keys are sought on other threads while this one reads the modules of a server.
const loaded = await import("./testing/start-pool.ts");

/**
 * Starts a pool for a test, in a fraction of a second: a server in this process on a free port, with its database in memory.
 *
 * @throws what the service says of settings that it does not take, e.g. `InvalidParameterException`.
 * @example
 * await using pool = await startPool({ mfa: "OPTIONAL" });
 * Amplify.configure(pool.config);
 * await signUp({ username: "ada@example.com", password });
 * const confirmationCode = await pool.readCode("ada@example.com");
 */
export const startPool: typeof StartPool = loaded.startPool;
