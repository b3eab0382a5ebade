import { afterEach, expect, test, vi } from "vitest";
import { generateDeviceVerifier } from "./device-verifier.ts";
import { modPow, modPowInTurns, modulo, mostAtOnce, powerInPieces } from "./modular.ts";
import { signPasswordClaim, srpGroup, startSrpInTurns, toHex } from "./srp.ts";

afterEach(() => vi.unstubAllGlobals());

const { N, g } = srpGroup;
/** Of so many bits, all of them set: no exponent of that length costs more. */
const ones = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

/** What BigInt itself makes of it; only small exponents end. */
const plainly = (base: bigint, exponent: bigint, modulus: bigint): bigint => base ** exponent % modulus;

test("powers are those of plain arithmetic, of small bases and of great ones", () => {
  for (const base of [0n, 1n, 2n, 3n, 0xffff_ffffn, 1n << 32n, ones(70)])
    for (const exponent of [0n, 1n, 15n, 16n, 255n, 1000n])
      for (const modulus of [1n, 2n, 97n, ones(61)])
        expect(modPow(base, exponent, modulus)).toBe(plainly(base, exponent, modulus));
});

test("a power in turns is the power", async () => {
  const base = modulo(ones(3000), N);
  expect(await modPowInTurns(base, ones(512), N)).toBe(modPow(base, ones(512), N));
});

test.each([
  ["the generator, 256 bits", g, 256],
  ["any base, 256 bits", ones(3000), 256],
  ["any base, 512 bits", ones(3000), 512],
  ["any base, 3072 bits", ones(3000), 3072],
])("no piece has more multiplications than are allowed at once: %s", (_name, base, bits) => {
  const counts = [...powerInPieces(base, ones(bits), N)];
  expect(Math.max(...counts)).toBeLessThanOrEqual(mostAtOnce);
  // At least one for each bit, and no more in the last piece than in the others.
  expect(counts.reduce((sum, count) => sum + count, mostAtOnce)).toBeGreaterThanOrEqual(bits);
});

const identity = { poolName: "Abc123XyZ", userId: "ada", password: "Correct-Horse-9", salt: "f0e1" };

test.each([
  ["begin", () => startSrpInTurns(new Uint8Array(32).fill(255)), 256],
  [
    "a password's proof",
    () =>
      signPasswordClaim({
        ...identity,
        a: ones(256),
        A: "2",
        B: toHex(N - 2n),
        secretBlock: "AAAA",
        timestamp: "now",
      }),
    // The verifier's exponent, and one as long as the key's and the product of two hashes.
    256 + 512,
  ],
  [
    "a device's verifier",
    () => generateDeviceVerifier({ deviceGroupKey: "-g", deviceKey: "k" }, new Uint8Array(56).fill(7)),
    256,
  ],
])("the page has a turn before each piece of %s", async (_name, work, bits) => {
  let turns = 0;
  vi.stubGlobal("scheduler", { yield: () => Promise.resolve(void (turns += 1)) });
  await work();
  expect(turns).toBeGreaterThanOrEqual(Math.floor(bits / mostAtOnce));
});

test.each([
  ["Node has", { scheduler: undefined }],
  ["older browsers have", { scheduler: undefined, setImmediate: undefined }],
  ["everything has", { scheduler: undefined, setImmediate: undefined, MessageChannel: undefined }],
])("turns are given with what %s", async (_name, surroundings) => {
  const told: string[] = [];
  const others = new Promise<void>((resolve) => {
    setTimeout(() => {
      told.push("another");
      resolve();
    });
  });
  for (const [name, value] of Object.entries(surroundings)) vi.stubGlobal(name, value);
  // Long enough that whoever came first is answered first, in however many turns.
  const power = modPowInTurns(ones(3000), ones(3072), N).then(() => told.push("the power"));
  await Promise.all([others, power]);
  expect(told).toEqual(["another", "the power"]);
});
