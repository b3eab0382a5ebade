import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase32, encodeBase32 } from "./base32.ts";
import { decodeBase64, encodeBase64, utf8 } from "./bytes.ts";

test("the vectors of RFC 4648 section 10 hold, padding aside", () => {
  const vectors: Record<string, string> = {
    "": "",
    f: "MY",
    fo: "MZXQ",
    foo: "MZXW6",
    foob: "MZXW6YQ",
    fooba: "MZXW6YTB",
    foobar: "MZXW6YTBOI",
  };
  for (const [text, spelt] of Object.entries(vectors)) {
    expect(encodeBase32(utf8(text))).toBe(spelt);
    expect(decodeBase32(spelt)).toEqual(utf8(text));
  }
});

test("every byte string has one spelling and comes back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }),
    { seed: 4648 },
  );
});

test.for(["A", "AAA", "AAAAAA", "MZ", "my", "MY======", "M Y", "M1", "😀A"])("%s is no base32", (text) => {
  expect(decodeBase32(text)).toBeUndefined();
});

test.for(["A", "AA", "AAA", "A===", "AA=A", "AA==AA==", "-_==", "AA\n=", "AAA*"])(
  "%j is no base64",
  (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  },
);
