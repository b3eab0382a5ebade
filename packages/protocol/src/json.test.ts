import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deepestNesting, parseBody } from "./json.ts";

const refused = {
  ok: false,
  error: { type: "SerializationException", message: "Unable to parse request body" },
};
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

test("an empty body is an empty object", () => {
  expect(parseBody("")).toEqual({ ok: true, value: {} });
});

describe("a body is refused that", () => {
  const bodies: Record<string, string> = {
    "is cut off": '{"a":',
    "is blank": " ",
    "has a trailing comma": '{"a":1,}',
    "begins with a byte order mark": "\ufeff{}",
    "is followed by more": "{} {}",
    "is a list": "[]",
    "is a text": '"a"',
    "is a number": "1",
    "is null": "null",
    "gives a key twice": '{"a":1,"a":1}',
    "gives a key twice, once escaped": '{"a":1,"\\u0061":2}',
    "gives a key twice deep inside": '{"a":[{"b":{"c":1,"d":2,"c":3}}]}',
    "hides a whole object behind a repeated key": '{"a":{"b":1,"c":2},"a":{}}',
    "gives __proto__ twice": '{"__proto__":1,"__proto__":2}',
    "nests too deep": nested(deepestNesting + 1),
    "is nothing but brackets": "[".repeat(1_000_000),
    "closes more than it opens": "}",
    "holds a NUL": '{"a":"\\u0000"}',
    "holds half a surrogate pair": '{"a":["b\\uD800"]}',
    "holds a pair the wrong way round": '{"a":{"b":"\\udc00\\ud800"}}',
    "has half a pair for a key": '{"\\udc00":1}',
  };
  test.for(Object.entries(bodies))("%s", ([, text]) => {
    expect(parseBody(text)).toEqual(refused);
  });
});

test("nesting is allowed up to the limit, and side by side without one", () => {
  expect(parseBody(nested(deepestNesting)).ok).toBe(true);
  expect(parseBody(`{"a":[${"[],".repeat(1000)}[]]}`).ok).toBe(true);
});

test("one key may stand in several objects, and colons and quotes in texts are not counted", () => {
  const value = { a: { a: 'x":{[' }, b: [{ a: "\\" }, { a: '\\"' }], ":": "{}" };
  expect(parseBody(JSON.stringify(value))).toEqual({ ok: true, value });
});

test("__proto__ is a key like any other", () => {
  const parsed = parseBody('{"__proto__":{"admin":true},"constructor":1}');
  expect(parsed.ok && Object.keys(parsed.value)).toEqual(["__proto__", "constructor"]);
  expect("admin" in {}).toBe(false);
});

test.each(['{"a":"\\ud83d\\ude00"}', '{"a":"\\\\u0000"}', '{"a":"\\u0001"}'])(
  "an escape that stands for text is read: %s",
  (text) => {
    expect(parseBody(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
  },
);

test("whatever JSON.parse reads without repeated keys is read alike", () => {
  const objects = fc
    .dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 3 }))
    .map((value) => JSON.stringify(value).replaceAll("\\u0000", "\\u0001"));
  fc.assert(
    fc.property(objects, fc.constantFrom(undefined, 1, "\t"), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), undefined, indent);
      expect(parseBody(spaced)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
    }),
    { seed: 8259, numRuns: 150 },
  );
});

test("no text makes it throw", () => {
  const pieces = fc.constantFrom("{", "}", "[", "]", '"', "\\", ":", ",", "a", "1", " ", "null");
  fc.assert(
    fc.property(
      fc.array(pieces).map((parts) => parts.join("")),
      (text) => {
        expect(typeof parseBody(text).ok).toBe("boolean");
      },
    ),
    { seed: 8259, numRuns: 2000 },
  );
});
