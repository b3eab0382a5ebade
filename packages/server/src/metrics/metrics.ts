/**
 * The metrics room: what a server counts, in Prometheus' own format. Labels hold operations, error types and words of our own,
 * never ids or addresses, so the number of series has an end; should the labels ever grow beyond it, the rest is counted as one.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RequestLine } from "../kernel/log.ts";

/** What is asked only when somebody looks. */
export interface MetricSources {
  /** Messages that wait in the outbox. */
  readonly countOutbox: () => Promise<number>;
  /** How often this process has tried a transaction again. */
  readonly countRetries: () => number;
}

/** How an offer of a message to its gateway ended. */
export type MessageOutcome = "delivered" | "postponed" | "refused" | "uncertain" | "expired";

export interface Metrics {
  readonly request: (line: RequestLine) => void;
  readonly fault: () => void;
  readonly message: (channel: string, outcome: MessageOutcome) => void;
  /** Everything in Prometheus' text format, and its media type. */
  readonly render: () => Promise<{ text: string; type: string }>;
}

/** From a fast read to what a proxy would give up on: seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Series of one metric; far above what 160 operations with their own few refusals make. */
const mostSeries = 4000;

const definitions = {
  requests: {
    name: "poolhouse_requests_total",
    help: "Requests by operation, outcome (ok, or the error's type) and the refusal's reason.",
    labelNames: ["operation", "outcome", "reason"],
  },
  duration: {
    name: "poolhouse_request_duration_seconds",
    help: "How long requests took, by operation.",
    labelNames: ["operation"],
  },
  steps: {
    name: "poolhouse_sign_in_steps_total",
    help: "Steps of sign-ins: the flow or challenge, and what it led to (tokens, the next challenge, or the error's type).",
    labelNames: ["step", "result"],
  },
  faults: {
    name: "poolhouse_faults_total",
    help: "Things that should not have happened; each has a line in the log.",
    labelNames: [],
  },
  messages: {
    name: "poolhouse_messages_total",
    help: "Offers of messages to gateways: delivered, postponed, refused, uncertain or expired.",
    labelNames: ["channel", "outcome"],
  },
  outbox: {
    name: "poolhouse_outbox_messages",
    help: "Messages that wait to be sent, of all servers of the database.",
    labelNames: [],
  },
  retries: {
    name: "poolhouse_store_retries_total",
    help: "Transactions that lost a race in the database and were tried again.",
    labelNames: [],
  },
} as const;

/** The metrics of one server; with `process`, those of the Node process and its event loop as well. */
export function createMetrics(sources: MetricSources, options: { process: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = series(
    new Counter({ ...definitions.requests, registers }),
    definitions.requests.labelNames,
  );
  const steps = series(new Counter({ ...definitions.steps, registers }), definitions.steps.labelNames);
  const messages = series(
    new Counter({ ...definitions.messages, registers }),
    definitions.messages.labelNames,
  );
  const duration = new Histogram({ ...definitions.duration, buckets, registers });
  const faults = new Counter({ ...definitions.faults, registers });
  addSampled(registry, sources);
  if (options.process) collectDefaultMetrics({ register: registry });
  const times = new Map<string, { observe(seconds: number): void }>();
  const timeOf = (operation: string): { observe(seconds: number): void } => {
    const known = times.get(operation) ?? duration.labels(operation);
    times.set(operation, known);
    return known;
  };
  return {
    request({ operation, outcome, reason = "", durationMs, step, next }) {
      requests(operation, outcome, reason);
      timeOf(operation).observe(durationMs / 1000);
      if (step !== undefined) steps(step, next ?? outcome);
    },
    fault: () => faults.inc(),
    message: (channel, outcome) => messages(channel, outcome),
    render: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  };
}

/** What is read at the moment somebody asks. */
function addSampled(registry: Registry, { countOutbox, countRetries }: MetricSources): void {
  const registers = [registry];
  new Gauge({
    ...definitions.outbox,
    registers,
    async collect() {
      // While the database is down its depth is unknown, and the other metrics matter most.
      this.set(await countOutbox().catch(() => Number.NaN));
    },
  });
  new Counter({
    ...definitions.retries,
    registers,
    collect() {
      this.reset();
      this.inc(countRetries());
    },
  });
}

/** Counts by labels; finding a series again costs less than the library's own hashing of labels. */
function series(counter: Counter, labelNames: readonly string[]): (...values: string[]) => void {
  const known = new Map<string, { inc(): void }>();
  const rest = labelNames.map(() => "other");
  return (...values) => {
    const key = values.join("\n");
    let one = known.get(key);
    if (one === undefined) {
      one = counter.labels(...(known.size < mostSeries ? values : rest));
      if (known.size < mostSeries) known.set(key, one);
    }
    one.inc();
  };
}
