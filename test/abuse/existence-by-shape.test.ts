/**
 * Finding out who has an account by how answers look (E3): over 2,000 people and 2,000 names that nobody has, every length and
 * form that an answer shows comes as often for the ones as for the others (chi-square). Ten thousand would be better and too slow.
 *
 * The modular powers are drawn instead of computed: no sign-in here goes on to its proof, and a power of the generator looks like
 * any number below the modulus. Chance is seeded, so that this passes or fails alike on every run.
 */
import { srpGroup } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../support/chance.ts";
import { addPerson, createPlace } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const people = 2000;
const random = seededRandom("shapes");
const drawPower = (): Promise<bigint> =>
  Promise.resolve(BigInt(`0x${random.bytes(392).toString("hex")}`) % srpGroup.N);

let service: Service;
let byName: Place;
let byEmail: Place;

/** A pool, with the names of people in it and as many of nobody, drawn from one hat. */
interface Place {
  readonly app: App;
  readonly somebody: readonly string[];
  readonly nobody: readonly string[];
}

beforeAll(async () => {
  service = await createService({ seed: "shapes", keyPairs: 2 });
  Object.assign(service.world, { powers: { power: drawPower } });
  byName = await settle(false);
  byEmail = await settle(true);
}, 120_000);
afterAll(() => service.close());

async function settle(withEmail: boolean): Promise<Place> {
  const app = await createPlace(service, {
    pool: {
      AutoVerifiedAttributes: ["email"],
      ...(withEmail && { UsernameAttributes: ["email"] }),
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } },
      WebAuthnConfiguration: { RelyingPartyId: "example.com" },
    },
    client: {
      PreventUserExistenceErrors: "ENABLED",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"],
    },
  });
  const names = Array.from({ length: 2 * people }, () => drawName(withEmail));
  const somebody = names.slice(0, people);
  for (const name of somebody) {
    const email = withEmail ? name : `${drawLetters(1)}@${drawLetters(1)}.example`;
    await addPerson(service, app, name, {
      user: { attributes: { email, email_verified: "true" }, ...(withEmail && { username: drawUuid() }) },
    });
  }
  return { app, somebody, nobody: names.slice(people) };
}

/** Letters that all come as often. */
const drawLetters = (length: number): string =>
  Array.from({ length }, () => String.fromCodePoint(97 + (random.bytes(4).readUInt32BE(0) % 26))).join("");

const drawName = (withEmail: boolean): string => drawLetters(12) + (withEmail ? "@example.com" : "");

/** A random UUID (RFC 9562 section 5.4), as the sub of a user is. */
function drawUuid(): string {
  const hex = random.bytes(16).toString("hex");
  const variant = "89ab"[random.bytes(1).readUInt8(0) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** What is looked at of an answer, as a word; undefined where the answer does not have it. */
type Look = (answer: Shown) => string | undefined;
interface Shown {
  readonly name: string;
  readonly session: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** How often each word is seen. */
function count(words: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(String(word), (counts.get(String(word)) ?? 0) + 1);
  return counts;
}

/**
 * Pearson's chi-square over its critical value at p = 0.001 (Wilson and Hilferty 1931): above 1, the two are not of one kind.
 * Words that are rare in both are counted as one.
 */
function unlikeness(one: Map<string, number>, other: Map<string, number>): number {
  const cells = new Map<string, [number, number]>();
  for (const word of new Set([...one.keys(), ...other.keys()])) {
    const [a, b] = [one.get(word) ?? 0, other.get(word) ?? 0];
    const cell = a + b < 10 ? "rare" : word;
    const [x, y] = cells.get(cell) ?? [0, 0];
    cells.set(cell, [x + a, y + b]);
  }
  if (cells.size < 2) return 0;
  const [sum, others] = [total(one), total(other)];
  const chiSquare = [...cells.values()].reduce((found, [a, b]) => {
    const expected = ((a + b) * sum) / (sum + others);
    const expectedOther = a + b - expected;
    return found + (a - expected) ** 2 / expected + (b - expectedOther) ** 2 / expectedOther;
  }, 0);
  const freedom = cells.size - 1;
  const part = 2 / (9 * freedom);
  return chiSquare / (freedom * (1 - part + 3.09 * Math.sqrt(part)) ** 3);
}

const total = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((sum, each) => sum + each, 0);

type Parameters = Record<string, string>;

async function begin(app: App, AuthFlow: "USER_SRP_AUTH" | "USER_AUTH", given: Parameters): Promise<Shown> {
  const answer = await service.call("InitiateAuth", {
    AuthFlow,
    ClientId: app.clientId,
    AuthParameters: given,
  });
  return {
    name: given["USERNAME"] ?? "",
    session: answer.Session ?? "",
    parameters: answer.ChallengeParameters ?? {},
  };
}

/** All that is shown to `names` by a flow. */
async function showAll(
  app: App,
  names: readonly string[],
  way: { flow: "USER_SRP_AUTH" | "USER_AUTH"; parameters: Parameters },
): Promise<Shown[]> {
  const answers: Shown[] = [];
  for (const USERNAME of names) answers.push(await begin(app, way.flow, { USERNAME, ...way.parameters }));
  return answers;
}

const lengthOf =
  (parameter: string): Look =>
  ({ parameters }) =>
    String(parameters[parameter]?.length);

const letterOf =
  (parameter: string, at: number): Look =>
  ({ parameters }) =>
    parameters[parameter]?.at(at);

/** A name as it was typed, a UUID of random bytes, or what else it is. */
const formOf =
  (parameter: string): Look =>
  ({ name, parameters }) => {
    const text = parameters[parameter] ?? "";
    if (text === name) return "as typed";
    return text.replaceAll(/[0-9a-f]/g, "x").replace(/x{8}-x{4}-x{4}-x{4}-x{12}/, "a UUID");
  };

const srpLooks: Record<string, Look> = {
  "the members": ({ parameters }) => Object.keys(parameters).join(),
  "the length of SALT": lengthOf("SALT"),
  "the first digit of SALT": letterOf("SALT", 0),
  "the last digit of SALT": letterOf("SALT", -1),
  "the length of SRP_B": lengthOf("SRP_B"),
  "the first digit of SRP_B": letterOf("SRP_B", 0),
  "the length of SECRET_BLOCK": lengthOf("SECRET_BLOCK"),
  "the form of USERNAME": formOf("USERNAME"),
  "the form of USER_ID_FOR_SRP": formOf("USER_ID_FOR_SRP"),
};

/** Of a user's id only: the digits of a UUID, two of which say that it is a random one. */
const idLooks: Record<string, Look> = Object.fromEntries(
  [0, 9, 14, 19, 35].map((at) => [`digit ${at} of USER_ID_FOR_SRP`, letterOf("USER_ID_FOR_SRP", at)]),
);

const choiceLooks: Record<string, Look> = {
  "the members": ({ parameters }) => Object.keys(parameters).join(),
  "the length of Session": ({ session }) => String(session.length),
};

const codeLooks: Record<string, Look> = {
  ...choiceLooks,
  "the form of the destination": ({ parameters }) =>
    parameters["CODE_DELIVERY_DESTINATION"]?.replaceAll(/[a-z]/g, "x"),
  "the first letter of the destination": letterOf("CODE_DELIVERY_DESTINATION", 0),
};

const srp = { flow: "USER_SRP_AUTH", parameters: { SRP_A: "ab".repeat(384) } } as const;
const code = { flow: "USER_AUTH", parameters: { PREFERRED_CHALLENGE: "EMAIL_OTP" } } as const;
const choice = { flow: "USER_AUTH", parameters: { PREFERRED_CHALLENGE: "PASSWORD_SRP" } } as const;

describe("E3: where existence is protected, answers about nobody look like those about somebody", () => {
  it.each([
    ["USER_SRP_AUTH by username", () => byName, srp, srpLooks],
    ["USER_SRP_AUTH by e-mail address", () => byEmail, srp, { ...srpLooks, ...idLooks }],
    ["USER_AUTH by username", () => byName, choice, choiceLooks],
    ["USER_AUTH by e-mail address", () => byEmail, choice, choiceLooks],
    ["a code sent to who has a username", () => byName, code, codeLooks],
    ["a code sent to an e-mail address", () => byEmail, code, codeLooks],
  ] as const)("%s", async (_what, place, way, looks: Record<string, Look>) => {
    const { app, somebody, nobody } = place();
    const shown = await showAll(app, somebody, way);
    const invented = await showAll(app, nobody, way);
    const unlike = Object.entries(looks)
      .map(([what, look]) => ({ what, one: count(shown.map(look)), other: count(invented.map(look)) }))
      .filter(({ one, other }) => unlikeness(one, other) > 1);
    expect(unlike).toEqual([]);
  });

  it("of passkeys nobody has none or one, each as often, and of the common looks alike", async () => {
    const asked = await showAll(byEmail.app, byEmail.nobody, {
      flow: "USER_AUTH",
      parameters: { PREFERRED_CHALLENGE: "WEB_AUTHN" },
    });
    const looks = count(asked.map(passkeyOf));
    const [none = 0, ...others] = [
      looks.get("none"),
      ...[...looks].flatMap(([look, n]) => (look === "none" ? [] : [n])),
    ];
    // Half of them, and a quarter of the other half each: three standard deviations.
    expect(Math.abs(none - people / 2)).toBeLessThan(3 * Math.sqrt(people / 4));
    expect(others).toHaveLength(4);
    for (const n of others) expect(Math.abs(n - people / 8)).toBeLessThan(3 * Math.sqrt((people * 7) / 64));
  });

  it("the comparison sees a length that comes half as often", () => {
    const one = new Map([
      ["32", 1875],
      ["31", 117],
      ["30", 8],
    ]);
    expect(
      unlikeness(
        one,
        new Map([
          ["32", 1880],
          ["31", 114],
          ["30", 6],
        ]),
      ),
    ).toBeLessThan(1);
    expect(
      unlikeness(
        one,
        new Map([
          ["32", 1938],
          ["31", 58],
          ["30", 4],
        ]),
      ),
    ).toBeGreaterThan(1);
    expect(unlikeness(one, new Map([["32", 2000]]))).toBeGreaterThan(1);
  });
});

/** The look of the one passkey that is asked for: the length of its id and where it may be. */
function passkeyOf({ parameters }: Shown): string {
  const text = parameters["CREDENTIAL_REQUEST_OPTIONS"];
  if (text === undefined) return "none";
  // PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3, section 5.1.9).
  const { allowCredentials: all } = JSON.parse(text) as {
    allowCredentials: { id: string; transports?: string[] }[];
  };
  return all
    .map(({ id, transports }) => `${Buffer.from(id, "base64url").length} ${transports?.join()}`)
    .join(" and ");
}
