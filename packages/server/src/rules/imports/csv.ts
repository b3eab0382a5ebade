/**
 * The lines of an import file (contract: CSV import). It is a simpler thing than RFC 4180: a line is a row, quotes are
 * characters like others, and a comma that is part of a value has a backslash before it.
 */

/** The most characters of a line. */
export const longestLine = 16_000;

/** UTF-8 takes at most four bytes for a character that counts as two, and three for one that counts as one. */
export const longestLineBytes: number = 3 * longestLine;

/**
 * The values of a line, without the blanks around them. Only `\,` is an escape; every other backslash stands for itself.
 *
 * @example splitLine("ada, 12 Example Street\\, London,"); // ["ada", "12 Example Street, London", ""]
 */
export function splitLine(line: string): string[] {
  return line.split(/(?<!\\),/).map((value) => value.replaceAll("\\,", ",").trim());
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a line's bytes; undefined if they are not UTF-8 or hold a NUL, which no database takes. */
export function decodeLine(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    // A fatal decoder throws for what is not UTF-8; here that is an answer.
    return undefined;
  }
}
