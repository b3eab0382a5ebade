/**
 * The model is the law of inputs: for every operation, an input that has everything is let in, and one with a single thing wrong,
 * in any member at any depth, is refused with the type and the text that the contract says; nothing else about it matters.
 */
import { checkInput, everyOperation, type JsonObject, type OperationName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import { fullInput } from "../support/full-input.ts";
import { mutationsOf } from "../support/mutations.ts";
import { createService, type Service } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await createService({ keyPairs: 2 });
});
afterAll(() => service.close());

/** The refusal of an input through the dispatcher, or what it was answered instead. */
async function refusalOf(name: OperationName, body: JsonObject): Promise<{ type: string; message: string }> {
  try {
    await call(service.world, name, body);
    return { type: "answered", message: "" };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { type: error.type, message: error.message };
  }
}

const isViolation = ({ type, message }: { type: string; message: string }): boolean =>
  type === "SerializationException" || /^(?:\d+ validation errors? |Validation error )detected/.test(message);

describe.each(everyOperation)("%s", (name) => {
  const mutations = mutationsOf(name);
  const refused = mutations.filter(({ refusal }) => refusal !== undefined);

  it("lets a full input in", async () => {
    expect(await refusalOf(name, fullInput(name))).not.toSatisfy(isViolation);
  });

  it("lets in what is just allowed", () => {
    const edges = mutations.filter(({ refusal }) => refusal === undefined);
    const wrong = edges.filter(({ body }) => !checkInput(name, body).ok).map(({ what }) => what);
    expect(wrong).toEqual([]);
  });

  it.skipIf(refused.length === 0)("refuses every single violation in the contract's words", async () => {
    const differences: object[] = [];
    for (const { what, body, refusal } of refused) {
      const heard = await refusalOf(name, body);
      if (heard.type !== refusal?.type || heard.message !== refusal.message)
        differences.push({ what, heard, refusal });
    }
    expect(differences).toEqual([]);
  });
});

it("is thousands of mutations, of every kind", () => {
  const all = everyOperation
    .flatMap((name) => mutationsOf(name))
    .map(({ refusal }) => refusal?.message ?? "");
  const kinds = {
    "must not be null": 400,
    "length greater than": 300,
    "length less than": 300,
    "value greater than": 30,
    "value less than": 30,
    "regular expression": 1000,
    "enum value set": 300,
    "Unexpected field type": 3000,
  };
  for (const [kind, least] of Object.entries(kinds))
    expect(all.filter((message) => message.includes(kind)).length, kind).toBeGreaterThan(least);
});
