/** CBOR heads of the three members, in canonical order (WebAuthn Level 3, section 6.5.4; RFC 8949 section 3). */
const head = Buffer.concat([
  Buffer.from([0xa3]),
  text("fmt"),
  text("none"),
  text("attStmt"),
  Buffer.from([0xa0]),
  text("authData"),
]);

/** An attestation object of format "none" around authenticator data, in base64url. */
export function encodeAttestation(authenticatorData: Uint8Array): string {
  const length = Buffer.alloc(5);
  // A byte string whose length takes four bytes.
  length.writeUInt8(0x5a);
  length.writeUInt32BE(authenticatorData.length, 1);
  return Buffer.concat([head, length, authenticatorData]).toString("base64url");
}

/** A text of fewer than 24 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}
