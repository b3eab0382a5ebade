import { afterEach, expect, test, vi } from "vitest";

const samples: [string, number[]][] = [
  ["", []],
  ["00", [0]],
  ["0a10ff", [10, 16, 255]],
];

/** The module as an engine loads it, with hex of its own or without. */
async function load(hasNative: boolean): Promise<typeof import("./bytes.ts")> {
  vi.resetModules();
  if (!hasNative) {
    vi.stubGlobal("Uint8Array", class extends Uint8Array {});
    Object.defineProperty(Uint8Array, "fromHex", { value: undefined });
    Object.defineProperty(Uint8Array.prototype, "toHex", { value: undefined });
  }
  return import("./bytes.ts");
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([true, false])("hex and bytes say the same, natively (%s) or not", async (hasNative) => {
  const { bytesToHex, hexToBytes } = await load(hasNative);
  for (const [hex, bytes] of samples) {
    expect([...hexToBytes(hex)]).toEqual(bytes);
    expect(bytesToHex(Uint8Array.from(bytes))).toBe(hex);
  }
});
