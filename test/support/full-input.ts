/** Inputs with every member that the model has, at every depth: what mutations of one member start from. */
import {
  type JsonObject,
  type JsonValue,
  type OperationName,
  operationOf,
  type Shape,
  shapeOf,
} from "@poolhouse/protocol";

/** Texts of which one fits every shape of text; the first that fits is taken. */
const texts: readonly string[] = [
  "sample",
  "eu-west-1_Abc123XyZ",
  "eu-west-1_0a1b-2c3d",
  "person@example.com",
  "Your code is {####}.",
  "Go {##on##}.",
  "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_Abc123XyZ",
  "arn:aws:s3:::bucket-of-logs",
  `tkn${"a".repeat(25)}`,
  "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  "import-1",
  "terms-of-use",
  "cognito:default",
  "Level1",
  "c0ffee",
  "123456",
  "abcdefghijklmnopqrstuvwxyz",
  "00112233445566778899aabbccddeeff",
  `1:${"a".repeat(43)}`,
  "https://hooks.example.com/",
  "group.created",
];

/** A valid input of an operation that leaves nothing out. Lists and maps have one element, or as many as they must. */
export function fullInput(name: OperationName): JsonObject {
  // The input of an operation is a structure, so its sample is an object.
  return fullSample(operationOf(name).input) as JsonObject;
}

/** A valid value of a shape with everything in it. */
export function fullSample(shapeName: string): JsonValue {
  if (shapeName === "Document") return { any: ["thing", 1, null] };
  const shape = shapeOf(shapeName);
  switch (shape.type) {
    case "structure":
      return Object.fromEntries(
        Object.entries(shape.members).map(([member, target]) => [member, fullSample(target)]),
      );
    case "list":
      return Array.from({ length: Math.max(1, shape.min ?? 0) }, () => fullSample(shape.member));
    case "map":
      // Keys are texts.
      return { [fullSample(shape.key) as string]: fullSample(shape.value) };
    case "string":
      return shape.enum?.[0] ?? fittingText(shapeName, shape);
    case "blob":
      return "AAAA";
    case "integer":
    case "long":
      return Math.max(1, shape.min ?? 1);
    case "timestamp":
      return 1_772_355_907.239;
    case "boolean":
      return true;
  }
}

/** What a pattern of the model means, said without the product's help: the whole text, by Unicode's classes. */
function wholeMatch(pattern: string): RegExp {
  const dotAll = pattern.startsWith("(?s)");
  return new RegExp(`^(?:${dotAll ? pattern.slice(4) : pattern})$`, dotAll ? "su" : "u");
}

type TextShape = Extract<Shape, { type: "string" }>;

/** Whether a text is as its shape demands. */
export function fits(text: string, { min = 0, max = Infinity, pattern = "(?s).*" }: TextShape): boolean {
  return text.length >= min && text.length <= max && wholeMatch(pattern).test(text);
}

function fittingText(shapeName: string, shape: TextShape): string {
  const found = texts.find((text) => fits(text, shape));
  if (found === undefined) throw new Error(`no sample text fits ${shapeName}`);
  return found;
}
