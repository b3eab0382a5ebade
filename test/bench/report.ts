/** The report as Markdown, and its place in the documentation. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { median } from "./costs.ts";
import type { FlatnessPlan, FlatnessResult } from "./flatness.ts";
import type { ImportResult } from "./imports.ts";
import type { Costs } from "./measure.ts";
import { pinning } from "./processes.ts";
import type { SearchResult } from "./searches.ts";

/** One journey on one store; times in milliseconds per journey, latencies per request. */
export interface JourneyResult {
  readonly name: string;
  readonly limit: number;
  readonly cpu: number;
  readonly floor: number;
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** Shares of a core that the server and the generator used. */
  readonly busy: number;
  readonly generator: number;
  readonly databaseCpu: number;
  readonly p50: number;
  readonly p99: number;
}

/** Everything that was measured on one store; memory in MiB, times in milliseconds. */
export interface StoreResult {
  readonly store: string;
  readonly journeys: readonly JourneyResult[];
  readonly startTime: number;
  readonly memoryAtStart: number;
  readonly memoryUnderLoad: number;
  readonly probe: { readonly p50: number; readonly p99: number };
}

/** The whole report. */
export function renderReport(
  results: readonly StoreResult[],
  costs: readonly Costs[],
  plan: { rounds: number; clientCount: number },
): string {
  return [
    describeRun(plan),
    journeyTable(results),
    describeLimits(results),
    "The floor's own parts, in CPU milliseconds of one call (median over the run):",
    costTable(costs),
    "The process as a whole:",
    processTable(results),
  ].join("\n\n");
}

function describeRun({ rounds, clientCount }: { rounds: number; clientCount: number }): string {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}`;
  return (
    `Measured with Node ${process.versions.node} on a virtual machine with ${machine}. ${pinning} ` +
    `${clientCount} keep-alive connections, each always waiting for an answer; the median of ${rounds} rounds.`
  );
}

const columns = [
  ["Journey", "Store", "CPU ms", "floor ms", "ratio", "limit", "per CPU second", "p50 ms", "p99 ms"],
  ["server busy", "generator busy", "database CPU ms"],
].flat();

function journeyTable(results: readonly StoreResult[]): string {
  const rows = results.flatMap(({ store, journeys }) =>
    journeys.map((journey) => [
      journey.name,
      store,
      journey.cpu.toFixed(3),
      journey.floor.toFixed(3),
      `**${journey.ratio.toFixed(2)}**`,
      journey.limit.toFixed(1),
      (1000 / journey.cpu).toFixed(0),
      journey.p50.toFixed(1),
      journey.p99.toFixed(1),
      percent(journey.busy),
      percent(journey.generator),
      journey.databaseCpu === 0 ? "inside" : journey.databaseCpu.toFixed(3),
    ]),
  );
  return table(columns, rows);
}

/** A line for each row that costs more than it should, with the spread of its rounds. */
function describeLimits(results: readonly StoreResult[]): string {
  const over = results.flatMap(({ store, journeys }) =>
    journeys
      .filter((journey) => journey.ratio > journey.limit)
      .map((journey) => {
        const spread = journey.ratios.map((ratio) => ratio.toFixed(2)).join(", ");
        const beyond = (journey.cpu - journey.floor).toFixed(2);
        return `- ${journey.name} on ${store} is over ${journey.limit}: ${journey.ratio.toFixed(2)} (rounds ${spread}); ${beyond} ms beyond the floor.`;
      }),
  );
  return over.length === 0 ? "Every row is within its limit." : over.join("\n");
}

function costTable(costs: readonly Costs[]): string {
  const [first] = costs;
  if (first === undefined) return "Nothing was measured.";
  // The keys of the record are its costs, by its type.
  const names = Object.keys(first) as (keyof Costs)[];
  const row = names.map((name) => median(costs.map((each) => each[name])).toFixed(4));
  return table(names, [row]);
}

function processTable(results: readonly StoreResult[]): string {
  const header = [
    "Store",
    "start to first answer",
    "memory then",
    "most memory under load",
    "GetUser under sign-ins",
  ];
  const rows = results.map((result) => [
    result.store,
    `${result.startTime.toFixed(0)} ms`,
    `${result.memoryAtStart.toFixed(0)} MiB`,
    `${result.memoryUnderLoad.toFixed(0)} MiB`,
    `p50 ${result.probe.p50.toFixed(1)} ms, p99 ${result.probe.p99.toFixed(1)} ms`,
  ]);
  return table(header, rows);
}

/** The costs of the same sign-ins in a small pool and in a large one. */
export function renderFlatness(results: readonly FlatnessResult[], plan: FlatnessPlan): string {
  const [small, large] = plan.users.map((users) => users.toLocaleString("en"));
  const header = [
    ["Journey", "Store", `CPU ms at ${small}`, `CPU ms at ${large}`, "ratio", "ratios of the rounds"],
    [`database CPU ms at ${small}`, `at ${large}`, `p50 ms at ${small}`, `at ${large}`, "seconds to fill"],
  ].flat();
  const database = (cpu: number): string => (cpu === 0 ? "inside" : cpu.toFixed(3));
  const rows = results.map((result) => [
    result.journey,
    result.store,
    result.small.cpu.toFixed(3),
    result.large.cpu.toFixed(3),
    `**${result.ratio.toFixed(2)}**`,
    result.ratios.map((ratio) => ratio.toFixed(2)).join(", "),
    database(result.small.databaseCpu),
    database(result.large.databaseCpu),
    result.small.p50.toFixed(1),
    result.large.p50.toFixed(1),
    (result.fillTime / 1000).toFixed(0),
  ]);
  return table(header, rows);
}

/** How long pages of ListUsers take, slowest of all calls but the slowest hundredth. */
export function renderSearches(results: readonly SearchResult[], users: number): string {
  const header = ["Filter", "Store", "users on the page", "p50 ms", "p99 ms", "limit", ""];
  const rows = results.map(({ filter, store, found, p50, p99 }) => [
    filter === "" ? "none" : `\`${filter}\``,
    store,
    String(found),
    p50.toFixed(2),
    `**${p99.toFixed(2)}**`,
    String(searchLimit),
    p99 > searchLimit ? "over" : "",
  ]);
  return `${users.toLocaleString("en")} users.\n\n${table(header, rows)}`;
}

/** The table of user imports. */
export function renderImports(results: readonly ImportResult[]): string {
  const header = [
    "Store",
    "from",
    "users",
    "file",
    "time",
    "users per second",
    "memory before",
    "at most",
    "command",
  ];
  const rows = results.map((result) => [
    result.store,
    result.from,
    result.users.toLocaleString("en"),
    `${result.megabytes.toFixed(1)} MiB`,
    `${result.seconds.toFixed(1)} s`,
    `**${Math.round(result.users / result.seconds).toLocaleString("en")}**`,
    mebibytes(result.memoryBefore),
    mebibytes(result.memoryAtMost),
    result.commandAtMost === undefined ? "" : mebibytes(result.commandAtMost),
  ]);
  return table(header, rows);
}

const mebibytes = (amount: number): string => `${Math.round(amount)} MiB`;

/** Milliseconds within which a page must be there. */
const searchLimit = 20;

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Lines of cells as Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

const page = "docs/performance.md";

/** The reports of the page, by the names of their marks. */
export type ReportName =
  | "benchmark"
  | "client"
  | "flatness"
  | "searches"
  | "imports"
  | "sandbox"
  | "testing-kit";

/** Puts a report between the page's two marks of that name. */
export function writeReport(name: ReportName, report: string): void {
  const start = `<!-- ${name}: start -->`;
  const finish = `<!-- ${name}: end -->`;
  const text = readFileSync(page, "utf8");
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf(finish);
  if (from < start.length || to < from) throw new Error(`${page} has lost its marks`);
  writeFileSync(page, `${text.slice(0, from)}\n\n${report}\n\n${text.slice(to)}`);
  // Lines the tables up, as the check of formats wants them.
  spawnSync("npx", ["oxfmt", page]);
}
