import type { Step } from "../completion.ts";

/** For fish 3.4 and newer: `poolhouse completion fish | source`. */
export function fishScript(steps: readonly Step[]): string {
  const lines = steps.flatMap(({ words, next, flags }) => {
    const here = quote(`__poolhouse_at ${words.join(" ")}`.trimEnd());
    const behind = quote(`__poolhouse_behind ${words.join(" ")}`);
    return [
      ...next.map(({ word, about }) => `complete -c poolhouse -n ${here} -f -a ${word} -d ${quote(about)}`),
      ...flags.map(({ name, about, value, choices }) => {
        const values = choices === undefined ? "" : ` -f -a ${quote(choices.join(" "))}`;
        return `complete -c poolhouse -n ${behind} -l ${name}${value === undefined ? "" : " -r"}${values} -d ${quote(about)}`;
      }),
    ];
  });
  return `function __poolhouse_typed
  commandline -opc | string match -v -- '-*' | tail -n +2
end
function __poolhouse_at
  test "$(__poolhouse_typed | string join ' ')" = "$argv"
end
function __poolhouse_behind
  set -l typed (__poolhouse_typed)
  test "$typed[1..$(count $argv)]" = "$argv"
end
${lines.join("\n")}`;
}

/** In single quotes only the quote and the backslash mean anything. */
const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
