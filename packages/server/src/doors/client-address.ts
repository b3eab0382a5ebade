/**
 * Who asks. Without a proxy that is whoever holds the other end of the connection. Behind proxies it is what the nearest of them
 * saw: each adds the address of its own caller to the end of X-Forwarded-For, so the list is read from its end, as long as the
 * one who speaks is trusted. Whatever stands before that was written by a stranger and is not looked at.
 */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4 } from "node:net";

/** The address of a request's sender; empty for a call without a connection. */
export type ClientAddress = (incoming: IncomingMessage | undefined) => string;

/** Reads addresses behind proxies in these networks, each `ADDRESS/BITS`; without any, nobody's word is taken. */
export function clientAddress(trustedProxies: readonly string[] = []): ClientAddress {
  if (trustedProxies.length === 0) return peerOf;
  const trusted = new BlockList();
  for (const network of trustedProxies) {
    const [address = "", bits] = network.split("/");
    trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  return (incoming) => {
    const peer = peerOf(incoming);
    const forwarded = incoming?.headers["x-forwarded-for"];
    // Node joins a header that comes several times.
    return typeof forwarded === "string" ? follow(trusted, peer, forwarded) : peer;
  };
}

const peerOf: ClientAddress = (incoming) => plainAddress(incoming?.socket.remoteAddress ?? "");

/** Longer than any chain of proxies; an attacker's list must not cost more. */
const mostHops = 16;

/** What cannot be read as an address ends the walk: the last proxy that was understood answers for it. */
function follow(trusted: BlockList, peer: string, forwarded: string): string {
  let address = peer;
  let rest = forwarded;
  for (let hop = 0; hop < mostHops && isIP(address) !== 0; hop += 1) {
    if (!trusted.check(address, familyOf(address)) || rest === "") return address;
    const comma = rest.lastIndexOf(",");
    const before = readHop(rest.slice(comma + 1).trim());
    if (before === undefined) return address;
    address = before;
    rest = comma < 0 ? "" : rest.slice(0, comma);
  }
  return address;
}

/** An address of the list; some proxies add the port, and IPv6 is in brackets then (RFC 7239 section 6). */
function readHop(text: string): string | undefined {
  if (text.length > 64) return undefined;
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  // A zone (%eth0) means something on the proxy's machine only.
  return isIP(bare) === 0 || bare.includes("%") ? undefined : plainAddress(bare);
}

/** IPv4 as IPv4, also where the socket speaks IPv6 (RFC 4291 section 2.5.5.2). */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && isIPv4(address.slice(7)) ? address.slice(7) : address;
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIPv4(address) ? "ipv4" : "ipv6");
