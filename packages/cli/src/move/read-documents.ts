/**
 * Finds the objects in a text that is too long to be parsed whole: JSON lines, or the pretty document of a tool that printed a
 * list. It holds one object at a time.
 */

/** The longest object; a user of Cognito has 100 kB at most. */
const longest = 1024 * 1024;

/**
 * The objects of a text: each at its top level, or the elements of `list` where a top-level object has such a member.
 *
 * @throws SyntaxError if what looks like an object is none.
 * @example for await (const user of readDocuments(chunks, "Users")) …
 */
export async function* readDocuments(
  chunks: AsyncIterable<string>,
  list: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const scanner = new Scanner(list);
  for await (const chunk of chunks)
    for (const character of chunk) {
      const found = scanner.take(character);
      if (found !== undefined) yield parse(found);
    }
  if (scanner.isInside) throw new SyntaxError("The text ends in the middle of an object.");
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null) return { ...value };
  throw new SyntaxError("An object is expected.");
}

/** Knows where in the text it is; every character goes through it. */
class Scanner {
  readonly #list: string;
  #depth = 0;
  /** The depth of the objects that are wanted: 1, 2 where the text is a list, 3 inside the member. */
  #level = 1;
  #inString = false;
  #isEscaped = false;
  #string = "";
  /** What was read of the object. */
  #text = "";

  constructor(list: string) {
    this.#list = list;
  }

  get isInside(): boolean {
    return this.#depth > 0;
  }

  /** The object that ends with this character. */
  take(character: string): string | undefined {
    if (this.#depth > 0) this.#text += character;
    if (this.#text.length > longest) throw new SyntaxError("An object is too long.");
    if (this.#inString) return this.#inText(character);
    switch (character) {
      case '"':
        this.#inString = true;
        this.#string = "";
        return undefined;
      case "{":
      case "[":
        return this.#open(character);
      case "}":
      case "]":
        return this.#close();
      default:
        return undefined;
    }
  }

  #inText(character: string): undefined {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === "\\") this.#isEscaped = true;
    else if (character === '"') this.#inString = false;
    else if (this.#depth === 1) this.#string += character;
  }

  #open(character: "{" | "["): undefined {
    this.#depth += 1;
    if (this.#depth === 1 && character === "[") this.#level = 2;
    if (this.#depth === 2 && character === "[" && this.#string === this.#list) this.#level = 3;
    if (this.#depth === this.#level) this.#text = character;
  }

  #close(): string | undefined {
    const wasLevel = this.#level;
    const text = this.#depth === wasLevel ? this.#text : undefined;
    this.#depth -= 1;
    // What surrounds the objects that were wanted is not wanted itself.
    if (this.#depth === 0) this.#level = 1;
    if (text !== undefined || this.#depth === 0) this.#text = "";
    return text;
  }
}
