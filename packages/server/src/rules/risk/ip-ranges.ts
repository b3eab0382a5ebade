/** Ranges of addresses in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3): `192.0.2.0/24`, `2001:db8::/32`. */
import { BlockList, isIP } from "node:net";

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
}

/** Whether a text is a range of addresses. */
export function isRange(text: string): boolean {
  return readRange(text) !== undefined;
}

/** Whether an address lies in one of the ranges. What is no address lies in none. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const family = isIP(address);
  if (family === 0 || ranges.length === 0) return false;
  const list = new BlockList();
  for (const text of ranges) {
    const range = readRange(text);
    if (range !== undefined) list.addSubnet(range.address, range.bits, range.family);
  }
  return list.check(address, family === 4 ? "ipv4" : "ipv6");
}

function readRange(text: string): Range | undefined {
  const [address = "", bits = "", ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || address.includes("%") || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined;
  if (Number(bits) > (family === 4 ? 32 : 128)) return undefined;
  return { address, bits: Number(bits), family: family === 4 ? "ipv4" : "ipv6" };
}
