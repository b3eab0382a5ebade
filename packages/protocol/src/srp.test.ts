import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bytesToHex, bytesToInteger, decodeBase64, utf8 } from "./bytes.ts";
import { modPow } from "./modular.ts";
import {
  claimInput,
  clientSecret,
  computeVerifier,
  derivePasswordKey,
  identityInput,
  pad,
  parseHexInteger,
  privateKeyInput,
  scramblingInput,
  serverPublicValue,
  serverSecret,
  sessionKeyInfo,
  signPasswordClaim,
  SrpRefusal,
  startSrp,
  startSrpInTurns,
  toHex,
  srpGroup,
  verifierOf,
  type SrpGroup,
} from "./srp.ts";

const sha256 = (data: Uint8Array | string): Uint8Array => createHash("sha256").update(data).digest();
const digestOf = (integer: bigint): string => bytesToHex(sha256(toHex(integer)));

const a = 0x80def6a79ee6e3a50fc0da1422b4ebe8763dd0806aec6ed40aed62ec9f170dedn;
const b = 0x1ff3c4fa095e447cf7e1b823262520ccd63a2310955b0731db46b87cfa0d9bb0n;
const identity = {
  poolName: "Abc123XyZ",
  userId: "alice",
  password: "Correct-Horse-9",
  salt: "f0e1d2c3b4a5968778695a4b3c2d1e0f",
};
const secretBlock = "cG9vbGhvdXNlLXNlY3JldC1ibG9jaw==";
const timestamp = "Sun Mar 1 09:05:07 UTC 2026";
const A = modPow(srpGroup.g, a, srpGroup.N);

describe("the vectors of user pools", () => {
  test("k is the hash of the padded prime and generator", () => {
    const { N, g, k } = srpGroup;
    expect(toHex(k)).toBe(bytesToHex(sha256(scramblingInput(N, g))));
    expect(pad(N)).toHaveLength(385);
  });

  test("every value of an exchange is as published", async () => {
    const { poolName, userId, password, salt } = identity;
    const inner = sha256(identityInput(poolName, userId, password));
    expect(bytesToHex(inner)).toBe("40aa5fd1013e1d8bde2497cf1a95b2e4d6baa5f71db0990622872c9b2d5bc6ef");
    const x = bytesToInteger(sha256(privateKeyInput(BigInt(`0x${salt}`), inner)));
    expect(toHex(x)).toBe("527de09d2e4d899ea292cb884c27727c456ce261817a45b37145a16d1c008774");
    const v = await computeVerifier(identity);
    expect(digestOf(v)).toBe("adaaceff45bd6bb1ff30a82a2bb3b5094ca48b6da23a074ea7b1b565c790db9b");
    expect(toHex(v)).toHaveLength(768);
    expect(digestOf(A)).toBe("899a0b310a9f4a6107c768bf9eda4cef8fbaee4feaed135096195afe4aff316f");
    const B = serverPublicValue(srpGroup, v, b);
    expect(digestOf(B)).toBe("18cd145ab23b68eb0a0e712f8502f7ec53e3ba7d6842e90479ad8997ab4b52f1");
    const u = bytesToInteger(sha256(scramblingInput(A, B)));
    expect(toHex(u)).toBe("9dcb62371e945859882039e4ea605b3c0d6f08371a5ba9cf06ec0ce32463a5a9");
    const S = serverSecret(srpGroup, { A, v, u, b });
    expect(S).toBe(await clientSecret(srpGroup, { B, x, a, u }));
    expect(digestOf(S)).toBe("ebb1aa2418a7472db13b9a8f5e9d33fe9e2fc936e8f90a18209a17110d16a859");
    expect(toHex(S)).toHaveLength(767);
    const exchange = { ...identity, a, A: toHex(A), B: toHex(B) };
    const key = await derivePasswordKey(exchange);
    expect(bytesToHex(key)).toBe("343e22b11650a0064ac534a4f27a22d2");
    expect(await signPasswordClaim({ ...exchange, secretBlock, timestamp })).toBe(
      "z0GsbhcbTE+ypI0nhoahJO8T4uP1DoLgHTcKVjm+R0A=",
    );
  });

  test("a server that hashes the shared layouts itself finds the same key and signature", async () => {
    const v = await computeVerifier(identity);
    const B = serverPublicValue(srpGroup, v, b);
    const u = bytesToInteger(sha256(scramblingInput(A, B)));
    const S = serverSecret(srpGroup, { A, v, u, b });
    const prk = createHmac("sha256", pad(u)).update(pad(S)).digest();
    expect(bytesToHex(prk)).toBe("855048e5ddaf52e4027d8c54c83f451dcd3116a22fc75ec6583017ad8962011b");
    const key = createHmac("sha256", prk).update(sessionKeyInfo).digest().subarray(0, 16);
    const block = decodeBase64(secretBlock) ?? utf8("");
    const claim = claimInput({ ...identity, secretBlock: block, timestamp });
    expect(createHmac("sha256", key).update(claim).digest("base64")).toBe(
      "z0GsbhcbTE+ypI0nhoahJO8T4uP1DoLgHTcKVjm+R0A=",
    );
  });

  test("a salt of 31 digits is an integer like any other", async () => {
    const short = { ...identity, salt: "0e1d2c3b4a5968778695a4b3c2d1e0f" };
    const B = toHex(serverPublicValue(srpGroup, await computeVerifier(short), b));
    const exchange = { ...short, a, A: toHex(A), B };
    expect(bytesToHex(await derivePasswordKey(exchange))).toBe("b54dd84b460b07bdc7c4ead37691ac3e");
    expect(await signPasswordClaim({ ...exchange, secretBlock, timestamp })).toBe(
      "uKq4dDz7s/z6KVu3/MZwEOa0SrkUKahJQyg6nUFN2iY=",
    );
  });
});

describe("RFC 5054 appendix B", () => {
  const hex = (text: string): bigint => BigInt(`0x${text.replaceAll(" ", "")}`);
  const sha1 = (...parts: Uint8Array[]): bigint => {
    const hash = createHash("sha1");
    for (const part of parts) hash.update(part);
    return bytesToInteger(hash.digest());
  };
  /** RFC 5054 pads to the length of N. */
  const padTo128 = (integer: bigint): Uint8Array =>
    Buffer.from(integer.toString(16).padStart(256, "0"), "hex");
  const group: SrpGroup = {
    N: hex(
      "EEAF0AB9 ADB38DD6 9C33F80A FA8FC5E8 60726187 75FF3C0B 9EA2314C 9C256576 D674DF74 96EA81D3 383B4813 D692C6E0" +
        "E0D5D8E2 50B98BE4 8E495C1D 6089DAD1 5DC7D7B4 6154D6B6 CE8EF4AD 69B15D49 82559B29 7BCF1885 C529F566 660E57EC" +
        "68EDBC3C 05726CC0 2FD4CBF4 976EAA9A FD5138FE 8376435B 9FC61D2F C0EB06E3",
    ),
    g: 2n,
    k: hex("7556AA04 5AEF2CDD 07ABAF0F 665C3E81 8913186F"),
  };
  const x = hex("94B7555A ABE9127C C58CCF49 93DB6CF8 4D16C124");
  const v = hex(
    "7E273DE8 696FFC4F 4E337D05 B4B375BE B0DDE156 9E8FA00A 9886D812 9BADA1F1 822223CA 1A605B53 0E379BA4 729FDC59" +
      "F105B478 7E5186F5 C671085A 1447B52A 48CF1970 B4FB6F84 00BBF4CE BFBB1681 52E08AB5 EA53D15C 1AFF87B2 B9DA6E04" +
      "E058AD51 CC72BFC9 033B564E 26480D78 E955A5E2 9E7AB245 DB2BE315 E2099AFB",
  );
  const secretA = hex("60975527 035CF2AD 1989806F 0407210B C81EDC04 E2762A56 AFD529DD DA2D4393");
  const secretB = hex("E487CB59 D31AC550 471E81F0 0F6928E0 1DDA08E9 74A004F4 9E61F5D1 05284D20");
  const publicA = hex(
    "61D5E490 F6F1B795 47B0704C 436F523D D0E560F0 C64115BB 72557EC4 4352E890 3211C046 92272D8B 2D1A5358 A2CF1B6E" +
      "0BFCF99F 921530EC 8E393561 79EAE45E 42BA92AE ACED8251 71E1E8B9 AF6D9C03 E1327F44 BE087EF0 6530E69F 66615261" +
      "EEF54073 CA11CF58 58F0EDFD FE15EFEA B349EF5D 76988A36 72FAC47B 0769447B",
  );
  const publicB = hex(
    "BD0C6151 2C692C0C B6D041FA 01BB152D 4916A1E7 7AF46AE1 05393011 BAF38964 DC46A067 0DD125B9 5A981652 236F99D9" +
      "B681CBF8 7837EC99 6C6DA044 53728610 D0C6DDB5 8B318885 D7D82C7F 8DEB75CE 7BD4FBAA 37089E6F 9C6059F3 88838E7A" +
      "00030B33 1EB76840 910440B1 B27AAEAE EB4012B7 D7665238 A8E3FB00 4B117B58",
  );
  const u = hex("CE38B959 3487DA98 554ED47D 70A7AE5F 462EF019");
  const premaster = hex(
    "B0DC82BA BCF30674 AE450C02 87745E79 90A3381F 63B387AA F271A10D 233861E3 59B48220 F7C4693C 9AE12B0A 6F67809F" +
      "0876E2D0 13800D6C 41BB59B6 D5979B5C 00A172B4 A2A5903A 0BDCAF8A 709585EB 2AFAFA8F 3499B200 210DCC1F 10EB3394" +
      "3CD67FC8 8A2F39A4 BE5BEC4E C0A3212D C346D7E4 74B29EDE 8A469FFE CA686E5A",
  );

  test("the arithmetic gives the published values in the published group", async () => {
    const salt = Buffer.from("BEB25379D1A8581EB5A727673A2441EE", "hex");
    const inner = createHash("sha1").update("alice:password123").digest();
    expect(sha1(padTo128(group.N), padTo128(group.g))).toBe(group.k);
    expect(sha1(salt, inner)).toBe(x);
    expect(sha1(padTo128(publicA), padTo128(publicB))).toBe(u);
    expect(verifierOf(group, x)).toBe(v);
    expect(modPow(group.g, secretA, group.N)).toBe(publicA);
    expect(serverPublicValue(group, v, secretB)).toBe(publicB);
    expect(await clientSecret(group, { B: publicB, x, a: secretA, u })).toBe(premaster);
    expect(serverSecret(group, { A: publicA, v, u, b: secretB })).toBe(premaster);
  });
});

describe("a client", () => {
  const exchange = { ...identity, a, A: toHex(A) };

  test("refuses a public value that is a multiple of N", async () => {
    for (const B of [0n, srpGroup.N, 2n * srpGroup.N])
      await expect(derivePasswordKey({ ...exchange, B: toHex(B) })).rejects.toThrow(SrpRefusal);
  });

  test("refuses what is no integer, and a secret block that is not base64", async () => {
    for (const B of ["", "xyz", "-1", "0x12", "1".repeat(1025)])
      await expect(derivePasswordKey({ ...exchange, B })).rejects.toThrow(SrpRefusal);
    const proof = { ...exchange, B: "2", secretBlock: "not base64!", timestamp };
    await expect(signPasswordClaim(proof)).rejects.toThrow(SrpRefusal);
  });

  test("starts with a public value made from its random bytes", async () => {
    const start = startSrp(Buffer.from(toHex(a), "hex"));
    expect(start).toEqual({ a, A: toHex(A) });
    expect(() => startSrp(new Uint8Array(31))).toThrow(RangeError);
    expect(await startSrpInTurns(Buffer.from(toHex(a), "hex"))).toEqual(start);
    await expect(startSrpInTurns(new Uint8Array(31))).rejects.toThrow(RangeError);
  });
});

test("integers are padded as signed bytes", () => {
  const padded = [0n, 2n, 0x7fn, 0x80n, 0xabcn, 0x8000n].map((integer) => bytesToHex(pad(integer)));
  expect(padded).toEqual(["00", "02", "7f", "0080", "0abc", "008000"]);
});

test("wire integers are hex of any case and a bounded number of digits", () => {
  expect(parseHexInteger("0aBc", 4)).toBe(0xabcn);
  for (const text of ["", "0x1", "-1", " 1", "1\n", "g", "12345"])
    expect(parseHexInteger(text, 4)).toBeUndefined();
});
