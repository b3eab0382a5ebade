/**
 * The floor: what the cryptography of an operation costs by itself, called as directly as Node lets it be called. Runs as a
 * process of its own on the measured core and answers each message with a fresh measurement.
 */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  DiffieHellman,
  generateKeyPairSync,
  getDiffieHellman,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { computeCode } from "@poolhouse/protocol";
import { hmacSha256, sha256 } from "../../packages/server/src/kernel/digests.ts";
import { systemRandom } from "../../packages/server/src/kernel/random.ts";
import { openBytes, sealBytes } from "../../packages/server/src/kernel/sealing.ts";
import type { FloorCosts, Primitive } from "./costs.ts";

const group = getDiffieHellman("modp15");
// The setter is inherited by the group at run time; kernel/modular-power.ts explains.
const setPrivateKey: (this: unknown, key: Buffer) => void = DiffieHellman.prototype.setPrivateKey;
const exponent = randomBytes(32);
setPrivateKey.call(group, randomBytes(32));
const base = group.generateKeys();

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { format: "der", type: "pkcs8" },
  publicKeyEncoding: { format: "der", type: "spki" },
});
const privateKey = createPrivateKey({ key: pair.privateKey, format: "der", type: "pkcs8" });
const publicKey = createPublicKey({ key: pair.publicKey, format: "der", type: "spki" });
const claims = randomBytes(900);
const signature = sign("sha256", claims, privateKey);

const key = randomBytes(32);
const secret = randomBytes(300);
const place = "a table|a column|a pool|a row";
const sealed = sealBytes(key, secret, { place, random: systemRandom });
const integer = randomBytes(384);
const shared = randomBytes(20);

/** Each primitive, and how often it is called for one measurement, some milliseconds of it. */
const primitives: Readonly<Record<Primitive, readonly [times: number, call: (time: number) => unknown]>> = {
  power: [
    8,
    () => {
      setPrivateKey.call(group, exponent);
      return group.computeSecret(base);
    },
  ],
  signature: [8, () => sign("sha256", claims, privateKey)],
  verification: [60, () => verify("sha256", claims, publicKey, signature)],
  seal: [200, () => sealBytes(key, secret, { place, random: systemRandom })],
  open: [200, () => openBytes(key, sealed, place)],
  // The digests of one proof: u, the two halves of HKDF, and the claim.
  proof: [100, () => [sha256(secret), hmacSha256(hmacSha256(key, integer), place), hmacSha256(key, integer)]],
  // The code of now and of its two neighbours (RFC 6238 section 5.2).
  codes: [100, (time) => [time - 1, time, time + 1].map(codeAt)],
};

function codeAt(step: number): string {
  return computeCode((message) => createHmac("sha1", shared).update(message).digest(), step);
}

function measure(): FloorCosts {
  const costs = {} as Record<Primitive, number>;
  // The keys of the record are the primitives, by its type.
  for (const name of Object.keys(primitives) as Primitive[]) {
    const [times, call] = primitives[name];
    const before = process.cpuUsage();
    for (let time = 1; time <= times; time += 1) call(time);
    const { user, system } = process.cpuUsage(before);
    costs[name] = (user + system) / 1000 / times;
  }
  return costs;
}

// For the compiler to see what is hot.
for (let time = 0; time < 20; time += 1) measure();
process.on("message", () => process.send?.(measure()));
process.on("disconnect", () => process.exit());
