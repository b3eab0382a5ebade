import { Worker } from "node:worker_threads";

/**
 * What the thread runs. A text, because sources and what is built from them have different file names; it is ours, and what it
 * works on comes as data.
 */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
import(workerData.library).then(({ default: { hashSync } }) => {
  parentPort.postMessage(hashSync(workerData.password, workerData.salt));
});
`;

/** Where the library is, found from here. */
const library: string = import.meta.resolve("bcryptjs");

/**
 * The bcrypt hash of a password, as text. Node has none of its own, and in JavaScript it takes long, so each runs on a thread of
 * its own: others are answered meanwhile.
 *
 * @param salt version, cost and salt, as a hash begins: `$2b$12$` and 22 characters.
 */
export function hashByBcrypt(password: string, salt: string): Promise<string> {
  const worker = new Worker(program, {
    eval: true,
    workerData: { library, password, salt },
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 32 },
  });
  return new Promise((resolve, reject) => {
    worker.once("message", (text: string) => resolve(text));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread for bcrypt ended without an answer")));
  });
}
