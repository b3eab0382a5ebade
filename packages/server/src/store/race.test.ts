import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../../../../test/support/postgres.ts";
import { atOnce } from "./conformance-records.ts";
import { type Batch, races } from "./conformance-races.ts";
import { openStore } from "./open.ts";

const trials = 1000;
/** Both processes begin each batch together; it is small, so that neither runs ahead and has every key for itself. */
const batchSize = 2;

describeRaces("two processes on one SQLite file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-race-"));
  return { url: `sqlite:${join(folder, "store.db")}`, drop: async () => rmSync(folder, { recursive: true }) };
});

describeRaces("two processes on one PostgreSQL database", () => createDatabase(inject("postgresUrl")));

function describeRaces(name: string, create: () => Promise<{ url: string; drop(): Promise<void> }>): void {
  describe(name, () => {
    let database: Awaited<ReturnType<typeof create>>;
    let contenders: ChildProcess[] = [];
    beforeAll(async () => {
      database = await create();
      contenders = await Promise.all([startContender(database.url), startContender(database.url)]);
    });
    afterAll(async () => {
      await Promise.all(contenders.map(stop));
      await database.drop();
    });

    test("an empty database may be opened by both at once", async () => {
      const empty = await create();
      const both = await Promise.all([startContender(empty.url), startContender(empty.url)]);
      await Promise.all(both.map(stop));
      await empty.drop();
    });

    test.for(Object.entries(races))("%s", async ([race, { prepare, winners }]) => {
      if (prepare !== undefined) {
        const store = await openStore(database.url);
        await atOnce(trials, (key) => prepare(store, String(key)));
        await store.close();
      }
      const won = [0, 0];
      for (let first = 0; first < trials; first += batchSize) {
        const wins = await contendForBatch(contenders, { race, first, size: batchSize });
        expect(wins.map(([left, right]) => left + right)).toEqual(wins.map(() => winners));
        for (const [left, right] of wins) {
          won[0]! += left;
          won[1]! += right;
        }
      }
      // Both had their share, so it was a race.
      expect(Math.min(...won)).toBeGreaterThan(0);
    });
  });
}

/** How often each of the two succeeded, key by key. They are told by turns first. */
async function contendForBatch(contenders: ChildProcess[], batch: Batch): Promise<[number, number][]> {
  const isTurned = (batch.first / batch.size) % 2 === 1;
  const [first, second] = isTurned ? contenders.toReversed() : contenders;
  const answers = await Promise.all([hand(first!, batch), hand(second!, batch)]);
  const [left, right] = isTurned ? answers.toReversed() : answers;
  return left!.map((wins, index) => [wins, right![index]!]);
}

async function startContender(url: string): Promise<ChildProcess> {
  const program = new URL("conformance-contender.ts", import.meta.url);
  const contender = fork(program, [url], { execArgv: ["--conditions=@poolhouse/source"] });
  await answerOf(contender);
  return contender;
}

async function hand(contender: ChildProcess, batch: Batch): Promise<number[]> {
  const answer = answerOf(contender);
  contender.send(batch);
  // A contender answers a batch with its wins, key by key.
  return (await answer) as number[];
}

/** The next message; if the process ends instead, its complaint is on stderr. */
async function answerOf(contender: ChildProcess): Promise<unknown> {
  const settled = new AbortController();
  const signal = settled.signal;
  const ended = once(contender, "exit", { signal }).then(() => {
    throw new Error("a contender ended before it answered");
  });
  const [answer] = await Promise.race([once(contender, "message", { signal }), ended]);
  settled.abort();
  ended.catch(() => undefined);
  return answer;
}

async function stop(contender: ChildProcess): Promise<void> {
  const ended = once(contender, "exit");
  contender.kill();
  await ended;
}
