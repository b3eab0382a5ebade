/**
 * Modular powers in the SRP group, on OpenSSL's constant-time path (docs/decisions/0011-modular-power.md).
 *
 * Node's group object for RFC 3526 group 15 (`modp15`) has the right modulus and generator and costs nothing to make,
 * whereas a DiffieHellman object over the same prime tests the prime for more than a second. The group object's class does
 * not list `setPrivateKey`, but its native half has it; `borrowedSetterWorks` says whether this Node still does.
 */
import {
  DiffieHellman,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  getDiffieHellman,
} from "node:crypto";
import { pad, srpGroup } from "@poolhouse/protocol";
import { Turns } from "./turns.ts";

/** What SRP asks of arithmetic: base^exponent mod N, with N the 3072-bit SRP modulus. */
export interface ModularPower {
  /** base^exponent mod N; `base` must be in 2…N−2, `exponent` positive. Rejects degenerate bases. */
  power(base: bigint, exponent: bigint): Promise<bigint>;
}

/** The native engine: each power takes one turn of the event loop, about 0.7 ms. */
export function createModularPower(): ModularPower {
  const turns = new Turns();
  const compute = borrowedSetterWorks() ? powerByGroup : powerByKeys;
  return { power: (base, exponent) => turns.take(() => compute(base, exponent)) };
}

// `setPrivateKey` is inherited at run time by both Diffie-Hellman classes' native objects; the types list it for one only.
// oxlint-disable-next-line typescript/unbound-method -- borrowed on purpose: it is only ever called with a group as `this`.
const setPrivateKey = DiffieHellman.prototype.setPrivateKey;

/** One object for all powers: each is computed to its end before the next begins. */
const group = getDiffieHellman("modp15");

function powerByGroup(base: bigint, exponent: bigint): bigint {
  setPrivateKey.call(group, Buffer.from(pad(exponent)));
  return toInteger(group.computeSecret(Buffer.from(pad(base))));
}

function borrowedSetterWorks(): boolean {
  try {
    return powerByGroup(4n, 5n) === 1024n;
  } catch {
    // Another Node may refuse the borrowed call; the key-object path below is the same arithmetic at twice the cost.
    return false;
  }
}

/** The documented way: DER-encoded key objects. Importing the private key costs one more power. */
export function powerByKeys(base: bigint, exponent: bigint): bigint {
  const privateKey = createPrivateKey({ key: privateKeyDer(exponent), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey({ key: publicKeyDer(base), format: "der", type: "spki" });
  return toInteger(diffieHellman({ privateKey, publicKey }));
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

// PKCS #3 dhKeyAgreement, 1.2.840.113549.1.3.1, in DER (RFC 2631, X.690).
const objectIdentifier = Buffer.from("06092a864886f70d010301", "hex");

function element(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

const integer = (value: bigint): Buffer => element(0x02, pad(value));
const algorithm = element(0x30, objectIdentifier, element(0x30, integer(srpGroup.N), integer(srpGroup.g)));

function privateKeyDer(exponent: bigint): Buffer {
  return element(0x30, integer(0n), algorithm, element(0x04, integer(exponent)));
}

function publicKeyDer(value: bigint): Buffer {
  return element(0x30, algorithm, element(0x03, Buffer.of(0), integer(value)));
}
