import type { Step } from "../completion.ts";

/** For bash 3.2 and newer: `eval "$(poolhouse completion bash)"`. */
export function bashScript(steps: readonly Step[]): string {
  // The longest beginning counts, so it comes first.
  const cases = steps.toReversed().map(({ words, next, flags }) => {
    const typed = words.join(" ");
    const choices = [...next.map(({ word }) => word), ...flags.map(({ name }) => `--${name}`)];
    return `    '${typed}'${flags.length > 0 ? `|'${typed} '*` : ""}) words='${choices.join(" ")}' ;;`;
  });
  const valued = steps.flatMap(({ flags }) => flags.filter(({ value }) => value !== undefined));
  const chosen = valued.filter(({ choices }) => choices !== undefined);
  const lists = new Map(chosen.map(({ name, choices = [] }) => [name, choices.join(" ")]));
  const free = new Set(valued.map(({ name }) => name).filter((name) => !lists.has(name)));
  return `_poolhouse() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=''
  local typed="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${[...lists].map(([name, choices]) => `    --${name}) words='${choices}' ;;`).join("\n")}
    ${[...free].map((name) => `--${name}`).join("|")}) ;;
    *) case "$typed" in
${cases.join("\n")}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _poolhouse poolhouse`;
}
