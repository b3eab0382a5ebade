/**
 * An authenticator in software: makes passkeys and answers with them as a browser hands the answers on (WebAuthn Level 3,
 * sections 6 and 5.8.1). Whatever goes into an answer may be bent, to see it refused.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What a test may want otherwise than a good authenticator does it. */
export interface Bend {
  type?: string;
  challenge?: string;
  origin?: string;
  crossOrigin?: boolean;
  rpId?: string;
  /** UP, UV, BE and BS; all set otherwise, as with a synchronised passkey. */
  flags?: Partial<Flags>;
  counter?: number;
  userHandle?: string | null;
  /** The id of a passkey that is not this one. */
  id?: string;
  /** Turns a bit of the signature. */
  breaksSignature?: boolean;
  alg?: number;
  format?: string;
}

interface Flags {
  present: boolean;
  verified: boolean;
  eligible: boolean;
  backedUp: boolean;
}

/** A passkey on its authenticator. */
export interface SoftwarePasskey {
  readonly id: string;
  readonly alg: "ES256" | "RS256";
  readonly privateKey: KeyObject;
  readonly cose: Buffer;
  readonly userHandle: string;
  counter: number;
}

/** What StartWebAuthnRegistration answers, as far as it is looked at here. */
export interface CreationOptions {
  challenge: string;
  rp: { id: string };
  user: { id: string };
}

/** What CREDENTIAL_REQUEST_OPTIONS holds, as far as it is looked at here. */
export interface RequestOptions {
  challenge: string;
  rpId: string;
  timeout: number;
  allowCredentials: { id: string; type: string; transports?: string[] }[];
  userVerification: string;
}

/** Makes a passkey and the RegistrationResponseJSON that registers it. */
export function createPasskey(
  options: CreationOptions,
  given: { origin: string; alg?: "ES256" | "RS256"; id?: Buffer } & Pick<Bend, "counter">,
  bend: Bend = {},
) {
  const alg = given.alg ?? "ES256";
  const id = given.id ?? randomBytes(32);
  const { privateKey, cose } = makeKey(alg, bend.alg);
  const counter = given.counter ?? 0;
  const passkey: SoftwarePasskey = {
    id: id.toString("base64url"),
    alg,
    privateKey,
    cose,
    counter,
    userHandle: options.user.id,
  };
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const attested = Buffer.concat([Buffer.alloc(16), length, id, cose]);
  const head = authenticatorData(options.rp.id, { ...bend, counter: bend.counter ?? counter }, 0x40);
  const attestationObject = cbor(
    new Map<string, unknown>([
      ["fmt", bend.format ?? "none"],
      ["attStmt", new Map()],
      ["authData", Buffer.concat([head, attested])],
    ]),
  );
  const credentialId = bend.id ?? passkey.id;
  const credential = {
    id: credentialId,
    rawId: credentialId,
    type: "public-key",
    clientExtensionResults: {},
    authenticatorAttachment: "platform",
    response: {
      clientDataJSON: clientData("webauthn.create", options.challenge, given.origin, bend),
      attestationObject: attestationObject.toString("base64url"),
      transports: ["internal", "hybrid"],
    },
  };
  return { passkey, credential };
}

/** The AuthenticationResponseJSON text for a challenge. A passkey that counts counts one further. */
export function usePasskey(
  passkey: SoftwarePasskey,
  options: RequestOptions,
  given: { origin: string } & Bend,
): string {
  if (passkey.counter > 0) passkey.counter += 1;
  const data = authenticatorData(options.rpId, { counter: passkey.counter, ...given }, 0);
  const clientDataJSON = clientData("webauthn.get", options.challenge, given.origin, given);
  const hash = sha256(Buffer.from(clientDataJSON, "base64url"));
  const signature = sign("sha256", Buffer.concat([data, hash]), passkey.privateKey);
  if (given.breaksSignature) signature[signature.length - 1]! ^= 1;
  const id = given.id ?? passkey.id;
  const userHandle = given.userHandle === undefined ? passkey.userHandle : given.userHandle;
  return JSON.stringify({
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    authenticatorAttachment: "platform",
    response: {
      clientDataJSON,
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
      ...(userHandle !== null && { userHandle }),
    },
  });
}

function clientData(type: string, challenge: string, origin: string, bend: Bend): string {
  const data = {
    type: bend.type ?? type,
    challenge: bend.challenge ?? challenge,
    origin: bend.origin ?? origin,
    crossOrigin: bend.crossOrigin ?? false,
  };
  return Buffer.from(JSON.stringify(data)).toString("base64url");
}

/** rpIdHash, flags, counter (section 6.1). */
function authenticatorData(rpId: string, bend: Bend, more: number): Buffer {
  const { present = true, verified = true, eligible = true, backedUp = true } = bend.flags ?? {};
  const rest = Buffer.alloc(5);
  const bits =
    (Number(present) << 0) | (Number(verified) << 2) | (Number(eligible) << 3) | (Number(backedUp) << 4);
  rest.writeUInt8(bits | more);
  rest.writeUInt32BE(bend.counter ?? 0, 1);
  return Buffer.concat([sha256(bend.rpId ?? rpId), rest]);
}

/** RSA pairs take a while to make, and one is as good as another. */
const pairs = new Map<string, { privateKey: KeyObject; publicKey: KeyObject }>();

function makeKey(alg: "ES256" | "RS256", claimed?: number): { privateKey: KeyObject; cose: Buffer } {
  if (alg === "ES256") {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const parts: [number, unknown][] = [
      ...([
        [1, 2],
        [3, claimed ?? -7],
        [-1, 1],
      ] as [number, unknown][]),
      ...([
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ] as [number, unknown][]),
    ];
    return { privateKey, cose: cbor(new Map(parts)) };
  }
  const pair = pairs.get(alg) ?? generateKeyPairSync("rsa", { modulusLength: 2048 });
  pairs.set(alg, pair);
  const { n = "", e = "" } = pair.publicKey.export({ format: "jwk" });
  const parts: [number, unknown][] = [
    ...([
      [1, 3],
      [3, claimed ?? -257],
    ] as [number, unknown][]),
    ...([
      [-1, Buffer.from(n, "base64url")],
      [-2, Buffer.from(e, "base64url")],
    ] as [number, unknown][]),
  ];
  return { privateKey: pair.privateKey, cose: cbor(new Map(parts)) };
}

/** As much CBOR as authenticators speak (RFC 8949): integers, bytes, text, maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === "string")
    return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  if (value instanceof Map) {
    return Buffer.concat([cborHead(5, value.size), ...[...value].flat().map(cbor)]);
  }
  throw new TypeError("authenticators do not say such things");
}

function cborHead(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([(major << 5) | argument]);
  if (argument < 256) return Buffer.from([(major << 5) | 24, argument]);
  const head = Buffer.from([(major << 5) | 25, 0, 0]);
  head.writeUInt16BE(argument, 1);
  return head;
}

function sha256(data: Uint8Array | string): Buffer {
  return createHash("sha256").update(data).digest();
}
