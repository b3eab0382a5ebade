/**
 * What is measured: each journey is the requests that a client sends for one sign-in, sign-up or read, with the parts that its
 * floor is added up from. A part is counted as often as the protocol itself demands it, and no oftener.
 */
import { randomUUID } from "node:crypto";
import type { InitiateAuthResponse } from "@poolhouse/protocol";
import type { Parts } from "./costs.ts";
import { codeOf, password, type Person, type Seeds } from "./seed.ts";
import { answerVerifier, type ClientPair } from "./srp-client.ts";

/** Sends one request and answers its parsed body; rejects if it was refused. */
export type Send = (operation: string, input: object) => Promise<unknown>;

export interface Journey {
  readonly name: string;
  readonly parts: Parts;
  /** The most that it may cost, as a multiple of its floor. */
  readonly limit: number;
  /** How many of it make up a round: cheap ones need more to be measured well. */
  readonly weight: number;
  run(send: Send, supply: Supply): Promise<void>;
}

/** Whom journeys use up or use again. */
export interface Supply {
  readonly seeds: Seeds;
  readonly pair: ClientPair;
  /** Tokens of people who have signed in. */
  readonly tokens: { access: string; refresh: string }[];
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
    async run(send, { seeds, pair }) {
      const person = takeOne(seeds.withApp);
      const parameters = { USERNAME: person.username, SRP_A: pair.A };
      const asked = await initiate(send, seeds, { AuthFlow: "USER_SRP_AUTH", AuthParameters: parameters });
      const proof = await answerVerifier(person, pair, asked.ChallengeParameters ?? {});
      const next = await send("RespondToAuthChallenge", {
        ClientId: seeds.clientId,
        ChallengeName: "PASSWORD_VERIFIER",
        ChallengeResponses: proof,
      });
      await respondWithCode(send, seeds, { person, asked: next as InitiateAuthResponse });
    },
  },
  "password-totp": {
    name: "Sign-in: password, then TOTP",
    parts: { power: 1, ...signatures, seal: 1, open: 3, codes: 1, request: 2 },
    limit: 1.3,
    weight: 1,
    async run(send, { seeds }) {
      const person = takeOne(seeds.withApp);
      await respondWithCode(send, seeds, { person, asked: await withPassword(send, seeds, person) });
    },
  },
  password: {
    name: "Sign-in: password",
    parts: { power: 1, ...signatures, open: 1, request: 1 },
    limit: 1.3,
    weight: 1,
    async run(send, { seeds, tokens, next }) {
      const person = at(seeds.withoutApp, next());
      const { AuthenticationResult } = await withPassword(send, seeds, person);
      const { AccessToken = "", RefreshToken = "" } = AuthenticationResult ?? {};
      if (AccessToken === "" || RefreshToken === "") throw new Error("the sign-in gave no tokens");
      if (tokens.length < seeds.withoutApp.length)
        tokens.push({ access: AccessToken, refresh: RefreshToken });
    },
  },
  refresh: {
    name: "Refresh",
    parts: { ...signatures, request: 1 },
    limit: 1.3,
    weight: 2,
    async run(send, { seeds, tokens, next }) {
      const parameters = { REFRESH_TOKEN: at(tokens, next()).refresh };
      await initiate(send, seeds, { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: parameters });
    },
  },
  "sign-up": {
    name: "SignUp",
    // Sealed: the verifier, the message with the code. Opened: the message, by the delivery loop.
    parts: { power: 1, seal: 2, open: 1, request: 1 },
    limit: 1.3,
    weight: 2,
    async run(send, { seeds }) {
      const Username = randomUUID();
      const UserAttributes = [{ Name: "email", Value: `${Username}@example.com` }];
      await send("SignUp", { ClientId: seeds.clientId, Username, Password: password, UserAttributes });
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

function takeOne(people: Person[]): Person {
  const person = people.pop();
  if (person === undefined) throw new Error("too few people were seeded");
  return person;
}

function at<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error("a list of the benchmark is empty");
  return found;
}

async function initiate(send: Send, seeds: Seeds, input: object): Promise<InitiateAuthResponse> {
  // The server's answer; the journeys check the members they need.
  return (await send("InitiateAuth", { ClientId: seeds.clientId, ...input })) as InitiateAuthResponse;
}

function withPassword(send: Send, seeds: Seeds, { username }: Person): Promise<InitiateAuthResponse> {
  const parameters = { USERNAME: username, PASSWORD: password };
  return initiate(send, seeds, { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters });
}

async function respondWithCode(
  send: Send,
  seeds: Seeds,
  given: { person: Person; asked: InitiateAuthResponse },
): Promise<void> {
  const { asked, person } = given;
  const answer = await send("RespondToAuthChallenge", {
    ClientId: seeds.clientId,
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: asked.Session,
    ChallengeResponses: { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: codeOf(person) },
  });
  // As above.
  if ((answer as InitiateAuthResponse).AuthenticationResult === undefined)
    throw new Error("the sign-in gave no tokens");
}
