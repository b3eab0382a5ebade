// Values as TypeScript, laid out as a person would.

/** Code that stands as it is, where everything else is data. */
export interface Code {
  readonly code: string;
}

/** Data with code in it; members without a value are left out. */
export type Source =
  | string
  | number
  | boolean
  | Code
  | readonly Source[]
  | { readonly [name: string]: Source | undefined };

/** Stands in the source as it is. */
export const code = (text: string): Code => ({ code: text });

/** Up to which a list or an object stands in one line. */
const width = 80;

/**
 * A value as an expression.
 *
 * @param indent spaces that the line begins with on which the expression starts.
 * @example expression({ totp: true }, 0); // "{ totp: true }"
 */
export function expression(value: Source, indent: number): string {
  if (typeof value !== "object") return JSON.stringify(value);
  if (isCode(value)) return value.code;
  const [open, close, parts] = isList(value) ? listParts(value, indent) : memberParts(value, indent);
  if (parts.length === 0) return `${open}${close}`;
  const space = open === "{" ? " " : "";
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (!line.includes("\n") && indent + line.length <= width) return line;
  const inner = " ".repeat(indent + 2);
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${" ".repeat(indent)}${close}`;
}

type Parts = [open: string, close: string, parts: string[]];

const listParts = (list: readonly Source[], indent: number): Parts => [
  "[",
  "]",
  list.map((each) => expression(each, indent + 2)),
];

function memberParts(members: { readonly [name: string]: Source | undefined }, indent: number): Parts {
  const parts = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [memberOf(name, expression(value, indent + 2))],
  );
  return ["{", "}", parts];
}

/** A variable of the member's own name is named once. */
const memberOf = (name: string, value: string): string =>
  name === value ? name : `${nameOf(name)}: ${value}`;

const nameOf = (name: string): string => (/^[a-zA-Z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const isList = (value: object): value is readonly Source[] => Array.isArray(value);

const isCode = (value: object): value is Code =>
  "code" in value && typeof value.code === "string" && Object.keys(value).length === 1;

/**
 * A message as the function that Amplify's definitions have, with the code where its place is held.
 *
 * @example messageFunction("Your code is {####}"); // (createCode) => `Your code is ${createCode()}`
 */
export function messageFunction(text: string): Code {
  const literal = text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`).replaceAll("{####}", "${createCode()}");
  return code(`(createCode) => \`${literal}\``);
}
