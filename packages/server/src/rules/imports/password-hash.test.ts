import { describe, expect, test } from "vitest";
import { hashByBcrypt } from "../../kernel/bcrypt.ts";
import { matchesForeignHash } from "../../kernel/foreign-hash.ts";
import { readPasswordHash } from "./password-hash.ts";

/** From the test suite of the Argon2 reference implementation, RFC 7914 section 12, jBCrypt, and
 * RFC 6070's vectors as they are published for SHA-256, in passlib's writing. */
const known = [
  [
    "ARGON2ID",
    "password",
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  ],
  [
    "SCRYPT",
    "pleaseletmein",
    `$scrypt$ln=14,r=8,p=1$${toBase64(Buffer.from("SodiumChloride"))}$${toBase64(
      Buffer.from(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2" +
          "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        "hex",
      ),
    )}`,
  ],
  [
    "PBKDF2_SHA256",
    "passwordPASSWORDpassword",
    `$pbkdf2-sha256$4096$${toBase64(Buffer.from("saltSALTsaltSALTsaltSALTsaltSALTsalt"))}$${toBase64(
      Buffer.from("348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1c635518c7dac47e9", "hex"),
    ).replaceAll("+", ".")}`,
  ],
  ["BCRYPT", "abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"],
  ["BCRYPT", "abc", "$2y$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"],
] as const;

function toBase64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}

describe("an imported password hash", () => {
  test.each(known)("of %s is of its password and of no other", async (algorithm, password, text) => {
    const hash = readPasswordHash(algorithm, text);
    expect(await matchesForeignHash(hash, password)).toBe(true);
    expect(await matchesForeignHash(hash, `${password}!`)).toBe(false);
  });

  test("of PBKDF2 may name its number", () => {
    const [, , text] = known[2];
    const named = text.replace("$4096$", "$i=4096,l=40$");
    expect(readPasswordHash("PBKDF2_SHA256", named)).toEqual(readPasswordHash("PBKDF2_SHA256", text));
  });

  const tail = `${"A".repeat(22)}$${"A".repeat(43)}`;
  test.each([
    ["ARGON2ID", `$argon2id$v=19$m=131073,t=1,p=1$${tail}`, "too much time or memory"],
    ["ARGON2ID", `$argon2id$v=19$m=131072,t=5,p=1$${tail}`, "too much time or memory"],
    ["ARGON2ID", `$argon2id$v=19$m=7,t=1,p=1$${tail}`, "too much time or memory"],
    ["ARGON2ID", `$argon2id$v=19$m=999999999,t=0,p=999999999$${tail}`, "too much time or memory"],
    ["ARGON2ID", `$argon2i$v=19$m=65536,t=2,p=1$${tail}`, "not one of ARGON2ID"],
    ["SCRYPT", `$scrypt$ln=30,r=8,p=1$${tail}`, "too much time or memory"],
    ["SCRYPT", `$scrypt$ln=0,r=8,p=1$${tail}`, "too much time or memory"],
    ["SCRYPT", `$scrypt$ln=14,r=8,p=999999$${tail}`, "too much time or memory"],
    ["PBKDF2_SHA256", `$pbkdf2-sha256$999999999$${tail}`, "too much time or memory"],
    ["PBKDF2_SHA256", "$pbkdf2-sha256$6400$AAAA$AAAA", "too short or too long"],
    ["PBKDF2_SHA256", `$pbkdf2-sha256$6400$${tail}${"A".repeat(60)}`, "too short or too long"],
    ["SCRYPT", "", "not one of SCRYPT"],
    ["BCRYPT", `$2b$14$${"a".repeat(53)}`, "too much time or memory"],
    ["BCRYPT", `$2b$03$${"a".repeat(53)}`, "too much time or memory"],
    ["BCRYPT", `$2x$10$${"a".repeat(53)}`, "not one of BCRYPT"],
    ["BCRYPT", `$2b$10$${"a".repeat(54)}`, "not one of BCRYPT"],
    ["BCRYPT", `$2b$10$${"_".repeat(53)}`, "not one of BCRYPT"],
  ] as const)("of %s is refused as %s", (algorithm, text, message) => {
    expect(() => readPasswordHash(algorithm, text)).toThrow(message);
  });

  test("of bcrypt looks at 72 bytes, as bcrypt does, and at no fewer", async () => {
    const head = "$2b$04$abcdefghijklmnopqrstuu";
    const text = await hashByBcrypt("a".repeat(80), head);
    const hash = readPasswordHash("BCRYPT", text);
    expect(await matchesForeignHash(hash, "a".repeat(72))).toBe(true);
    expect(await matchesForeignHash(hash, "a".repeat(71))).toBe(false);
  });
});
