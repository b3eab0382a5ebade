import type { Step } from "../completion.ts";

/** For zsh with its completion system loaded: `eval "$(poolhouse completion zsh)"`. */
export function zshScript(steps: readonly Step[]): string {
  const cases = steps.toReversed().map(({ words, next, flags }) => {
    const typed = words.join(" ");
    const pattern = `${quote(typed)}${flags.length > 0 ? `|${quote(`${typed} `)}*` : ""}`;
    const choices = [
      ...next.map(({ word, about }) => quote(`${escape(word)}:${about}`)),
      ...flags.map(({ name, about }) => quote(`--${escape(name)}:${about}`)),
    ];
    return `    ${pattern}) choices=(${choices.join(" ")}) ;;`;
  });
  return `#compdef poolhouse
_poolhouse() {
  local -a choices
  case "\${(j: :)words[2,CURRENT-1]}" in
${cases.join("\n")}
  esac
  _describe 'poolhouse' choices || _files
}
compdef _poolhouse poolhouse`;
}

/** In single quotes nothing means anything but the quote itself. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** A colon would end the word and begin its meaning. */
const escape = (text: string): string => text.replaceAll(":", "\\:");
