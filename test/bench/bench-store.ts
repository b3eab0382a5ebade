/** Everything that is measured on one database: the start, the journeys in rounds, reads during sign-ins, memory. */
import { setTimeout as wait } from "node:timers/promises";
import { median, percentile } from "./costs.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { type Journey, journeys, journeysOf } from "./journeys.ts";
import { drive, openClients } from "./load.ts";
import { type Costs, type Floor, measureRounds, middle, type Run, type Target } from "./measure.ts";
import { memory } from "./processes.ts";
import type { JourneyResult, StoreResult } from "./report.ts";
import { type Counts, seed, type Seeds } from "./seed.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";
import type { MeasuredStore } from "./stores.ts";
import { type OpenTarget, openTarget, progress, warmUp } from "./target.ts";

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

export async function benchStore(
  store: MeasuredStore,
  floor: Floor,
  plan: Plan,
): Promise<{ result: StoreResult; costs: Costs[] }> {
  progress(`${store.name}: seeding`);
  const seeds = await seed(store.database, countPeople(plan));
  const starts = await measureStarts(store, seeds, plan);
  const gateway = await startGateway();
  const parts = { store, seeds, gateway, floor, plan };
  const byMailbox = await measureServer(parts, { usesGateway: false });
  const byGateway = await measureServer(parts, { usesGateway: true });
  gateway.close();
  const inOrder = journeysOf(plan.journeys).flatMap(({ name }) =>
    [...byMailbox.journeys, ...byGateway.journeys].filter((result) => result.name === name),
  );
  const result: StoreResult = {
    store: store.name,
    journeys: inOrder,
    startTime: median(starts.map((start) => start.startTime)),
    memoryAtStart: median(starts.map((start) => start.memoryAtStart)),
    memoryUnderLoad: Math.max(byMailbox.memory, byGateway.memory),
    probe: { p50: percentile(byMailbox.probes, 0.5), p99: percentile(byMailbox.probes, 0.99) },
  };
  return { result, costs: [...byMailbox.costs, ...byGateway.costs] };
}

/** What one server was measured to do. */
interface Measured {
  readonly journeys: readonly JourneyResult[];
  readonly costs: readonly Costs[];
  readonly probes: readonly number[];
  /** The most it ever held, in MiB. */
  readonly memory: number;
}

const nothing: Measured = { journeys: [], costs: [], probes: [], memory: 0 };

interface Measuring {
  readonly store: MeasuredStore;
  readonly seeds: Seeds;
  readonly gateway: Gateway;
  readonly floor: Floor;
  readonly plan: Plan;
}

/** A mailbox takes all messages, so journeys that need the gateway have a server of their own. */
async function measureServer(parts: Measuring, { usesGateway }: { usesGateway: boolean }): Promise<Measured> {
  const { plan } = parts;
  const chosen = journeysOf(plan.journeys).filter(({ needsGateway = false }) => needsGateway === usesGateway);
  if (chosen.length === 0) return nothing;
  const smsUrl = usesGateway ? parts.gateway.url : undefined;
  const target = await openTarget(parts, { profile: plan.profile, smsUrl });
  await warmUp(target, chosen, plan.times * plan.warmth);
  const { results, costs } = await measureJourneys(target, chosen, parts);
  const probes = usesGateway || plan.profile !== undefined ? [] : await probeDuringSignIns(target, plan);
  const most = memory(target.pid, "VmHWM");
  await target.stop();
  return { journeys: results, costs, probes, memory: most };
}

/** One person per sign-in with a code: warm-up, rounds and the probed load, for the journeys that use people up. */
function countPeople(plan: Plan): Counts {
  const perJourney = plan.times * (plan.rounds + plan.warmth);
  const once = (key: string): number => (plan.journeys.includes(key) ? perJourney : 0);
  return {
    withApp: once("srp-totp") + once("password-totp") + plan.times,
    withoutApp: 200,
    withTelephone: once("srp-sms"),
    withDevice: plan.journeys.includes("device") ? 200 : 0,
  };
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

async function measureJourneys(
  target: Target,
  chosen: readonly Journey[],
  { floor, plan }: Measuring,
): Promise<{ results: JourneyResult[]; costs: Costs[] }> {
  const { runs, latencies, costs } = await measureRounds(target, floor, {
    journeys: chosen,
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
async function probeDuringSignIns(target: OpenTarget, plan: Plan): Promise<number[]> {
  const journey = journeys["srp-totp"];
  const access = target.supply.tokens[0]?.access;
  if (journey === undefined || access === undefined) return [];
  const probe = await openClients(target.port, 1);
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
