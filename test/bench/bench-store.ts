/** Everything that is measured on one database: the start, the journeys in rounds, reads during sign-ins, memory. */
import { setTimeout as wait } from "node:timers/promises";
import { median, percentile } from "./costs.ts";
import { type Journey, journeys, type Supply } from "./journeys.ts";
import { drive, openClients } from "./load.ts";
import { type Costs, type Floor, measureRounds, middle, type Run, type Target } from "./measure.ts";
import { memory } from "./processes.ts";
import type { JourneyResult, StoreResult } from "./report.ts";
import { seed, type Seeds } from "./seed.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";
import { createClientPair } from "./srp-client.ts";
import type { MeasuredStore } from "./stores.ts";

/** How much is measured. */
export interface Plan {
  readonly rounds: number;
  /** Runs of a journey in one round, times its weight. */
  readonly times: number;
  readonly starts: number;
  /** Rounds' worth of each journey before anything counts, so that the compiler has seen what is hot. */
  readonly warmth: number;
  readonly journeys: readonly string[];
  /** A folder for a CPU profile of the server. */
  readonly profile?: string | undefined;
}

/** Clients at a time. */
export const clientCount = 8;

export async function benchStore(
  store: MeasuredStore,
  floor: Floor,
  plan: Plan,
): Promise<{ result: StoreResult; costs: Costs[] }> {
  progress(`${store.name}: seeding`);
  const seeds = await seed(store.database, countPeople(plan));
  const starts = await measureStarts(store, seeds, plan);
  const server = await startServer({ ...placeOf(store, seeds), profile: plan.profile });
  const target = await openTarget(server, { store, seeds });
  await warmUp(target, plan);
  const measured = await measureJourneys(target, floor, plan);
  const probes = plan.profile === undefined ? await probeDuringSignIns(target, server.port, plan) : [];
  const result: StoreResult = {
    store: store.name,
    journeys: measured.results,
    startTime: median(starts.map((start) => start.startTime)),
    memoryAtStart: median(starts.map((start) => start.memoryAtStart)),
    memoryUnderLoad: memory(server.pid, "VmHWM"),
    probe: { p50: percentile(probes, 0.5), p99: percentile(probes, 0.99) },
  };
  target.clients.close();
  await server.stop();
  return { result, costs: measured.costs };
}

/** Tells whoever waits, apart from the table. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

const chosen = (plan: Plan): Journey[] =>
  plan.journeys.map((key) => {
    const journey = journeys[key];
    if (journey === undefined) throw new Error(`no journey ${key}: ${Object.keys(journeys).join(", ")}`);
    return journey;
  });

/** One person per sign-in with a code: warm-up, rounds and the probed load, for two journeys. */
function countPeople(plan: Plan): { withApp: number; withoutApp: number } {
  return { withApp: plan.times * (2 * (plan.rounds + plan.warmth) + 1), withoutApp: 200 };
}

const placeOf = (store: MeasuredStore, seeds: Seeds): { database: string; rootKey: string } => ({
  database: store.database,
  rootKey: seeds.rootKey,
});

async function measureStarts(store: MeasuredStore, seeds: Seeds, plan: Plan): Promise<ServerUnderTest[]> {
  const starts: ServerUnderTest[] = [];
  for (let time = 0; time < plan.starts; time += 1) {
    const server = await startServer(placeOf(store, seeds));
    starts.push(server);
    await server.stop();
  }
  progress(`${store.name}: started in ${starts.map((start) => start.startTime.toFixed(0)).join(", ")} ms`);
  return starts;
}

async function openTarget(
  server: ServerUnderTest,
  { store, seeds }: { store: MeasuredStore; seeds: Seeds },
): Promise<Target> {
  let number = 0;
  const next = (): number => (number += 1);
  const supply: Supply = { seeds, pair: await createClientPair(), tokens: [], next };
  return {
    pid: server.pid,
    clients: await openClients(server.port, clientCount),
    supply,
    databaseCpu: store.cpu,
  };
}

/** Every journey once as often as in a round; sign-ins with a password first, because others need their tokens. */
async function warmUp(target: Target, plan: Plan): Promise<void> {
  const first = journeys["password"];
  for (const journey of first === undefined ? chosen(plan) : [first, ...chosen(plan)]) {
    await drive(target.clients, plan.times * plan.warmth * journey.weight, (send) =>
      journey.run(send, target.supply),
    );
  }
  target.clients.takeLatencies();
}

async function measureJourneys(
  target: Target,
  floor: Floor,
  plan: Plan,
): Promise<{ results: JourneyResult[]; costs: Costs[] }> {
  const { runs, latencies, costs } = await measureRounds(target, floor, {
    journeys: chosen(plan),
    rounds: plan.rounds,
    times: (journey) => plan.times * journey.weight,
    tell: (round) => progress(`  round ${round} of ${plan.rounds}`),
  });
  const results = [...runs].map(([journey, ofJourney]) =>
    summarize(journey, ofJourney, latencies.get(journey) ?? []),
  );
  return { results, costs };
}

function summarize(journey: Journey, runs: readonly Run[], latencies: readonly number[]): JourneyResult {
  return {
    name: journey.name,
    limit: journey.limit,
    cpu: middle(runs, (run) => run.cpu),
    floor: middle(runs, (run) => run.floor),
    ratio: middle(runs, (run) => run.cpu / run.floor),
    ratios: runs.map((run) => run.cpu / run.floor),
    busy: middle(runs, (run) => run.cpu / run.wall),
    generator: middle(runs, (run) => run.generatorCpu / run.wall),
    databaseCpu: middle(runs, (run) => run.databaseCpu),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

const probeInterval = 10;

/** How long a GetUser waits for its answer while all other connections sign in: what the event loop lets through. */
async function probeDuringSignIns(target: Target, port: number, plan: Plan): Promise<number[]> {
  const journey = journeys["srp-totp"];
  const access = target.supply.tokens[0]?.access;
  if (journey === undefined || access === undefined) return [];
  const probe = await openClients(port, 1);
  let underLoad = true;
  const load = drive(target.clients, plan.times, (send) => journey.run(send, target.supply)).finally(() => {
    underLoad = false;
  });
  while (underLoad) {
    for (const send of probe.sends) await send("GetUser", { AccessToken: access });
    await wait(probeInterval);
  }
  await load;
  target.clients.takeLatencies();
  probe.close();
  return probe.takeLatencies();
}
