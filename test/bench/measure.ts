/**
 * Measuring: floor, load, floor, load …, in slices of a tenth of a second or so, so that whatever else the machine does falls
 * on both alike. A run's ratio is its cost over the mean of the floors between its slices; what is reported is the median
 * over the rounds.
 */
import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { addUp, type FloorCosts, mean, median } from "./costs.ts";
import type { Journey, Supply } from "./journeys.ts";
import { type Clients, drive, openClients } from "./load.ts";
import { ask, cores, cpuTime, end, startNode } from "./processes.ts";

/** The costs of the primitives and of one request of a bare HTTP server, in CPU milliseconds. */
export type Costs = FloorCosts & { readonly request: number };

/** The processes that the floor is measured in. */
export interface Floor {
  measure(): Promise<Costs>;
  stop(): Promise<void>;
}

const bareRequests = 200;

export async function startFloor(clientCount: number): Promise<Floor> {
  const primitives = startNode(["test/bench/floor.ts"], { core: cores.measured });
  const bare = startNode(["test/bench/bare.ts"], { core: cores.measured });
  // The bare server answers with its port.
  const clients = await openClients((await ask(bare, "port")) as number, clientCount);
  await requestBare(bare, clients, 100 * bareRequests);
  await ask(primitives, "warm-up");
  return {
    async measure() {
      // floor.ts answers with its costs.
      const costs = (await ask(primitives, "costs")) as FloorCosts;
      return { ...costs, request: await requestBare(bare, clients, bareRequests) };
    },
    async stop() {
      clients.close();
      await Promise.all([end(primitives), end(bare)]);
    },
  };
}

/** As long as an access token. */
const body = { AccessToken: "t".repeat(1000) };

async function requestBare(server: ChildProcess, clients: Clients, times: number): Promise<number> {
  const pid = server.pid ?? 0;
  const before = cpuTime(pid);
  await drive(clients, times, async (send) => void (await send("GetUser", body)));
  clients.takeLatencies();
  return (cpuTime(pid) - before) / times;
}

/** One run of a journey, per journey in milliseconds. */
export interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly generatorCpu: number;
  readonly databaseCpu: number;
  readonly floor: number;
}

/** What is being measured. */
export interface Target {
  readonly pid: number;
  readonly clients: Clients;
  readonly supply: Supply;
  /** CPU time of the database's own processes; 0 for one inside the server. */
  databaseCpu(): number;
}

/** Runs each journey once per round. Latencies come back per request. */
export async function measureRounds(
  target: Target,
  floor: Floor,
  plan: {
    journeys: readonly Journey[];
    rounds: number;
    times: (journey: Journey) => number;
    tell: (round: number) => void;
  },
): Promise<{ runs: Map<Journey, Run[]>; latencies: Map<Journey, number[]>; costs: Costs[] }> {
  const runs = new Map(plan.journeys.map((journey) => [journey, [] as Run[]]));
  const latencies = new Map(plan.journeys.map((journey) => [journey, [] as number[]]));
  const costs: Costs[] = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    plan.tell(round);
    for (const journey of plan.journeys) {
      const run = await measureRun(target, floor, { journey, times: plan.times(journey) });
      runs.get(journey)?.push(run);
      costs.push(...run.costs);
      latencies.get(journey)?.push(...target.clients.takeLatencies());
    }
  }
  return { runs, latencies, costs };
}

const slicesPerRun = 8;

async function measureRun(
  target: Target,
  floor: Floor,
  { journey, times }: { journey: Journey; times: number },
): Promise<Run & { costs: readonly Costs[] }> {
  const costs: Costs[] = [await floor.measure()];
  const slices: Clocks[] = [];
  for (let slice = 0; slice < slicesPerRun; slice += 1) {
    slices.push(await loadOnce(target, journey, Math.ceil(times / slicesPerRun)));
    costs.push(await floor.measure());
  }
  const perJourney = (member: keyof Clocks): number => mean(slices.map((slice) => slice[member]));
  return {
    cpu: perJourney("cpu"),
    wall: perJourney("wall"),
    generatorCpu: perJourney("generatorCpu"),
    databaseCpu: perJourney("databaseCpu"),
    floor: mean(costs.map((each) => addUp(journey.parts, each))),
    costs,
  };
}

/** What passed while a slice ran, per journey in milliseconds. */
type Clocks = Omit<Run, "floor">;

async function loadOnce(target: Target, journey: Journey, times: number): Promise<Clocks> {
  const before = readClocks(target);
  await drive(target.clients, times, (send) => journey.run(send, target.supply));
  const after = readClocks(target);
  // What goes on after the answers, such as the delivery of messages, is part of the cost.
  await untilQuiet(target.pid);
  return {
    cpu: (cpuTime(target.pid) - before.cpu) / times,
    wall: (after.wall - before.wall) / times,
    generatorCpu: (after.generatorCpu - before.generatorCpu) / times,
    databaseCpu: (after.databaseCpu - before.databaseCpu) / times,
  };
}

/** Milliseconds between two looks, and the CPU time that may pass in between if nothing is going on. */
const quiet = { wait: 10, most: 0.5 };

async function untilQuiet(pid: number): Promise<void> {
  for (let before = -1, now = cpuTime(pid); now - before > quiet.most; now = cpuTime(pid)) {
    before = now;
    await wait(quiet.wait);
  }
}

function readClocks(target: Target): Clocks {
  return {
    cpu: cpuTime(target.pid),
    databaseCpu: target.databaseCpu(),
    generatorCpu: cpuTime(process.pid),
    wall: performance.now(),
  };
}

/** The middle of one member over the runs. */
export function middle(runs: readonly Run[], member: (run: Run) => number): number {
  return median(runs.map(member));
}
