import { expect, test } from "vitest";
import { decodeJWT } from "./jwt.ts";

const encode = (claims: unknown): string => Buffer.from(JSON.stringify(claims)).toString("base64url");

test("claims are read, accents and all, and the token stays what it was", () => {
  const token = `${encode({ alg: "none" })}.${encode({ sub: "1", name: "Adélaïde ☂" })}.signature`;
  const decoded = decodeJWT(token);
  expect(decoded.payload).toEqual({ sub: "1", name: "Adélaïde ☂" });
  expect(String(decoded)).toBe(token);
});

test.each(["", "a", "a.b", "a.b.c", `a.${encode("text")}.c`, `a.${encode({})}.b.c`])(
  "%j is no token",
  (token) => {
    expect(() => decodeJWT(token)).toThrow(expect.objectContaining({ name: "InvalidTokens" }));
  },
);
