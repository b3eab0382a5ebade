/** What went wrong in an author's module, told with the author's place and nothing of what lies between. */
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

/** An error as it crosses from one thread to another: outermost first, then what caused it. */
export interface Fault {
  readonly messages: readonly string[];
  readonly stacks: readonly string[];
}

/** Takes an error apart; what was thrown may be anything. */
export function takeApart(thrown: unknown): Fault {
  const messages: string[] = [];
  const stacks: string[] = [];
  for (let each = thrown; each !== undefined && messages.length < 8; each = causeOf(each)) {
    const message = each instanceof Error ? each.message : inspect(each);
    if (!messages.includes(message)) messages.push(message);
    if (each instanceof Error && each.stack !== undefined) stacks.push(each.stack);
  }
  return { messages, stacks };
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

/** A place in a file. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The sentences of a fault, the author's place above them and the lines around it below. */
export function wordFault(fault: Fault, root: string): string {
  const [first = "Something was thrown that is no error.", ...causes] = fault.messages;
  const place = findPlace(fault, root);
  const lines = [first, ...causes.map((cause) => `  because: ${cause}`)];
  if (place === undefined) return lines.join("\n");
  const where = `${relative(root, place.file)}:${place.line}:${place.column}`;
  return [where, ...lines, ...frameOf(place)].join("\n");
}

/** The innermost frame that stands in the project itself. */
function findPlace({ stacks }: Fault, root: string): Place | undefined {
  for (const stack of stacks.toReversed()) {
    const found = stack.split("\n").flatMap((line) => readFrame(line, root))[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

function readFrame(text: string, root: string): Place[] {
  const match = /(file:\/\/[^\s)]+?|\/[^\s():]+):(\d+)(?::(\d+))?\)?$/.exec(text);
  if (match === null) return [];
  const [, address = "", line, column = "1"] = match;
  const file = address.startsWith("file:") ? fileURLToPath(address) : address;
  const isOwn = file.startsWith(root + sep) && !file.includes(`${sep}node_modules${sep}`);
  return isOwn ? [{ file, line: Number(line), column: Number(column) }] : [];
}

/** Two lines before and after, the line itself marked. */
function frameOf({ file, line, column }: Place): string[] {
  let source: string[];
  try {
    source = readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
  const first = Math.max(1, line - 2);
  const shown = source.slice(first - 1, line + 2);
  const width = String(first + shown.length).length;
  const lines = shown.flatMap((text, at) => {
    const number = first + at;
    const left = `${number === line ? ">" : " "} ${String(number).padStart(width)} |`;
    const pointer = `  ${" ".repeat(width)} |${" ".repeat(column)}^`;
    return number === line ? [`${left} ${text}`, pointer] : [`${left} ${text}`.trimEnd()];
  });
  return ["", ...lines];
}

/** A stack for a terminal: the frames of the project, with paths that can be clicked, and none of anybody else's. */
export function wordStack({ messages, stacks }: Fault, root: string): string {
  const frames = (stacks.at(-1) ?? "").split("\n").filter((line) => readFrame(line, root).length > 0);
  const told = frames.map((line) =>
    line.replace(/file:\/\/[^\s)]+?(?=:\d)/, (url) => relative(root, fileURLToPath(url))),
  );
  return [messages.join(": "), ...told].join("\n");
}
