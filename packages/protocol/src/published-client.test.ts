import { createHash, createHmac } from "node:crypto";
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToHex, bytesToInteger, utf8 } from "./bytes.ts";
import { computeDeviceVerifier, formatDeviceVerifier, parseDeviceVerifier } from "./device-verifier.ts";
import {
  computeVerifier,
  derivePasswordKey,
  pad,
  scramblingInput,
  serverPublicValue,
  serverSecret,
  sessionKeyInfo,
  srpGroup,
  startSrp,
  toHex,
  type SrpExchange,
} from "./srp.ts";

// The parts of the published client that are compared; its CommonJS files carry no types.
interface BigInteger {
  toString(radix: number): string;
}
interface AuthenticationHelper {
  poolName: string;
  smallAValue: BigInteger;
  largeAValue: BigInteger;
  getPasswordAuthenticationKey(
    userId: string,
    password: string,
    B: BigInteger,
    salt: BigInteger,
    done: (error: unknown, key: Uint8Array) => void,
  ): void;
  generateHashDevice(group: string, key: string, done: (error: unknown) => void): void;
  getRandomPassword(): string;
  getSaltDevices(): string;
  getVerifierDevices(): string;
}

const require = createRequire(import.meta.url);
const load = <T>(path: string): T => (require(path) as { default: T }).default; // Babel's form of a default export.
const Helper = load<new (poolName: string) => AuthenticationHelper>(
  "amazon-cognito-identity-js/lib/AuthenticationHelper.js",
);
const Integer = load<new (text: string, radix: number) => BigInteger>(
  "amazon-cognito-identity-js/lib/BigInteger.js",
);

const hexToBase64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");
const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

// The client's own BigInteger is slow, and its constructor makes a public value: one client serves all rounds.
const helper = new Helper("unused");

function publishedKey({ A, ...exchange }: SrpExchange): Promise<string> {
  helper.poolName = exchange.poolName;
  helper.smallAValue = new Integer(toHex(exchange.a), 16);
  helper.largeAValue = new Integer(A, 16);
  const [B, salt] = [new Integer(exchange.B, 16), new Integer(exchange.salt, 16)];
  return new Promise((resolve) => {
    helper.getPasswordAuthenticationKey(exchange.userId, exchange.password, B, salt, (_error, key) => {
      resolve(bytesToHex(key));
    });
  });
}

function serverKey(S: bigint, u: bigint): string {
  const prk = createHmac("sha256", pad(u)).update(pad(S)).digest();
  return createHmac("sha256", prk).update(sessionKeyInfo).digest("hex").slice(0, 32);
}

test("the published client and this one make the same public value", () => {
  const a = BigInt(`0x${helper.smallAValue.toString(16)}`);
  expect(startSrp(pad(a)).A).toBe(helper.largeAValue.toString(16));
});

const salts = fc.oneof(
  fc.uint8Array({ minLength: 16, maxLength: 16 }),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => bytes.with(0, 0x80 | (bytes[0] ?? 0))),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => bytes.with(0, 0)),
);

test("the published client and this one find the same key as the server, whoever the user is", async () => {
  const users = fc.record({
    poolName: fc.stringMatching(/^[0-9A-Za-z]{9}$/),
    userId: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
    password: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
    salt: salts.map((bytes) => toHex(bytesToInteger(bytes))),
    random: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    b: fc.bigInt({ min: 1n << 255n, max: (1n << 256n) - 1n }),
  });
  await fc.assert(
    fc.asyncProperty(users, async ({ random, b, ...identity }) => {
      fc.pre(random.some((byte) => byte !== 0));
      const { a, A } = startSrp(random);
      const v = await computeVerifier(identity);
      const B = serverPublicValue(srpGroup, v, b);
      const exchange = { ...identity, a, A, B: toHex(B) };
      const key = await publishedKey(exchange);
      expect(bytesToHex(await derivePasswordKey(exchange))).toBe(key);
      const publicA = BigInt(`0x${A}`);
      const u = bytesToInteger(sha256(scramblingInput(publicA, B)));
      expect(serverKey(serverSecret(srpGroup, { A: publicA, v, u, b }), u)).toBe(key);
    }),
    { seed: 5054, numRuns: 30 },
  );
}, 60_000);

test("what the published client sends for a new device is read, and is the verifier of its password", async () => {
  const device = {
    deviceGroupKey: "-GroupKey1",
    deviceKey: "us-east-1_11111111-2222-4333-8444-555555555555",
  };
  for (let round = 0; round < 8; round += 1) {
    await new Promise((resolve) => {
      helper.generateHashDevice(device.deviceGroupKey, device.deviceKey, resolve);
    });
    const wire = {
      Salt: hexToBase64(helper.getSaltDevices()),
      PasswordVerifier: hexToBase64(helper.getVerifierDevices()),
    };
    const read = parseDeviceVerifier(wire);
    expect(read).toBeDefined();
    if (read === undefined) return;
    expect(formatDeviceVerifier(read)).toEqual(wire);
    expect(await computeDeviceVerifier(device, helper.getRandomPassword(), read.salt)).toEqual(read);
  }
}, 60_000);

test("text is hashed as UTF-8", () => {
  expect(bytesToHex(utf8("ä€😀"))).toBe(Buffer.from("ä€😀").toString("hex"));
});
