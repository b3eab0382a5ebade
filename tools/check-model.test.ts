import { expect, test } from "vitest";
import { checkFacts, checkModel } from "./check-model.ts";
import { generateOperations, readModels } from "./generate-operations.ts";

test("the model and the types made from it agree", () => {
  expect(checkModel()).toEqual([]);
});

test("the same facts give the same text, in whatever order they stand", () => {
  const { protocol, extensions } = readModels();
  const reversed = {
    operations: Object.fromEntries(Object.entries(protocol.operations).reverse()),
    shapes: Object.fromEntries(Object.entries(protocol.shapes).reverse()),
  };
  expect(generateOperations({ protocol: reversed, extensions })).toBe(
    generateOperations({ protocol, extensions }),
  );
});

test("a broken model is named where it is broken", () => {
  const models = readModels();
  const { protocol: model } = models;
  delete model.operations["GetUser"];
  const text = { type: "string" };
  Object.assign(model.shapes, {
    Dangling: { type: "list", member: "Nowhere" },
    Unreadable: { ...text, pattern: "[" },
    Strange: { type: "float" },
    Endless: { type: "list", member: "Endless" },
    Wanting: { type: "structure", members: { A: "StringType" }, required: ["B"] },
  });
  Object.assign(model.operations["SignUp"] ?? {}, {
    input: "StringType",
    errors: ["StringType"],
    auth: "maybe",
  });
  expect(checkFacts(models)).toEqual([
    "the model has 139 operations, not 140",
    "SignUp: StringType is no structure",
    "SignUp: StringType is no exception",
    "SignUp: unknown auth maybe",
    "Dangling: no shape Nowhere",
    "Unreadable: cannot compile [",
    "Strange: unknown type float",
    "Endless: contains itself",
    "Wanting: required B is no member",
  ]);
});
