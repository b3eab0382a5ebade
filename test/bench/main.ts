/**
 * The benchmark: what sign-ins, sign-ups and reads cost the server, beside the floor of what they are made of, all measured in
 * one run on one core. `npm run bench` prints a table in Markdown in a few minutes; `docs/performance.md` explains it.
 *
 *   --quick         two short rounds, under a minute
 *   --write         puts the table into docs/performance.md
 *   --store NAME    only sqlite or only postgres
 *   --only A,B      only these journeys: srp-totp, srp-sms, device, password-totp, password, refresh, sign-up, get-user
 *   --profile DIR   writes a CPU profile of the server there
 *   --flatness      instead: sign-ins in a pool of 1,000 users beside one of 1,000,000, or of as many as --users says
 *   --imports       instead: a user import job with 100,000 users, or as many as --users says
 *   --client        instead: what client libraries weigh, and what a sign-in costs a page with each
 *   --sandbox       instead: how long a change of a definition takes to be live
 *   --testing-kit   instead: how long a test waits for a pool of its own
 *   --search        instead: pages of ListUsers by each attribute, in a pool of 1,000,000 or of as many as --users says
 */
import { parseArgs } from "node:util";
import { benchStore, type Plan } from "./bench-store.ts";
import { benchClients } from "./clients.ts";
import { benchFlatness, type FlatnessPlan, type FlatnessResult } from "./flatness.ts";
import { benchImport, type ImportResult } from "./imports.ts";
import { journeys } from "./journeys.ts";
import { type Costs, type Floor, startFloor } from "./measure.ts";
import { cores, endWithChildren, pin } from "./processes.ts";
import { renderClients } from "./report-clients.ts";
import {
  renderFlatness,
  renderImports,
  renderReport,
  renderSearches,
  type ReportName,
  type StoreResult,
  writeReport,
} from "./report.ts";
import { benchSandbox } from "./sandbox.ts";
import { benchSearches, type SearchResult } from "./searches.ts";
import { openStoreOf, stores } from "./stores.ts";
import { clientCount, progress } from "./target.ts";
import { benchTestingKit } from "./testing-kit.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    store: { type: "string" },
    only: { type: "string" },
    profile: { type: "string" },
    flatness: { type: "boolean", default: false },
    search: { type: "boolean", default: false },
    imports: { type: "boolean", default: false },
    client: { type: "boolean", default: false },
    sandbox: { type: "boolean", default: false },
    "testing-kit": { type: "boolean", default: false },
    users: { type: "string" },
  },
});

/** Of the pools that are large. */
const mostUsers = Number(values.users ?? 1_000_000);

const plan: Plan = {
  ...(values.quick
    ? { rounds: 2, times: 48, starts: 1, warmth: 2 }
    : { rounds: 5, times: 160, starts: 5, warmth: 6 }),
  journeys: values.only?.split(",") ?? Object.keys(journeys),
  profile: values.profile,
};

const flatness: FlatnessPlan = {
  users: [1000, mostUsers],
  ...(values.quick ? { rounds: 2, times: 48, warmth: 2 } : { rounds: 7, times: 64, warmth: 5 }),
  journeys: values.only?.split(",") ?? ["srp-totp", "password"],
};

endWithChildren();
pin(process.pid, cores.others);
const kinds = Object.keys(stores).filter((name) => values.store === undefined || values.store === name);
const [name, report] = await makeReport();
console.log(report);
if (values.write) writeReport(name, report);

async function makeReport(): Promise<[ReportName, string]> {
  if (values.client) return ["client", renderClients(await benchClients(values.quick ? 2 : 7))];
  if (values.sandbox) return ["sandbox", await benchSandbox()];
  if (values["testing-kit"]) return ["testing-kit", benchTestingKit()];
  if (values.imports) return ["imports", await reportImports()];
  if (values.search) return ["searches", await reportSearches()];
  const floor = await startFloor(clientCount);
  try {
    if (values.flatness) return ["flatness", await reportFlatness(floor)];
    return ["benchmark", await reportJourneys(floor)];
  } finally {
    await floor.stop();
  }
}

async function reportImports(): Promise<string> {
  const results: ImportResult[] = [];
  for (const kind of kinds) results.push(...(await benchImport(kind, Number(values.users ?? 100_000))));
  return renderImports(results);
}

async function reportSearches(): Promise<string> {
  const results: SearchResult[] = [];
  for (const kind of kinds) results.push(...(await benchSearches(kind, mostUsers)));
  return renderSearches(results, mostUsers);
}

async function reportJourneys(floor: Floor): Promise<string> {
  const results: StoreResult[] = [];
  const costs: Costs[] = [];
  for (const kind of kinds) {
    progress(`${kind}: opening`);
    const measured = await openAndBench(kind, floor);
    results.push(measured.result);
    costs.push(...measured.costs);
  }
  return renderReport(results, costs, { rounds: plan.rounds, clientCount });
}

async function openAndBench(kind: string, floor: Floor): ReturnType<typeof benchStore> {
  const store = await openStoreOf(kind);
  try {
    return await benchStore(store, floor, plan);
  } finally {
    await store.stop();
  }
}

async function reportFlatness(floor: Floor): Promise<string> {
  const results: FlatnessResult[] = [];
  for (const kind of kinds) results.push(...(await benchFlatness(kind, floor, flatness)));
  return renderFlatness(results, flatness);
}
