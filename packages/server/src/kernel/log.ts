/**
 * What the service says about itself: one line for each request, one for each fault, a few notices. Every line is built from
 * named fields (an allow list), so bodies, tokens, codes and passwords cannot get in; addresses are cut to their network.
 */
import { type DestinationStream, pino } from "pino";

/**
 * What a request is about, noted while it is answered. Names and ids only, each compared with the model or read from the
 * database before it is noted: a line holds no text of a stranger's choosing.
 */
export interface RequestFacts {
  poolId?: string | undefined;
  clientId?: string | undefined;
  /** The operator key that signed. */
  operator?: string | undefined;
  /** Of a sign-in: the flow that begins, or the challenge that is answered, e.g. `SOFTWARE_TOKEN_MFA`. */
  step?: string | undefined;
  /** Of a sign-in: what it led to, `tokens` or the next challenge; absent if it was refused. */
  next?: string | undefined;
}

/** One answered request. */
export interface RequestLine extends Readonly<RequestFacts> {
  readonly requestId: string;
  /** The operation's name, or `unknown`: never text of the caller's. */
  readonly operation: string;
  /** `ok`, or the type of the error. */
  readonly outcome: string;
  /** The refusal's word for logs, e.g. `code_expired`. */
  readonly reason?: string | undefined;
  readonly durationMs: number;
  readonly ipAddress: string;
}

/** Something that should not have happened: a bug, or a dependency that is down. */
export interface Fault {
  /** Where, e.g. an operation's name or `delivery`. */
  readonly where: string;
  readonly requestId?: string | undefined;
  readonly cause: unknown;
  /** More about it, without secrets. */
  readonly facts?: object | undefined;
}

/** Where lines go. */
export interface Log {
  request(line: RequestLine): void;
  fault(fault: Fault): void;
  /** What an operator should know, in one sentence; neither it nor the facts hold secrets. */
  notice(text: string, facts?: object): void;
}

/** Says nothing; for tests. */
export const silentLog: Log = { request: () => {}, fault: () => {}, notice: () => {} };

export const logLevels = ["silent", "error", "warn", "info"] as const;
/** `info` has every request, `warn` notices and faults, `error` only faults. */
export type LogLevel = (typeof logLevels)[number];

/**
 * A log of JSON lines on a stream, standard error by default. Lines are written together, at least once a second; faults at
 * once. `flush` writes what is still held back.
 */
export function createLog(level: LogLevel, stream?: DestinationStream): Log & { flush(): void } {
  const destination = pino.destination({ fd: 2, sync: false, minLength: 4096, periodicFlush: 1000 });
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: nameLevel } },
    stream ?? destination,
  );
  const flush = (): void => (stream === undefined ? flushQuietly(destination) : undefined);
  return {
    request: (line) => logger.info({ ...line, ipAddress: maskAddress(line.ipAddress) }),
    fault: ({ where, requestId, cause, facts }) => {
      logger.error({ where, requestId, ...facts, fault: describeFault(cause) });
      flush();
    },
    notice: (text, facts) => logger.warn({ notice: text, ...facts }),
    flush,
  };
}

const nameLevel = (level: string): { level: string } => ({ level });

/** The file may not be open yet when a start fails at once; then there is nothing to flush. */
function flushQuietly(destination: { flushSync(): void }): void {
  try {
    destination.flushSync();
  } catch {
    // Losing buffered lines while going down is no reason to fail.
  }
}

/** An error as log fields: class, message, code, stack and causes. Other members, such as a query's parameters, stay out. */
export function describeFault(cause: unknown, depth = 5): Record<string, unknown> {
  if (!(cause instanceof Error)) return { type: typeof cause };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  const inner = cause.cause === undefined || depth === 0 ? undefined : describeFault(cause.cause, depth - 1);
  return { type: cause.name, message: cause.message, code, stack: cause.stack, cause: inner };
}

/** An address without its host part: IPv4 by /24, IPv6 by /48 (enough to see a pattern, too little to name a person). */
export function maskAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (plain.includes(".")) return plain.replace(/\.\d+$/, ".0");
  const groups = plain.split("::")[0]?.split(":") ?? [];
  return plain.includes(":") ? `${groups.slice(0, 3).join(":")}::` : plain;
}

/** Starts a stopwatch; calling the result tells the milliseconds since, to the microsecond. For log lines only. */
export function startStopwatch(): () => number {
  const start = performance.now();
  return () => Math.round((performance.now() - start) * 1000) / 1000;
}
