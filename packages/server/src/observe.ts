/** Metrics beside the log, if the operator wants them: whatever is worth a line is counted where the line is written. */
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { listenForMetrics, type MetricsListening } from "./doors/metrics.ts";
import type { Log } from "./kernel/log.ts";
import type { Metrics, MetricSources } from "./metrics/metrics.ts";

/** The metrics of a server: only their port is optional, so nobody has to ask whether they are there. */
export interface Observation {
  /** The log, which now counts as well. */
  readonly log: Log & { flush?(): void };
  readonly message: Metrics["message"] | undefined;
  /** Opens the port; undefined without one. */
  listen(): Promise<MetricsListening | undefined>;
}

/** Begins to count, if `metrics-port` is set. */
export async function observe(
  { metricsPort, metricsHost }: Pick<Config, "metricsPort" | "metricsHost">,
  log: Log & { flush?(): void },
  sources: MetricSources,
): Promise<Observation> {
  if (metricsPort === undefined) return { log, message: undefined, listen: () => Promise.resolve(undefined) };
  // Loaded only where it is used, because a start should be quick.
  const { createMetrics } = await import("./metrics/metrics.ts");
  const metrics = createMetrics(sources, { process: true });
  const onFault = (cause: unknown): void => log.fault({ where: "metrics", cause });
  return {
    log: count(log, metrics),
    message: metrics.message,
    listen: () =>
      listenForMetrics({ host: metricsHost, port: metricsPort }, { render: metrics.render, onFault }).catch(
        nameTheFlag,
      ),
  };
}

/** The other port is the one people think of first. */
function nameTheFlag(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new ConfigError(`The port for metrics cannot be opened (${why}); choose one with --metrics-port.`);
}

function count(log: Log & { flush?(): void }, metrics: Metrics): Log & { flush?(): void } {
  return {
    request(line) {
      metrics.request(line);
      log.request(line);
    },
    fault(fault) {
      metrics.fault();
      log.fault(fault);
    },
    notice: (text, facts) => log.notice(text, facts),
    flush: () => log.flush?.(),
  };
}
