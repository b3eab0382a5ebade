/** The requests that sign-ins are made of, as clients send them. */
import type { InitiateAuthResponse, RespondToAuthChallengeResponse } from "@poolhouse/protocol";
import type { Group } from "./seed.ts";
import { codeOf, password, type Person } from "./seed-people.ts";
import { answerVerifier, type ClientPair, type Identity } from "./srp-client.ts";

/** Sends one request and answers its parsed body; rejects if it was refused. */
export type Send = (operation: string, input: object) => Promise<unknown>;

/** What the server asks for next. */
export type Asked = InitiateAuthResponse;

export async function initiate(send: Send, { clientId }: Group, input: object): Promise<Asked> {
  // The server's answer; the journeys check the members they need.
  return (await send("InitiateAuth", { ClientId: clientId, ...input })) as InitiateAuthResponse;
}

export function signInWithPassword(send: Send, group: Group, { username }: Person): Promise<Asked> {
  const parameters = { USERNAME: username, PASSWORD: password };
  return initiate(send, group, { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters });
}

/** Proves the password by SRP: two requests. */
export async function signInWithSrp(
  send: Send,
  group: Group,
  { person, pair }: { person: Person; pair: ClientPair },
): Promise<Asked> {
  const device = person.device && { DEVICE_KEY: person.device.username };
  const AuthParameters = { USERNAME: person.username, SRP_A: pair.A, ...device };
  const asked = await initiate(send, group, { AuthFlow: "USER_SRP_AUTH", AuthParameters });
  const proof = await answerVerifier(person, pair, asked.ChallengeParameters ?? {});
  return respond(send, group, {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: { ...proof, ...device },
  });
}

/** Proves a remembered device by its own SRP: two requests. Throws unless tokens came back. */
export async function proveDevice(
  send: Send,
  group: Group,
  given: { person: Person; device: Identity; pair: ClientPair; asked: Asked },
): Promise<void> {
  const { asked, device, pair, person } = given;
  const names = { USERNAME: person.username, DEVICE_KEY: device.username };
  const exchange = await respond(send, group, {
    ChallengeName: "DEVICE_SRP_AUTH",
    Session: asked.Session,
    ChallengeResponses: { ...names, SRP_A: pair.A },
  });
  const proof = await answerVerifier(device, pair, exchange.ChallengeParameters ?? {});
  const answer = await respond(send, group, {
    ChallengeName: "DEVICE_PASSWORD_VERIFIER",
    Session: exchange.Session,
    ChallengeResponses: { ...proof, ...names },
  });
  requireTokens(answer);
}

/** Answers the challenge of an authenticator app. Throws unless tokens came back. */
export function respondWithAppCode(
  send: Send,
  group: Group,
  { person, asked }: { person: Person; asked: Asked },
): Promise<void> {
  const responses = { SOFTWARE_TOKEN_MFA_CODE: codeOf(person) };
  return respondWithCode(send, group, { person, asked, responses });
}

/** Answers the challenge of a code, whichever it is. Throws unless tokens came back. */
export async function respondWithCode(
  send: Send,
  group: Group,
  given: { person: Person; asked: Asked; responses: Readonly<Record<string, string>> },
): Promise<void> {
  const { asked, person, responses } = given;
  const answer = await respond(send, group, {
    ChallengeName: asked.ChallengeName,
    Session: asked.Session,
    ChallengeResponses: { USERNAME: person.username, ...responses },
  });
  requireTokens(answer);
}

/** The tokens of an answer. Throws if it has none. */
export function requireTokens({ AuthenticationResult }: Asked): { access: string; refresh: string } {
  const { AccessToken = "", RefreshToken = "" } = AuthenticationResult ?? {};
  if (AccessToken === "" || RefreshToken === "") throw new Error("the sign-in gave no tokens");
  return { access: AccessToken, refresh: RefreshToken };
}

async function respond(send: Send, { clientId }: Group, input: object): Promise<Asked> {
  // As above.
  return (await send("RespondToAuthChallenge", {
    ClientId: clientId,
    ...input,
  })) as RespondToAuthChallengeResponse;
}
