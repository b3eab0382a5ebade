/**
 * Inputs between good and hostile, made from the model: most members as they should be, some missing, some at the edge, a few of
 * another type. What answers have shown (ids, tokens, sessions) is put in where it belongs, so that calls reach what is behind
 * the checks.
 */
import {
  type JsonObject,
  type JsonValue,
  type OperationName,
  operationOf,
  shapeOf,
} from "@poolhouse/protocol";
import type { Dice } from "./dice.ts";
import { fullSample } from "./full-input.ts";

/** What is known by the name of the member that takes it. */
export type Known = Map<string, string[]>;

/** Texts that have broken something somewhere. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "\u0001",
  "\u202Etxt.exe",
  "\u{1F511}\u{10FFFF}",
  "a\u0301".repeat(500),
  "' or 1=1; --",
  "\\\"'`${7*7}{{7*7}}%s%n",
  "../../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "NaN",
  "-1",
  "9".repeat(400),
  "x".repeat(3000),
  "{####}",
  "{##a##}",
  "<script>alert(1)</script>",
  "a@b",
  "+1",
  "true",
  "[object Object]",
  "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/",
  "eu-west-1_",
];

const numbers: readonly number[] = [
  0,
  1,
  -1,
  2,
  60,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  -(2 ** 53),
  1e21,
  1.5,
  1e308,
];

/** Keys of the open maps. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  AuthParametersType: [
    "USERNAME",
    "PASSWORD",
    "SRP_A",
    "SECRET_HASH",
    "REFRESH_TOKEN",
    "DEVICE_KEY",
    "PREFERRED_CHALLENGE",
    "CHALLENGE_NAME",
  ],
  ProviderDetailsType: [
    "client_id",
    "client_secret",
    "authorize_scopes",
    "oidc_issuer",
    "attributes_request_method",
  ],
  StringToStringMapType: ["Category"],
  ChallengeResponsesType: [
    "USERNAME",
    "PASSWORD",
    "ANSWER",
    "NEW_PASSWORD",
    "SRP_A",
    "SMS_MFA_CODE",
    "SMS_OTP_CODE",
    "EMAIL_OTP_CODE",
    "SOFTWARE_TOKEN_MFA_CODE",
    "PASSWORD_CLAIM_SIGNATURE",
    "PASSWORD_CLAIM_SECRET_BLOCK",
    "TIMESTAMP",
    "DEVICE_KEY",
    "CREDENTIAL",
    "SECRET_HASH",
    "SESSION",
    "userAttributes.name",
  ],
};

/** An input for an operation. */
export function fuzzInput(name: OperationName, dice: Dice, known: Known): JsonObject {
  const { input } = operationOf(name);
  // The input of an operation is a structure; only what is within may be of another type.
  return structureOf({ shapeName: input, member: "", dice, known }) as JsonObject;
}

interface Place {
  readonly shapeName: string;
  readonly member: string;
  readonly dice: Dice;
  readonly known: Known;
}

function valueOf(place: Place): JsonValue {
  const { shapeName, dice } = place;
  if (dice.happens(0.008)) return anything(dice);
  if (shapeName === "Document") return dice.happens(0.3) ? {} : anything(dice);
  const shape = shapeOf(shapeName);
  switch (shape.type) {
    case "string":
      return shape.enum === undefined || dice.happens(0.03) ? textOf(place) : dice.pick(shape.enum);
    case "integer":
    case "long":
      return numberOf(dice, shape);
    case "boolean":
      return dice.happens(0.5);
    case "timestamp":
      return dice.pick(numbers);
    case "blob":
      return dice.pick(["AAAA", "", "iVBORw0KGgo=", "PHN2Zy8+"]);
    case "list":
      return Array.from({ length: lengthOf(dice, shape.max) }, () =>
        valueOf({ ...place, shapeName: shape.member }),
      );
    case "map":
      return mapOf(place, shape);
    case "structure":
      return structureOf(place);
  }
}

function numberOf(dice: Dice, { min = 0, max = 100 }: { min?: number; max?: number }): number {
  if (dice.happens(0.6)) return min + dice.below(Math.min(max - min + 1, 100));
  return dice.pick([min, max, ...numbers]);
}

const lengthOf = (dice: Dice, max = Infinity): number =>
  dice.happens(0.01) ? Math.min(max + 1, 101) : dice.below(4);

function structureOf(place: Place): JsonValue {
  const shape = shapeOf(place.shapeName);
  if (shape.type !== "structure") return {};
  const entries: [string, JsonValue][] = [];
  for (const [member, shapeName] of Object.entries(shape.members)) {
    const isRequired = shape.required?.includes(member) === true;
    // What is known of is worth giving more often: a token or a session opens the way.
    const chance = isRequired ? 0.99 : place.known.has(member) ? 0.75 : 0.25;
    if (place.dice.happens(chance)) entries.push([member, valueOf({ ...place, shapeName, member })]);
  }
  if (place.dice.happens(0.02)) entries.push([place.dice.pick(["__proto__", "constructor", "toJSON"]), {}]);
  return Object.fromEntries(entries);
}

function mapOf(place: Place, shape: { key: string; value: string }): JsonValue {
  const { dice, shapeName } = place;
  const usual = (keysOf[shapeName] ?? []).filter((key) => dice.happens(key === "USERNAME" ? 0.97 : 0.7));
  const others = Array.from({ length: keysOf[shapeName] === undefined ? lengthOf(dice) : 0 }, () =>
    // The sample of a key is a text.
    dice.happens(0.7) ? (fullSample(shape.key) as string) : dice.pick(hostileTexts),
  );
  const stray = dice.happens(0.03) ? [dice.pick(hostileTexts)] : [];
  return Object.fromEntries(
    [...usual, ...others, ...stray].map((key) => [
      key,
      valueOf({ ...place, shapeName: shape.value, member: key }),
    ]),
  );
}

function textOf({ shapeName, member, dice, known }: Place): JsonValue {
  const heard = known.get(member) ?? known.get(shapeName);
  if (heard !== undefined && heard.length > 0 && dice.happens(0.95)) {
    // The place's own, the newest, or any.
    const which = dice.roll();
    return which < 0.4 ? (heard.at(0) ?? "") : which < 0.8 ? (heard.at(-1) ?? "") : dice.pick(heard);
  }
  if (dice.happens(0.75)) return fullSample(shapeName);
  return dice.pick(hostileTexts);
}

/** Any JSON at all. */
function anything(dice: Dice, depth = 0): JsonValue {
  const kind = dice.below(depth > 3 ? 4 : 6);
  if (kind === 0) return dice.pick(hostileTexts);
  if (kind === 1) return dice.pick(numbers);
  if (kind === 2) return dice.happens(0.5);
  if (kind === 3) return null;
  if (kind === 4) return Array.from({ length: dice.below(4) }, () => anything(dice, depth + 1));
  return Object.fromEntries(
    Array.from({ length: dice.below(4) }, () => [dice.pick(hostileTexts), anything(dice, depth + 1)]),
  );
}

const mostKnown = 30;

/** Remembers what an answer shows under the names of its members. */
export function learn(known: Known, answer: unknown): void {
  if (typeof answer !== "object" || answer === null) return;
  for (const [member, value] of Object.entries(answer)) {
    // Pools and clients of a walk's own making are not worth as much as the place's.
    if (member === "ClientId" || member === "UserPoolId") continue;
    if (typeof value === "string" && value.length > 0 && !Array.isArray(answer)) {
      note(known, member, value);
      for (const other of Object.hasOwn(alsoTakenAs, member) ? (alsoTakenAs[member] ?? []) : [])
        note(known, other, value);
    } else learn(known, value);
  }
}

/** Notes one value; the oldest make room. */
export function note(known: Known, member: string, value: string): void {
  const heard = known.get(member) ?? [];
  if (heard.includes(value)) return;
  const [first, ...later] = [...heard, value];
  // The first is the place's own and stays.
  known.set(member, [first ?? value, ...later.slice(-mostKnown)]);
}

/** Members of answers that other members of requests take. */
const alsoTakenAs: Readonly<Record<string, readonly string[]>> = {
  RefreshToken: ["Token", "REFRESH_TOKEN"],
  ClientSecret: ["Secret"],
  ClientSecretValue: ["Secret", "ClientSecret"],
  Username: ["USERNAME", "ProviderAttributeValue"],
  DeviceKey: ["DEVICE_KEY"],
  USER_ID_FOR_SRP: ["USERNAME", "Username"],
  SECRET_BLOCK: ["PASSWORD_CLAIM_SECRET_BLOCK"],
  NextToken: ["PaginationToken"],
  PaginationToken: ["NextToken"],
  Arn: ["ResourceArn"],
};
