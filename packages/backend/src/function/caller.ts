import { fileURLToPath } from "node:url";

/** Anything that can be left out of a stack. */
type Callee = (...args: never[]) => unknown;

/** The file that called `callee`; undefined if the engine does not tell. Call it from `callee` itself. */
export function callerOf(callee: Callee): string | undefined {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, callee);
  Error.stackTraceLimit = limit;
  const line = (holder.stack ?? "").split("\n").at(1) ?? "";
  const place = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?)(?:\?[^:)]*)?:\d+:\d+\)?$/.exec(
    line,
  )?.[1];
  if (place === undefined) return undefined;
  return place.startsWith("file://") ? fileURLToPath(place) : place;
}
