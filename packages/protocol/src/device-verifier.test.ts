import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bytesToHex, bytesToInteger, concatBytes, encodeBase64 } from "./bytes.ts";
import {
  computeDeviceVerifier,
  deviceRandomLength,
  formatDeviceVerifier,
  generateDeviceVerifier,
  parseDeviceVerifier,
} from "./device-verifier.ts";
import { modPow } from "./modular.ts";
import {
  derivePasswordKey,
  identityInput,
  pad,
  scramblingInput,
  serverPublicValue,
  signPasswordClaim,
  srpGroup,
  toHex,
} from "./srp.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const a = 0x80def6a79ee6e3a50fc0da1422b4ebe8763dd0806aec6ed40aed62ec9f170dedn;
const b = 0x1ff3c4fa095e447cf7e1b823262520ccd63a2310955b0731db46b87cfa0d9bb0n;
const device = { deviceGroupKey: "-GroupKey1", deviceKey: "us-east-1_11111111-2222-4333-8444-555555555555" };
const password = "cmFuZG9tLWRldmljZS1wYXNzd29yZA==";
const salt = 0xf0e1d2c3b4a5968778695a4b3c2d1e0fn;

test("every value of a device's exchange is as published", async () => {
  const { deviceGroupKey: poolName, deviceKey: userId } = device;
  expect(sha256(identityInput(poolName, userId, password))).toBe(
    "c80c4ad093a5eea393e03c8373d31b2544671e71743bcfb16c60cd9b7c968aa7",
  );
  const kept = await computeDeviceVerifier(device, password, salt);
  expect(formatDeviceVerifier(kept).Salt).toBe("APDh0sO0pZaHeGlaSzwtHg8=");
  expect(sha256(pad(kept.verifier))).toBe("8db578b18f4faf0305686014788259a675130cea44d9b0981b5ab63fc9a691a9");
  expect(parseDeviceVerifier(formatDeviceVerifier(kept))).toEqual(kept);
  const B = serverPublicValue(srpGroup, kept.verifier, b);
  expect(sha256(Buffer.from(toHex(B)))).toBe(
    "400cca2ad798b0b5ce1def730d09a7117834d41262f8113ed6a34a5c060d5b82",
  );
  const A = modPow(srpGroup.g, a, srpGroup.N);
  expect(sha256(scramblingInput(A, B))).toBe(
    "7d7000adbfd2cdccebe730d799dbcbdf6a0a2f1d5d28f223d3f19a5bca7d966f",
  );
  const exchange = { poolName, userId, password, salt: toHex(salt), a, A: toHex(A), B: toHex(B) };
  expect(bytesToHex(await derivePasswordKey(exchange))).toBe("638ff128488d2310f629194f1a64332a");
  const claim = {
    ...exchange,
    secretBlock: "cG9vbGhvdXNlLXNlY3JldC1ibG9jaw==",
    timestamp: "Sun Mar 1 09:05:07 UTC 2026",
  };
  expect(await signPasswordClaim(claim)).toBe("Dn0yqEBwrNqXkHr5KobnratqIc+WKQgx6e8TRbi3lUs=");
});

test("a device's password and salt come from the random bytes", async () => {
  const random = Uint8Array.from({ length: deviceRandomLength }, (_, index) => 255 - index);
  const made = await generateDeviceVerifier(device, random);
  expect(made.password).toBe(encodeBase64(random.subarray(0, 40)));
  const kept = parseDeviceVerifier(made.wire);
  expect(kept).toEqual(
    await computeDeviceVerifier(device, made.password, bytesToInteger(random.subarray(40))),
  );
  await expect(generateDeviceVerifier(device, random.subarray(1))).rejects.toThrow(RangeError);
});

describe("a device verifier is refused when", () => {
  const good = formatDeviceVerifier({ salt: 5n, verifier: 7n });
  const bad: Record<string, string | undefined> = {
    "it is missing": undefined,
    "it is empty": "",
    "it is not base64": "*",
    "it is zero": encodeBase64(pad(0n)),
    "its first bit is set, so it is negative": encodeBase64(new Uint8Array([0x80, 1])),
    "it is N": encodeBase64(pad(srpGroup.N)),
    "it is longer than any": encodeBase64(concatBytes(new Uint8Array(400), pad(1n))),
  };
  test.for(Object.entries(bad))("%s", ([, text]) => {
    expect(parseDeviceVerifier(good)).toEqual({ salt: 5n, verifier: 7n });
    expect(parseDeviceVerifier({ ...good, Salt: text })).toBeUndefined();
    expect(parseDeviceVerifier({ ...good, PasswordVerifier: text })).toBeUndefined();
  });
});
