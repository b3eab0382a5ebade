/**
 * Password hashes that people bring from elsewhere: which texts are hashes, and which of them are cheap enough to be checked
 * by a server that answers others meanwhile. The forms are those of the PHC string format; PBKDF2 also as passlib writes it, bcrypt as it always was.
 */
import type { PasswordHashingAlgorithmType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import { decodeBcrypt, type ForeignHash } from "../../kernel/foreign-hash.ts";

type Algorithm = PasswordHashingAlgorithmType;

/**
 * Reads a hash.
 *
 * @throws InvalidParameterException if it is none of the algorithm's, or one that would cost too much.
 */
export function readPasswordHash(algorithm: Algorithm, text: string): ForeignHash {
  const hash = readers[algorithm](text);
  if (hash === undefined)
    throw invalidParameter(`The password hash is not one of ${algorithm}.`, "import_hash");
  if (hash.salt.length < 8 || hash.salt.length > 64 || hash.digest.length < 16 || hash.digest.length > 64)
    throw invalidParameter("The password hash or its salt is too short or too long.", "import_hash");
  if (!isAffordable(hash))
    throw invalidParameter("The password hash would take too much time or memory to check.", "import_hash");
  return hash;
}

const readers: Readonly<Record<Algorithm, (text: string) => ForeignHash | undefined>> = {
  ARGON2ID: readArgon2id,
  SCRYPT: readScrypt,
  PBKDF2_SHA256: readPbkdf2,
  BCRYPT: readBcrypt,
};

function readArgon2id(text: string): ForeignHash | undefined {
  const found = /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})\$([\w+/]+)\$([\w+/]+)$/.exec(text);
  if (found === null) return undefined;
  const [, memory, passes, parallelism, salt = "", digest = ""] = found;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { algorithm: "argon2id", ...cost, ...decode(salt, digest) };
}

function readScrypt(text: string): ForeignHash | undefined {
  const found = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,6}),p=(\d{1,6})\$([\w+/]+)\$([\w+/]+)$/.exec(text);
  if (found === null) return undefined;
  const [, logarithm, blockSize, parallelism, salt = "", digest = ""] = found;
  const cost = {
    cost: 2 ** Number(logarithm),
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
  };
  return { algorithm: "scrypt", ...cost, ...decode(salt, digest) };
}

/** Passlib leaves the name of the number out, and writes a dot for the plus sign. */
function readPbkdf2(text: string): ForeignHash | undefined {
  const found = /^\$pbkdf2-sha256\$(?:i=)?(\d{1,9})(?:,l=\d{1,2})?\$([\w+/.]+)\$([\w+/.]+)$/.exec(text);
  if (found === null) return undefined;
  const [, iterations, salt = "", digest = ""] = found;
  return { algorithm: "pbkdf2-sha256", iterations: Number(iterations), ...decode(salt, digest) };
}

/** Version 2a of before, 2b, and 2y as PHP writes it: the same for every password that is text. */
function readBcrypt(text: string): ForeignHash | undefined {
  const found = /^\$2[aby]\$(\d\d)\$([A-Za-z0-9./]{22})([A-Za-z0-9./]{31})$/.exec(text);
  if (found === null) return undefined;
  const [, cost, salt = "", digest = ""] = found;
  const decoded = { salt: decodeBcrypt(salt), digest: decodeBcrypt(digest) };
  return { algorithm: "bcrypt", cost: Number(cost), text, ...decoded };
}

function decode(salt: string, digest: string): { salt: Buffer; digest: Buffer } {
  return { salt: fromBase64(salt), digest: fromBase64(digest) };
}

const fromBase64 = (text: string): Buffer => Buffer.from(text.replaceAll(".", "+"), "base64");

const mebibyte = 1024 * 1024;

/** At most 128 MiB of memory, and a second or so of one core. */
function isAffordable(hash: ForeignHash): boolean {
  switch (hash.algorithm) {
    case "argon2id":
      // In KiB. Each lane needs at least eight of them (RFC 9106 section 3.1).
      return (
        hash.passes >= 1 &&
        hash.parallelism >= 1 &&
        hash.parallelism <= 16 &&
        hash.memory >= 8 * hash.parallelism &&
        hash.memory <= 128 * 1024 &&
        hash.memory * hash.passes <= 512 * 1024
      );
    case "scrypt": {
      const { cost, blockSize, parallelism } = hash;
      if (cost < 2 || blockSize < 1 || parallelism < 1) return false;
      return 128 * cost * blockSize <= 128 * mebibyte && cost * blockSize * parallelism <= 2 * mebibyte;
    }
    case "pbkdf2-sha256":
      return hash.iterations >= 1 && hash.iterations <= 2_000_000;
    case "bcrypt":
      return hash.cost >= 4 && hash.cost <= 13;
  }
}
