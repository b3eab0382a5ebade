import { appendFileSync } from "node:fs";
import type { LogOptions } from "./options.ts";

/** Takes the lines that functions print to where somebody wants to read them. */
export function createFunctionLog({
  isShown,
  names,
  file,
}: LogOptions): (name: string, line: string) => void {
  return (name, line) => {
    if (!isShown || (names.length > 0 && !names.some((pattern) => pattern.test(name)))) return;
    const text = `[${name}] ${line}`;
    if (file === undefined) console.log(text);
    else appendFileSync(file, `${text}\n`);
  };
}
