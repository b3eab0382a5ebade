// Collects what is wrong with a value and words it as the service does: one message for all violations, paths with the first
// letter of each member lower-cased, secrets as asterisks.
import { isJsonObject } from "./json.ts";

/** What a check has found so far, and where it stands. */
export interface Report {
  /** From the root to the value being looked at: `["userAttributes", "1", "member", "name"]`. */
  readonly path: string[];
  /** Worded violations, at most {@link mostSpelledOut} of them. */
  readonly violations: string[];
  /** All violations, also those not spelled out. */
  count: number;
  /** Where the first value of a wrong JSON type was. */
  wrongTypeAt: string | undefined;
  /** A message that takes the place of all others, see {@link reportSchemaType}. */
  instead: string | undefined;
}

/** One error text names this many violations; a body of a megabyte could hold a hundred thousand. */
const mostSpelledOut = 100;
/** A value is repeated up to this many characters. */
const longestShown = 2048;

/** A report for a new check. */
export function startReport(): Report {
  return { path: [], violations: [], count: 0, wrongTypeAt: undefined, instead: undefined };
}

/** Notes a value of a wrong JSON type; nothing else about the input matters then. */
export function reportWrongType(report: Report): undefined {
  report.wrongTypeAt ??= report.path.join(".");
}

/** A constraint that a value fails, and whether the value may be shown. */
export interface Violation {
  readonly value: unknown;
  readonly masked: boolean;
  readonly constraint: string;
}

/** Notes a value that fails a constraint. */
export function reportViolation(report: Report, violation: Violation): void {
  report.count += 1;
  if (report.violations.length >= mostSpelledOut) return;
  const shown = `'${violation.masked ? "***" : showValue(violation.value)}'`;
  report.violations.push(wordViolation(report, shown, violation.constraint));
}

/** Notes a required member that is missing; the value is printed as null without quotes. */
export function reportMissing(report: Report): void {
  report.count += 1;
  if (report.violations.length < mostSpelledOut)
    report.violations.push(wordViolation(report, "null", "Member must not be null"));
}

/** A quirk of the service: an unknown attribute type in a schema is reported without count or path, and in an order of its own. */
export function reportSchemaType(report: Report, value: string): void {
  report.count += 1;
  report.instead ??= `Validation error detected: Value '${clip(value)}' failed to satisfy constraint: Member must satisfy enum value set: [Boolean, Number, String, DateTime]`;
}

/** The message of an InvalidParameterException for all that was found. */
export function wordReport(report: Report): string {
  if (report.instead !== undefined) return report.instead;
  const errors = report.count === 1 ? "1 validation error" : `${report.count} validation errors`;
  return `${errors} detected: ${report.violations.join("; ")}`;
}

function wordViolation(report: Report, shown: string, constraint: string): string {
  return `Value ${shown} at '${clip(report.path.join("."))}' failed to satisfy constraint: ${constraint}`;
}

/** Lists and maps look as Java prints them; what lies deeper is left out, it may hold secrets. */
function showValue(value: unknown): string {
  if (Array.isArray(value)) return clip(`[${value.slice(0, longestShown).map(showElement).join(", ")}]`);
  if (!isJsonObject(value)) return showElement(value);
  const entries = Object.keys(value).slice(0, longestShown);
  return clip(`{${entries.map((key) => `${key}=${showElement(value[key])}`).join(", ")}}`);
}

function showElement(value: unknown): string {
  if (typeof value === "string") return clip(value);
  return typeof value === "object" ? "..." : JSON.stringify(value);
}

function clip(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}...`;
}
