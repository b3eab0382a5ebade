/**
 * Whether a sign-in costs the same in a large pool as in a small one. Two servers over two databases are driven in turn, round
 * by round, so that whatever else the machine does falls on both alike.
 */
import { median } from "./costs.ts";
import { fillPool } from "./fill-pool.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { type Journey, journeysOf } from "./journeys.ts";
import { type Floor, measureRounds, middle, type Run } from "./measure.ts";
import { type Counts, seed, type Seeds } from "./seed.ts";
import { type MeasuredStore, openStoreOf } from "./stores.ts";
import { type OpenTarget, openTarget, progress, warmUp } from "./target.ts";

export interface FlatnessPlan {
  /** Users of the small pool and of the large one. */
  readonly users: readonly [small: number, large: number];
  readonly rounds: number;
  readonly times: number;
  readonly warmth: number;
  readonly journeys: readonly string[];
}

/** What one journey costs in one of the pools; times in milliseconds. */
export interface Cost {
  readonly cpu: number;
  readonly databaseCpu: number;
  /** Of one request. */
  readonly p50: number;
}

export interface FlatnessResult {
  readonly store: string;
  readonly journey: string;
  readonly small: Cost;
  readonly large: Cost;
  /** Server and database together, each over the floor of the same moment: large to small, the median of the rounds. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** How long it took to put the large pool's users into the database, in milliseconds. */
  readonly fillTime: number;
}

/** Measures both pools on one kind of database. */
export async function benchFlatness(
  kind: string,
  floor: Floor,
  plan: FlatnessPlan,
): Promise<FlatnessResult[]> {
  const gateway = await startGateway();
  // All of them filled before a server starts: its connections would not idle for so long.
  const filled: FilledStore[] = [];
  for (const users of plan.users) filled.push(await openFilledStore(kind, { plan, users }));
  const pools: OpenPool[] = [];
  for (const each of filled) pools.push(await openPool(each, gateway, plan));
  try {
    const runs: Runs[] = [];
    for (const journey of journeysOf(plan.journeys))
      runs.push(await measureInTurn(pools, floor, { journey, plan }));
    return runs.map((each) => summarize(each, pools));
  } finally {
    for (const pool of pools) await pool.stop();
    gateway.close();
  }
}

interface FilledStore {
  readonly store: MeasuredStore;
  readonly seeds: Seeds;
  readonly fillTime: number;
}

async function openFilledStore(
  kind: string,
  { plan, users }: { plan: FlatnessPlan; users: number },
): Promise<FilledStore> {
  const store = await openStoreOf(kind);
  const counts = countPeople(plan);
  const seeds = await seed(store.database, counts);
  const fillTime = await fill(store, seeds, users - counts.withApp - counts.withoutApp);
  progress(`${store.name}: ${users} users, filled in ${(fillTime / 1000).toFixed(1)} s`);
  return { store, seeds, fillTime };
}

interface OpenPool {
  readonly store: string;
  readonly target: OpenTarget;
  readonly fillTime: number;
  stop(): Promise<void>;
}

async function openPool(
  { store, seeds, fillTime }: FilledStore,
  gateway: Gateway,
  plan: FlatnessPlan,
): Promise<OpenPool> {
  const target = await openTarget({ store, seeds, gateway }, {});
  await warmUp(target, journeysOf(plan.journeys), plan.times * plan.warmth);
  return {
    store: store.name,
    target,
    fillTime,
    async stop() {
      await target.stop();
      await store.stop();
    },
  };
}

/** Those who sign in, each once where a code is asked. */
function countPeople(plan: FlatnessPlan): Counts {
  const withCode = plan.journeys.filter((key) => key === "srp-totp" || key === "password-totp").length;
  const withApp = Math.max(1, withCode * plan.times * (plan.rounds + plan.warmth));
  return { withApp, withoutApp: 50, withTelephone: 0, withDevice: 0 };
}

/** With copies of one of those who sign in. Tells how long it took, in milliseconds. */
function fill({ database }: MeasuredStore, { poolId, withApp }: Seeds, count: number): Promise<number> {
  const template = withApp.people[0]?.sub;
  if (template === undefined || count < 1)
    throw new Error(`${-count} people more sign in than the pool is to have; let it have more`);
  return fillPool({ database, poolId, template, count });
}

/** One run of each pool, per round. */
interface Runs {
  readonly journey: Journey;
  readonly rounds: readonly { readonly runs: readonly Run[]; readonly latencies: readonly number[][] }[];
}

async function measureInTurn(
  pools: readonly OpenPool[],
  floor: Floor,
  { journey, plan }: { journey: Journey; plan: FlatnessPlan },
): Promise<Runs> {
  const rounds: { runs: Run[]; latencies: number[][] }[] = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    progress(`  ${journey.name}: round ${round} of ${plan.rounds}`);
    const measured: { runs: Run[]; latencies: number[][] } = { runs: [], latencies: [] };
    // The other one first in every other round.
    for (const at of round % 2 === 0 ? [1, 0] : [0, 1]) {
      const { runs, latencies } = await measurePool(pools[at], floor, { journey, plan });
      measured.runs[at] = runs;
      measured.latencies[at] = latencies;
    }
    rounds.push(measured);
  }
  return { journey, rounds };
}

async function measurePool(
  pool: OpenPool | undefined,
  floor: Floor,
  { journey, plan }: { journey: Journey; plan: FlatnessPlan },
): Promise<{ runs: Run; latencies: number[] }> {
  if (pool === undefined) throw new Error("a pool of the benchmark is missing");
  const { runs, latencies } = await measureRounds(pool.target, floor, {
    journeys: [journey],
    rounds: 1,
    times: () => plan.times * journey.weight,
    tell: () => undefined,
  });
  const [run] = runs.get(journey) ?? [];
  if (run === undefined) throw new Error("a journey was not measured");
  return { runs: run, latencies: latencies.get(journey) ?? [] };
}

function summarize({ journey, rounds }: Runs, pools: readonly OpenPool[]): FlatnessResult {
  const costIn = (at: number): Cost => {
    const runs = rounds.flatMap((round) => round.runs[at] ?? []);
    return {
      cpu: middle(runs, (run) => run.cpu),
      databaseCpu: middle(runs, (run) => run.databaseCpu),
      p50: median(rounds.flatMap((round) => round.latencies[at] ?? [])),
    };
  };
  const ratios = rounds.map(({ runs: [small, large] }) => overFloor(large) / overFloor(small));
  const fillTime = pools[1]?.fillTime ?? Number.NaN;
  const store = pools[0]?.store ?? "";
  return {
    store,
    journey: journey.name,
    small: costIn(0),
    large: costIn(1),
    ratio: median(ratios),
    ratios,
    fillTime,
  };
}

const overFloor = (run: Run | undefined): number =>
  run === undefined ? Number.NaN : (run.cpu + run.databaseCpu) / run.floor;
