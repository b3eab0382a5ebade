/** Somebody at a terminal: reads what is drawn, and presses keys when a question is there. */
import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** Keys by name, as a terminal sends them. */
export const keys = {
  enter: "\r",
  down: "\u001B[B",
  up: "\u001B[A",
  space: " ",
  interrupt: "\u0003",
} as const;

/** A terminal that a test types at. */
export interface ScriptedTerminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Waits until a text is drawn that was not there at the last key; then presses keys, one after the other. */
  answer(text: string, ...pressed: readonly string[]): Promise<void>;
  /** Everything that was drawn, without colours and movements. */
  drawn(): string;
}

export function openScriptedTerminal(): ScriptedTerminal {
  const input = new PassThrough();
  let text = "";
  let seen = 0;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
      output.emit("drawn");
    },
  });
  // What is piped into a terminal does not close it.
  output.end = () => output;
  // Wide enough for the longest question, so that none is broken into lines.
  Object.assign(output, { isTTY: true, columns: 400, rows: 60 });
  const drawn = (): string => stripVTControlCharacters(text);
  return {
    input,
    output,
    drawn,
    async answer(wanted, ...pressed) {
      // Whoever asks draws in its own time.
      while (!drawn().slice(seen).includes(wanted)) await once(output, "drawn");
      for (const key of pressed) {
        seen = drawn().length;
        input.write(key);
        // Each key redraws the question, or ends it; only then does the next key mean something.
        while (drawn().length === seen) await once(output, "drawn");
      }
    },
  };
}
