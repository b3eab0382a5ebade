import type { IncomingMessage } from "node:http";
import fc from "fast-check";
import { isIP } from "node:net";
import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

/** The two members that are looked at. */
const request = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

const behind = clientAddress(["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]);

describe("who asks", () => {
  it("is who is connected, whatever the headers say, unless proxies are named", () => {
    const address = clientAddress();
    expect(address(request("203.0.113.7", "198.51.100.1"))).toBe("203.0.113.7");
    expect(address(request("::ffff:203.0.113.7"))).toBe("203.0.113.7");
    expect(address(request(undefined))).toBe("");
    expect(address(undefined)).toBe("");
  });

  it.each([
    ["198.51.100.1", "198.51.100.1"],
    ["198.51.100.1, 10.1.2.3", "198.51.100.1"],
    ["2001:db8::1,fd00::5 ,10.1.2.3", "2001:db8::1"],
    ["198.51.100.1:4711", "198.51.100.1"],
    ["[2001:db8::1]:4711", "2001:db8::1"],
    ["::ffff:198.51.100.1", "198.51.100.1"],
    ["10.0.0.9", "10.0.0.9"],
  ])("behind proxies is what they saw: %s", (forwarded, address) => {
    expect(behind(request("127.0.0.1", forwarded))).toBe(address);
    expect(behind(request("::ffff:127.0.0.1", forwarded))).toBe(address);
  });

  it("cannot be forged by a stranger who connects past the proxy", () => {
    expect(behind(request("203.0.113.7", "198.51.100.1"))).toBe("203.0.113.7");
    expect(behind(request("203.0.113.7", "127.0.0.1"))).toBe("203.0.113.7");
  });

  it("cannot be forged by a stranger whose list the proxy goes on with", () => {
    for (const forged of [
      "198.51.100.1",
      "127.0.0.1",
      "10.0.0.1, 10.0.0.2",
      "unknown",
      ",,,",
      "198.51.100.1\t",
    ])
      expect(behind(request("127.0.0.1", `${forged}, 203.0.113.7`))).toBe("203.0.113.7");
  });

  it.each([
    "",
    " ",
    "unknown",
    "_hidden",
    "1.2.3",
    "1.2.3.4.5",
    "fe80::1%eth0",
    "a".repeat(10_000),
    "10.1.1.1,x",
  ])("is the nearest proxy that was understood where the list says %j", (forwarded) => {
    const address = behind(request("127.0.0.1", forwarded));
    expect(["127.0.0.1", "10.1.1.1"]).toContain(address);
  });

  it("is not above a list's first sixteen hops", () => {
    const long = Array.from({ length: 40 }, () => "10.0.0.1").join(",");
    expect(behind(request("127.0.0.1", `198.51.100.1,${long}`))).toBe("10.0.0.1");
  });

  it("is always an address, and a trusted one or the last entry that no proxy of ours wrote", () => {
    const entry = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom("10.0.0.1", "127.0.0.1"));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const found = behind(request("10.9.9.9", entries.join(",")));
        expect(isIP(found)).not.toBe(0);
      }),
    );
  });
});
