/**
 * What is measured: each journey is the requests that a client sends for one sign-in, sign-up or read, with the parts that its
 * floor is added up from. A part is counted as often as the protocol itself demands it, and no oftener.
 */
import { randomUUID } from "node:crypto";
import type { Parts } from "./costs.ts";
import type { Gateway } from "./gateway.ts";
import {
  initiate,
  proveDevice,
  requireTokens,
  respondWithAppCode,
  respondWithCode,
  type Send,
  signInWithPassword,
  signInWithSrp,
} from "./requests.ts";
import type { Seeds } from "./seed.ts";
import { password } from "./seed-people.ts";
import type { ClientPair } from "./srp-client.ts";

export interface Journey {
  readonly name: string;
  readonly parts: Parts;
  /** The most that it may cost, as a multiple of its floor. */
  readonly limit: number;
  /** How many of it make up a round: cheap ones need more to be measured well. */
  readonly weight: number;
  /** Runs against a server that sends text messages to a gateway, not into a mailbox. */
  readonly needsGateway?: true;
  run(send: Send, supply: Supply): Promise<void>;
}

/** Whom journeys use up or use again. */
export interface Supply {
  readonly seeds: Seeds;
  readonly pair: ClientPair;
  /** Tokens of people who have signed in. */
  readonly tokens: { access: string; refresh: string }[];
  readonly gateway: Gateway;
  /** The next number of a sequence; wraps around lists that may be used again. */
  next(): number;
}

const signatures = { signature: 2 };

export const journeys: Readonly<Record<string, Journey>> = {
  "srp-totp": {
    name: "Sign-in: SRP, then TOTP",
    // g^b, v^u and the base to b. Sealed: secret block, session. Opened: both of these, the verifier twice, the TOTP secret.
    parts: { power: 3, ...signatures, seal: 2, open: 5, proof: 1, codes: 1, request: 3 },
    limit: 1.3,
    weight: 1,
    async run(send, { seeds: { withApp }, pair }) {
      const person = takeOne(withApp.people);
      const asked = await signInWithSrp(send, withApp, { person, pair });
      await respondWithAppCode(send, withApp, { person, asked });
    },
  },
  "srp-sms": {
    name: "Sign-in: SRP, then SMS",
    // As above, but for the secret; besides, the message is sealed and opened, and posted to the gateway in a request.
    parts: { power: 3, ...signatures, seal: 3, open: 5, proof: 1, request: 4 },
    limit: 1.3,
    weight: 1,
    needsGateway: true,
    async run(send, { seeds: { withTelephone }, pair, gateway }) {
      const person = takeOne(withTelephone.people);
      const asked = await signInWithSrp(send, withTelephone, { person, pair });
      const responses = { SMS_MFA_CODE: await gateway.codeFor(person.phoneNumber ?? "") };
      await respondWithCode(send, withTelephone, { person, asked, responses });
    },
  },
  device: {
    name: "Sign-in: SRP, then a device",
    // Two exchanges. Sealed: both blocks, a session beside each. Opened: all four, and each verifier twice.
    parts: { power: 6, ...signatures, seal: 4, open: 8, proof: 2, request: 4 },
    limit: 1.3,
    weight: 1,
    async run(send, { seeds: { withDevice }, pair, next }) {
      const person = at(withDevice.people, next());
      const asked = await signInWithSrp(send, withDevice, { person, pair });
      if (person.device === undefined) throw new Error("this person has no device");
      await proveDevice(send, withDevice, { person, device: person.device, pair, asked });
    },
  },
  "password-totp": {
    name: "Sign-in: password, then TOTP",
    parts: { power: 1, ...signatures, seal: 1, open: 3, codes: 1, request: 2 },
    limit: 1.3,
    weight: 1,
    async run(send, { seeds: { withApp } }) {
      const person = takeOne(withApp.people);
      const asked = await signInWithPassword(send, withApp, person);
      await respondWithAppCode(send, withApp, { person, asked });
    },
  },
  password: {
    name: "Sign-in: password",
    parts: { power: 1, ...signatures, open: 1, request: 1 },
    limit: 1.3,
    weight: 1,
    async run(send, { seeds: { withoutApp }, tokens, next }) {
      const { people } = withoutApp;
      const issued = requireTokens(await signInWithPassword(send, withoutApp, at(people, next())));
      if (tokens.length < people.length) tokens.push(issued);
    },
  },
  refresh: {
    name: "Refresh",
    parts: { ...signatures, request: 1 },
    limit: 1.3,
    weight: 2,
    async run(send, { seeds: { withoutApp }, tokens, next }) {
      const parameters = { REFRESH_TOKEN: at(tokens, next()).refresh };
      await initiate(send, withoutApp, { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: parameters });
    },
  },
  "sign-up": {
    name: "SignUp",
    // Sealed: the verifier, the message with the code. Opened: the message, by the delivery loop.
    parts: { power: 1, seal: 2, open: 1, request: 1 },
    limit: 1.3,
    weight: 2,
    async run(send, { seeds: { withoutApp } }) {
      const { clientId: ClientId } = withoutApp;
      const Username = randomUUID();
      const UserAttributes = [{ Name: "email", Value: `${Username}@example.com` }];
      await send("SignUp", { ClientId, Username, Password: password, UserAttributes });
    },
  },
  "get-user": {
    name: "GetUser",
    parts: { request: 1 },
    limit: 2,
    weight: 15,
    async run(send, { tokens, next }) {
      await send("GetUser", { AccessToken: at(tokens, next()).access });
    },
  },
};

/** The journeys of these names. Throws for one that there is not. */
export function journeysOf(keys: readonly string[]): Journey[] {
  return keys.map((key) => {
    const journey = journeys[key];
    if (journey === undefined) throw new Error(`no journey ${key}: ${Object.keys(journeys).join(", ")}`);
    return journey;
  });
}

function takeOne<T>(people: T[]): T {
  const person = people.pop();
  if (person === undefined) throw new Error("too few people were seeded");
  return person;
}

function at<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error("a list of the benchmark is empty");
  return found;
}
