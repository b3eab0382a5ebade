/**
 * Which network addresses a webhook may be on. A name is resolved and the very address that was looked at is connected to, so
 * it cannot point elsewhere a moment later. Private networks need the configuration's word; link-local addresses, where clouds
 * keep their credentials, are never called.
 */
import { lookup as resolveName } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** IANA special-purpose registries (RFC 6890): addresses that mean this machine or this network. */
const privateRanges: BlockList = listRanges([
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["::1", 128],
  ["fc00::", 7],
]);

/** What no webhook is ever on. */
const forbiddenRanges: BlockList = listRanges([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 128],
  // Forms of IPv4 inside IPv6 (translated, 6to4, Teredo): what they reach cannot be told here.
  ["64:ff9b::", 96],
  ["2002::", 16],
  ["2001::", 32],
  ["fd00:ec2::254", 128],
  ["fe80::", 10],
  ["ff00::", 8],
]);

function listRanges(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, net.includes(":") ? "ipv6" : "ipv4");
  return list;
}

/** Whether an IP address may be called. IPv4 in IPv6's clothes (::ffff:…) is judged as IPv4. */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? "ipv6" : "ipv4";
  if (forbiddenRanges.check(address, kind)) return false;
  return allowPrivate || !privateRanges.check(address, kind);
}

/** A lookup for a connection that answers only addresses that may be called, or fails. */
export function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, found) => {
      const allowed = (found ?? []).filter(({ address }) => isAllowedAddress(address, allowPrivate));
      const [first] = allowed;
      if (error !== null) return callback(error, "", 0);
      if (first === undefined)
        return callback(new Error(`${hostname} is not at an address that may be called`), "", 0);
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}
