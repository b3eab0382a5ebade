import { afterEach, expect, test, vi } from "vitest";
import type * as bytes from "./bytes.ts";

const samples: readonly [string, number[]][] = [
  ["", []],
  ["00", [0]],
  ["0a10ff", [10, 16, 255]],
];

/** As in engines of before ECMAScript 2026. */
class WithoutHex extends Uint8Array {
  static readonly fromHex: undefined = undefined;
  get toHex(): undefined {
    return undefined;
  }
}

/** The module as an engine loads it, with hex of its own or without. */
async function load(hasNative: boolean): Promise<Pick<typeof bytes, "bytesToHex" | "hexToBytes">> {
  vi.resetModules();
  if (!hasNative) vi.stubGlobal("Uint8Array", WithoutHex);
  return import("./bytes.ts");
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([true, false])("hex and bytes say the same, natively (%s) or not", async (hasNative) => {
  const { bytesToHex, hexToBytes } = await load(hasNative);
  for (const [hex, values] of samples) {
    expect([...hexToBytes(hex)]).toEqual(values);
    expect(bytesToHex(Uint8Array.from(values))).toBe(hex);
  }
});
