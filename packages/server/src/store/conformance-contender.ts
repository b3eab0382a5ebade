/**
 * One of the two processes of `race.test.ts`. It opens the store named on its command line and says so; then, whenever it
 * is handed a batch, it tries for every key of it at once and answers how often it succeeded with each.
 */
import { atOnce } from "./conformance-records.ts";
import { type Batch, races } from "./conformance-races.ts";
import { openStore } from "./open.ts";

const store = await openStore(process.argv[2] ?? "");

process.on("message", (message) => {
  // The test sends nothing but batches.
  void contend(message as Batch).then((wins) => process.send?.(wins));
});
process.send?.("ready");

async function contend({ race: name, first, size }: Batch): Promise<number[]> {
  const race = races[name];
  if (race === undefined) throw new Error(`no race is called "${name}"`);
  return await atOnce(size, async (index) => {
    const tries = await atOnce(race.tries, () => race.attempt(store, String(first + index)));
    return tries.filter(Boolean).length;
  });
}
