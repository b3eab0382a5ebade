import { argon2, pbkdf2, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { hashByBcrypt } from "./bcrypt.ts";
import { equalSecrets } from "./digests.ts";
import { ServiceError } from "./errors.ts";

/** A password hash that another system made. */
export type ForeignHash = {
  readonly salt: Buffer;
  readonly digest: Buffer;
} & (
  | {
      readonly algorithm: "argon2id";
      /** KiB. */
      readonly memory: number;
      readonly passes: number;
      readonly parallelism: number;
    }
  | {
      readonly algorithm: "scrypt";
      /** N, a power of two. */
      readonly cost: number;
      readonly blockSize: number;
      readonly parallelism: number;
    }
  | { readonly algorithm: "pbkdf2-sha256"; readonly iterations: number }
  | {
      readonly algorithm: "bcrypt";
      /** The binary logarithm of the rounds. */
      readonly cost: number;
      /** The whole hash as it was written. */
      readonly text: string;
    }
);

/**
 * Whether the hash is of this password (RFC 9106, RFC 7914, RFC 8018, bcrypt). It takes up to a second and 128 MiB, on a thread of
 * its own, so there is one at a time, and a short queue.
 *
 * @throws TooManyRequestsException if too many wait already.
 */
export async function matchesForeignHash(hash: ForeignHash, password: string): Promise<boolean> {
  return equalSecrets(await inLine(() => compute(hash, password)), hash.digest);
}

const longestQueue = 16;
const queue = { length: 0, last: Promise.resolve<unknown>(undefined) };

function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (queue.length >= longestQueue)
    throw new ServiceError("TooManyRequestsException", "Rate exceeded", "imported_hashes_queue");
  queue.length += 1;
  const turn = queue.last.then(work).finally(() => {
    queue.length -= 1;
  });
  queue.last = turn.catch(() => undefined);
  return turn;
}

const deriveByPbkdf2 = promisify(pbkdf2);

function compute(hash: ForeignHash, password: string): Promise<Buffer> {
  switch (hash.algorithm) {
    case "argon2id":
      return deriveByArgon2(hash, password);
    case "scrypt":
      return deriveByScrypt(hash, password);
    case "pbkdf2-sha256":
      return deriveByPbkdf2(password, hash.salt, hash.iterations, hash.digest.length, "sha256");
    case "bcrypt":
      return deriveByBcrypt(hash, password);
  }
}

/** Characters before the digest: version, cost and salt. */
const bcryptHead = 29;

async function deriveByBcrypt({ text }: { text: string }, password: string): Promise<Buffer> {
  const computed = await hashByBcrypt(password, text.slice(0, bcryptHead));
  return decodeBcrypt(computed.slice(bcryptHead));
}

const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 with the alphabet of bcrypt. */
export function decodeBcrypt(text: string): Buffer {
  const usual = text.replaceAll(/./g, (character) => base64Alphabet[bcryptAlphabet.indexOf(character)] ?? "");
  return Buffer.from(usual, "base64");
}

function deriveByArgon2(
  hash: Extract<ForeignHash, { algorithm: "argon2id" }>,
  password: string,
): Promise<Buffer> {
  const { salt: nonce, memory, passes, parallelism } = hash;
  const parameters = { message: password, nonce, memory, passes, parallelism, tagLength: hash.digest.length };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, derived) => (error === null ? resolve(derived) : reject(error)));
  });
}

/** What OpenSSL needs beside the 128 · N · r bytes of the algorithm. */
const spare = 32 * 1024 * 1024;

function deriveByScrypt(
  hash: Extract<ForeignHash, { algorithm: "scrypt" }>,
  password: string,
): Promise<Buffer> {
  const { cost, blockSize, parallelism: parallelization } = hash;
  const options = { cost, blockSize, parallelization, maxmem: 128 * cost * blockSize + spare };
  return new Promise((resolve, reject) => {
    scrypt(password, hash.salt, hash.digest.length, options, (error, derived) =>
      error === null ? resolve(derived) : reject(error),
    );
  });
}
