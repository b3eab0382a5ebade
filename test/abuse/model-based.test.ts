/**
 * A model of who may do what (I1 to I5, I10), walked at random against the whole service: honest people, their mistakes, and
 * whoever mixes up everything that was ever handed out. The model keeps its own books in `model/truth.ts` and calls no rule of the
 * product; what it does not know it leaves open, what it knows it demands.
 *
 * `POOLHOUSE_MODEL_SEED` and `POOLHOUSE_MODEL_PATH` repeat a run that failed, `POOLHOUSE_MODEL_RUNS` is how many times as many
 * walks as usual are taken.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { walks } from "./model/commands.ts";
import { type Driver, openInProcess, openPair, openProcesses } from "./model/driver.ts";
import { beginWalk, openStage, type Stage } from "./model/scene.ts";
import type { Tally } from "./model/truth.ts";

const { POOLHOUSE_MODEL_SEED: seed, POOLHOUSE_MODEL_PATH: path, POOLHOUSE_MODEL_RUNS: factor } = process.env;

/** What a run must have seen for its silence to mean something: a fifth of what it usually sees, or less. */
const seen: Tally = {
  tokens: 120,
  "tokens after password and software-token": 15,
  "tokens after password and second-code": 10,
  "tokens after first-code": 5,
  "app set up by token": 25,
  refreshed: 10,
  rotated: 3,
  "wrong password heard": 30,
  "guessed a hundred times": 1,
  "duel by right code": 5,
  "password changed": 25,
  "password replaced by a code": 8,
};

interface Setting {
  readonly name: string;
  readonly open: () => Promise<Driver>;
  readonly walks: number;
  /** Whether there are walks enough to expect of them all that is {@link seen}. */
  readonly isLong?: boolean;
}

const settings: readonly Setting[] = [
  { name: "one service on SQLite", open: openInProcess, walks: 300, isLong: true },
  { name: "two services on one PostgreSQL", open: () => openPair(inject("postgresUrl")), walks: 60 },
  { name: "two processes on one PostgreSQL, in real time", open: openProcesses, walks: 30 },
];

describe.each(settings)("$name", ({ open, walks: usual, isLong = false }) => {
  let stage: Stage;
  const tally: Tally = {};
  beforeAll(async () => {
    stage = await openStage(await open());
  });
  afterAll(() => stage.driver.stop());

  it("keeps every invariant on every walk", { timeout: 600_000 * Number(factor ?? 1) }, async () => {
    const property = fc.asyncProperty(walks, async (commands) => {
      const truth = await beginWalk(stage);
      try {
        await fc.asyncModelRun(() => ({ model: truth, real: stage.driver }), commands);
      } finally {
        for (const [event, count] of Object.entries(truth.tally)) tally[event] = (tally[event] ?? 0) + count;
      }
    });
    await fc.assert(property, {
      numRuns: Math.ceil(usual * Number(factor ?? 1)),
      ...(seed !== undefined && { seed: Number(seed) }),
      ...(path !== undefined && { path }),
    });
    if (process.env["POOLHOUSE_MODEL_TALLY"]) console.log(tally);
    if (path !== undefined) return;
    for (const [event, least] of Object.entries(isLong ? seen : { tokens: usual }))
      expect(tally[event] ?? 0, event).toBeGreaterThanOrEqual(least);
  });
});
