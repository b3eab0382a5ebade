import type { Flags } from "./command.ts";

/** The flag of commands that make something with many settings (read-input.ts reads it). */
export const settingsFlags: Flags = {
  settings: {
    value: "FILE",
    about: "JSON file with more members of the operation's input; - reads standard input.",
  },
};
