/** What a page's main thread does while something happens, task by task, as Chromium's own tracing sees it. */
import type { Browser, Page } from "playwright-core";

/** An entry of a trace; durations in microseconds (Trace Event Format). */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** CPU time of a task. */
  readonly tdur?: number;
}

const category = "disabled-by-default-devtools.timeline";

/** CPU milliseconds of each task of the page's main thread while `work` goes on, the longest first. */
export async function tasksOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: [category, "toplevel"] });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  // The browser writes it in this form.
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  return busiest(traceEvents).toSorted((one, other) => other - one);
}

/** Of all pages' main threads the one that did most: others are kept in store by the browser, and idle. */
function busiest(events: readonly TraceEvent[]): number[] {
  const threads = new Map<string, number[]>();
  for (const { name, args, pid, tid } of events)
    if (name === "thread_name" && args?.name === "CrRendererMain") threads.set(`${pid}.${tid}`, []);
  for (const { name, pid, tid, tdur } of events)
    if (name === "RunTask" && tdur !== undefined) threads.get(`${pid}.${tid}`)?.push(tdur / 1000);
  const sum = (tasks: readonly number[]): number => tasks.reduce((total, task) => total + task, 0);
  return [...threads.values()].toSorted((one, other) => sum(other) - sum(one))[0] ?? [];
}
