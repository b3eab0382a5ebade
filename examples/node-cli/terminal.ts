/** Questions in a terminal: what is secret is not shown while it is typed. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

export interface Terminal {
  ask(question: string): Promise<string>;
  askSecret(question: string): Promise<string>;
  say(text: string): void;
  close(): void;
}

/** The terminal of this process. Ctrl-C, or the end of the input, calls `gone`. */
export function openTerminal(gone: () => void): Terminal {
  let isMuted = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isMuted) process.stdout.write(chunk);
      done();
    },
  });
  const { isTTY } = process.stdin;
  const lines = createInterface({ input: process.stdin, output, terminal: isTTY });
  lines.once("close", gone).once("SIGINT", () => lines.close());
  const ask = async (question: string): Promise<string> => (await lines.question(`${question} `)).trim();
  return {
    ask,
    async askSecret(question) {
      const answer = lines.question(`${question} `);
      isMuted = isTTY;
      try {
        return await answer;
      } finally {
        isMuted = false;
        if (isTTY) process.stdout.write("\n");
      }
    },
    say: (text) => console.log(text),
    close() {
      lines.off("close", gone);
      lines.close();
    },
  };
}
