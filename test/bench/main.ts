/**
 * The benchmark: what sign-ins, sign-ups and reads cost the server, beside the floor of what they are made of, all measured in
 * one run on one core. `npm run bench` prints a table in Markdown in a few minutes; `docs/performance.md` explains it.
 *
 *   --quick         two short rounds, under a minute
 *   --write         puts the table into docs/performance.md
 *   --store NAME    only sqlite or only postgres
 *   --only A,B      only these journeys: srp-totp, srp-sms, device, password-totp, password, refresh, sign-up, get-user
 *   --profile DIR   writes a CPU profile of the server there
 */
import { parseArgs } from "node:util";
import { benchStore, type Plan } from "./bench-store.ts";
import { journeys } from "./journeys.ts";
import { type Costs, startFloor } from "./measure.ts";
import { cores, endWithChildren, pin } from "./processes.ts";
import { renderReport, type StoreResult, writeReport } from "./report.ts";
import { stores } from "./stores.ts";
import { clientCount, progress } from "./target.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    store: { type: "string" },
    only: { type: "string" },
    profile: { type: "string" },
  },
});

const plan: Plan = {
  ...(values.quick
    ? { rounds: 2, times: 48, starts: 1, warmth: 2 }
    : { rounds: 5, times: 160, starts: 5, warmth: 6 }),
  journeys: values.only?.split(",") ?? Object.keys(journeys),
  profile: values.profile,
};

endWithChildren();
pin(process.pid, cores.others);
const floor = await startFloor(clientCount);
const results: StoreResult[] = [];
const costs: Costs[] = [];
for (const [name, open] of Object.entries(stores)) {
  if (values.store !== undefined && values.store !== name) continue;
  progress(`${name}: opening`);
  const store = await open();
  try {
    const measured = await benchStore(store, floor, plan);
    results.push(measured.result);
    costs.push(...measured.costs);
  } finally {
    await store.stop();
  }
}
await floor.stop();

const report = renderReport(results, costs, { rounds: plan.rounds, clientCount });
console.log(report);
if (values.write) writeReport(report);
