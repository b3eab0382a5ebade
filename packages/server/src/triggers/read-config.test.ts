import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import { readTriggers } from "./read-config.ts";
import type { TriggerFunctions } from "./triggers.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-triggers-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const parts = { clock: { now: () => 0 }, random: seededRandom("triggers") };

function read(content: unknown): Promise<TriggerFunctions> {
  const file = join(folder, "triggers.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readTriggers(file, parts);
}

const secret = "sixteen characters and more";
const url = "https://functions.example.com/hook";

describe("the triggers file", () => {
  it("finds modules from its own folder, new and old", async () => {
    writeFileSync(join(folder, "gate.mjs"), "export const handler = async (event) => event;");
    writeFileSync(join(folder, "old.cjs"), "exports.handler = (event, context, done) => done(null, event);");
    const functions = await read({ gate: { module: "./gate.mjs" }, old: { module: "old.cjs" } });
    const signal = new AbortController().signal;
    for (const name of ["gate", "old"])
      expect(await functions.get(name)?.invoke({ id: "1", body: '{"a":1}', signal })).toBe('{"a":1}');
  });

  it("takes user pools that users come from", async () => {
    const functions = await read({ old: { cognito: "eu-west-1_a", clientId: "1", clientSecret: "2" } });
    expect([...functions.keys()]).toEqual(["old"]);
  });

  it("takes webhooks", async () => {
    const codeKey = Buffer.alloc(32).toString("base64");
    const local = { url: "http://localhost:8080/", secret, allowPrivateAddresses: true, plainCodes: true };
    const functions = await read({ one: { url, secret, codeKey }, two: local });
    expect([...functions.keys()]).toEqual(["one", "two"]);
  });

  it.each<[string, unknown, string]>([
    ["text", "{", "is not JSON"],
    ["a list", [], "must hold an object"],
    ["an entry without a kind", { gate: 1 }, "an object with"],
    ["a missing module", { gate: { module: "./none.mjs" } }, "cannot be loaded"],
    ["a short secret", { gate: { url, secret: "short" } }, '"secret" must be'],
    ["plain HTTP to somewhere", { gate: { url: "http://functions.example.com", secret } }, '"url" must be'],
    ["plain HTTP unasked", { gate: { url: "http://localhost:1", secret } }, '"url" must be'],
    ["a password in the address", { gate: { url: "https://me:pw@example.com", secret } }, '"url" must be'],
    [
      "another protocol",
      { gate: { url: "file:///etc/passwd", secret, allowPrivateAddresses: true } },
      '"url" must be',
    ],
    ["a short key", { gate: { url, secret, codeKey: "AAAA" } }, '"codeKey" must be'],
    ["no pool to ask", { old: { cognito: "nowhere", clientId: "1" } }, '"cognito" must be'],
    ["no client to ask with", { old: { cognito: "eu-west-1_a" } }, '"clientId" that of'],
    ["a secret that is none", { old: { cognito: "eu-west-1_a", clientId: "1", clientSecret: 1 } }, "a text"],
    [
      "an open way to the old pool",
      { old: { cognito: "eu-west-1_a", clientId: "1", endpoint: "http://pool.example" } },
      '"url" must be',
    ],
    ["a misspelt member", { gate: { url, secret, codekey: "x" } }, '"codekey" is not known'],
  ])("with %s is refused in words", async (_what, content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });

  it("with a module that has no handler is refused", async () => {
    writeFileSync(join(folder, "gate.mjs"), "export const other = 1;");
    await expect(read({ gate: { module: "./gate.mjs" } })).rejects.toThrow(
      "must export a function named handler",
    );
  });

  it("does not repeat a secret in what it says", async () => {
    const told = read({ gate: { url: "http://x", secret } });
    await expect(told).rejects.not.toThrow(secret);
  });

  it("sends no code to a webhook about which it says nothing", async () => {
    const functions = await read({ mail: { url, secret } });
    expect(() => functions.get("mail")?.protectCode?.("123456", {} as never)).toThrow("codeKey");
  });
});
