/** The table of client libraries as Markdown. */
import type { Weight } from "../support/client-bundle.ts";
import { type ClientResult, slowness } from "./clients.ts";
import { table } from "./report.ts";

/** Milliseconds after which a task is a long one (Long Tasks API). */
const longTask = 50;

/** Weights and costs, a line for each library. */
export function renderClients(results: readonly ClientResult[]): string {
  const header = [
    ["Library", "kB at once", "gzip", "kB on demand", "gzip", "CPU ms of a sign-in"],
    slowness.map((factor) => (factor === 1 ? "longest task, ms" : `${factor} times slower`)),
    [`tasks over ${longTask} ms then`],
  ].flat();
  const rows = results.map(({ library, eager, lazy, cpu, longest, long }) => [
    library,
    ...weightOf(eager),
    ...weightOf(lazy),
    cpu.toFixed(0),
    ...longest.map((task, at) => (at === longest.length - 1 ? `**${task.toFixed(0)}**` : task.toFixed(1))),
    long.toFixed(0),
  ]);
  return table(header, rows);
}

const weightOf = ({ minified, gzip }: Weight): string[] =>
  minified === 0 ? ["", ""] : [kilobytes(minified), `**${kilobytes(gzip)}**`];

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);
