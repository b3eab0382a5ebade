// SRP-6a as user pools speak it: the 3072-bit group of RFC 5054, SHA-256, integers in two's-complement bytes (not padded to the
// length of N, unlike RFC 5054), and a 16-byte key by HKDF (RFC 5869). Here are the arithmetic, the byte layouts that both ends
// hash with their own SHA-256, and a whole client on WebCrypto. Operands of BigInt arithmetic leak through time: a server that
// raises its secret b should use a native power, the layouts are all it needs from here.
import {
  bytesToInteger,
  concatBytes,
  decodeBase64,
  encodeBase64,
  hexToBytes,
  utf8,
  type Bytes,
} from "./bytes.ts";
import { modPow, modPowInTurns, modulo } from "./modular.ts";

/** A group to compute in: the prime N, the generator g, and the multiplier k. */
export interface SrpGroup {
  readonly N: bigint;
  readonly g: bigint;
  readonly k: bigint;
}

/** The group of user pools: 3072 bits, RFC 5054 appendix A (RFC 3526 group 15) with g = 2; k = SHA-256(PAD(N) | PAD(g)). */
export const srpGroup: SrpGroup = {
  N: BigInt(
    "0x" +
      "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22" +
      "514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6" +
      "F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D" +
      "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB" +
      "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E8603" +
      "9B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
      "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D" +
      "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864" +
      "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31" +
      "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
  ),
  g: 2n,
  k: 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n,
};

/** Lower-case hex without leading zeros, as integers go over the wire. */
export function toHex(integer: bigint): string {
  return integer.toString(16);
}

/** Reads a wire integer of at most `maxDigits` hex digits, any case, any count; `undefined` for anything else. */
export function parseHexInteger(text: string, maxDigits: number): bigint | undefined {
  if (text.length > maxDigits || !/^[0-9a-fA-F]+$/.test(text)) return undefined;
  return BigInt(`0x${text}`);
}

/**
 * PAD: the shortest big-endian two's-complement bytes of an integer that is not negative, so one zero byte in front when the
 * first bit would be set. PAD(2) is `02`, PAD(128) is `00 80`.
 */
export function pad(integer: bigint): Bytes {
  const hex = toHex(integer);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return hexToBytes(even >= "8" ? `00${even}` : even);
}

/** What is hashed to the inner hash: pool name | user | ":" | password. For devices: device group key and device key. */
export function identityInput(poolName: string, userId: string, password: string): Bytes {
  return utf8(`${poolName}${userId}:${password}`);
}

/** What is hashed to the private key x: PAD(salt) | inner hash. */
export function privateKeyInput(salt: bigint, inner: Uint8Array): Bytes {
  return concatBytes(pad(salt), inner);
}

/** What is hashed to the scrambling parameter u: PAD(A) | PAD(B). */
export function scramblingInput(A: bigint, B: bigint): Bytes {
  return concatBytes(pad(A), pad(B));
}

/** What the session key is the HMAC of, under PRK = HMAC-SHA-256(PAD(u), PAD(S)): the info of HKDF and its first block number. */
export const sessionKeyInfo: Bytes = utf8("Caldera Derived Key\u0001");
/** The session key is this many bytes of that HMAC, the first ones. */
export const sessionKeyLength = 16;

/** What the session key was made for: the parts of the claim that the password is known. */
export interface PasswordClaim {
  /** The pool's id after its first underscore; for devices the device group key. */
  readonly poolName: string;
  /** USER_ID_FOR_SRP; for devices the device key. */
  readonly userId: string;
  /** The decoded SECRET_BLOCK. */
  readonly secretBlock: Uint8Array;
  /** As {@link formatTimestamp} writes it, in srp-timestamp.ts. */
  readonly timestamp: string;
}

/** What is signed with the session key: pool name | user | secret block | timestamp. */
export function claimInput(claim: PasswordClaim): Bytes {
  return concatBytes(utf8(claim.poolName + claim.userId), claim.secretBlock, utf8(claim.timestamp));
}

/** The verifier v = g^x. */
export function verifierOf(group: SrpGroup, x: bigint): bigint {
  return modPow(group.g, x, group.N);
}

/** The server's public value B = k v + g^b. */
export function serverPublicValue(group: SrpGroup, v: bigint, b: bigint): bigint {
  return modulo(group.k * v + modPow(group.g, b, group.N), group.N);
}

/** The shared secret as the client finds it, in turns with its page: S = (B - k g^x)^(a + u x). */
export async function clientSecret(
  group: SrpGroup,
  values: { B: bigint; x: bigint; a: bigint; u: bigint },
): Promise<bigint> {
  const { N, g, k } = group;
  const { B, x, a, u } = values;
  const base = modulo(B - k * (await modPowInTurns(g, x, N)), N);
  return modPowInTurns(base, a + u * x, N);
}

/** The shared secret as the server finds it: S = (A v^u)^b. */
export function serverSecret(
  group: SrpGroup,
  values: { A: bigint; v: bigint; u: bigint; b: bigint },
): bigint {
  const { A, v, u, b } = values;
  return modPow(modulo(A * modPow(v, u, group.N), group.N), b, group.N);
}

/** Why a client ends an exchange: a server that sends such values does not know the verifier, or somebody stands between. */
export class SrpRefusal extends Error {
  override readonly name = "SrpRefusal";
}

/** The two halves of a client's key: `a` stays, `A` is sent as SRP_A. */
export interface SrpStart {
  readonly a: bigint;
  readonly A: string;
}

/**
 * Starts an exchange with secret random bytes: at least 32 of them (RFC 5054 section 2.5.4).
 *
 * @example const { a, A } = startSrp(crypto.getRandomValues(new Uint8Array(32)));
 */
export function startSrp(random: Uint8Array): SrpStart {
  const a = privateValueOf(random);
  return { a, A: toHex(modPow(srpGroup.g, a, srpGroup.N)) };
}

/** {@link startSrp} in turns with the page. */
export async function startSrpInTurns(random: Uint8Array): Promise<SrpStart> {
  const a = privateValueOf(random);
  return { a, A: toHex(await modPowInTurns(srpGroup.g, a, srpGroup.N)) };
}

function privateValueOf(random: Uint8Array): bigint {
  if (random.length < 32) throw new RangeError("SRP needs at least 32 random bytes");
  return modulo(bytesToInteger(random), srpGroup.N);
}

/** Whose password it is, and its salt as sent in SALT (hex). */
export interface PasswordIdentity {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
  readonly salt: string;
}

/** A password and the values exchanged so far; integers as hex. */
export interface SrpExchange extends PasswordIdentity {
  readonly a: bigint;
  readonly A: string;
  readonly B: string;
}

/** The verifier a server keeps for a password. */
export async function computeVerifier(identity: PasswordIdentity): Promise<bigint> {
  return modPowInTurns(srpGroup.g, await privateKeyOf(identity), srpGroup.N);
}

/**
 * The session key, 16 bytes, from a password and the server's answer. Throws an {@link SrpRefusal} when B is not a wire integer,
 * B mod N is 0 or u is 0 (RFC 5054 section 2.5.4).
 */
export async function derivePasswordKey(exchange: SrpExchange): Promise<Bytes> {
  const A = requireInteger(exchange.A, "A");
  const B = requireInteger(exchange.B, "B");
  if (modulo(B, srpGroup.N) === 0n) throw new SrpRefusal("B is zero");
  const u = bytesToInteger(await sha256(scramblingInput(A, B)));
  if (u === 0n) throw new SrpRefusal("u is zero");
  const x = await privateKeyOf(exchange);
  const S = await clientSecret(srpGroup, { B, x, a: exchange.a, u });
  const pseudorandomKey = await hmacSha256(pad(u), pad(S));
  return (await hmacSha256(pseudorandomKey, sessionKeyInfo)).slice(0, sessionKeyLength);
}

/** An exchange and what the server sent with B: SECRET_BLOCK (base64) and the time to claim. */
export interface PasswordProof extends SrpExchange {
  readonly secretBlock: string;
  readonly timestamp: string;
}

/** The PASSWORD_CLAIM_SIGNATURE, base64. Throws as {@link derivePasswordKey} does, and when the secret block is not base64. */
export async function signPasswordClaim(proof: PasswordProof): Promise<string> {
  const secretBlock = decodeBase64(proof.secretBlock);
  if (secretBlock === undefined) throw new SrpRefusal("the secret block is not base64");
  const key = await derivePasswordKey(proof);
  return encodeBase64(await hmacSha256(key, claimInput({ ...proof, secretBlock })));
}

async function privateKeyOf(identity: PasswordIdentity): Promise<bigint> {
  const { poolName, userId, password } = identity;
  const inner = await sha256(identityInput(poolName, userId, password));
  const salt = requireInteger(identity.salt, "the salt");
  return bytesToInteger(await sha256(privateKeyInput(salt, inner)));
}

/** Longest wire integer, in hex digits: a third more than N has. */
const mostDigits = 1024;

function requireInteger(text: string, what: string): bigint {
  const integer = parseHexInteger(text, mostDigits);
  if (integer === undefined) throw new SrpRefusal(`${what} is not a hex integer`);
  return integer;
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

async function hmacSha256(key: Bytes, message: Bytes): Promise<Bytes> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
}
