/** A phone with one of the libraries on it: what it keeps, and what the library adds to the requests of a sign-in. */
import {
  type AuthenticationResultType,
  type InitiateAuthRequest,
  type OperationOutputs,
  type RespondToAuthChallengeRequest,
  secretHash,
} from "@poolhouse/protocol";
import type { InProcessServer } from "../../support/in-process-server.ts";
import type { ProvisionedApp } from "../../support/provision-app.ts";
import type { Dialect } from "./dialect.ts";
import { openWire, type Send } from "./wire.ts";

export type Parameters = Record<string, string>;
export type Reply = OperationOutputs["RespondToAuthChallenge"];
export type Challenge = NonNullable<RespondToAuthChallengeRequest["ChallengeName"]>;

/** What a sign-in has come to: a challenge, or `DONE`. */
export interface Step {
  readonly name: Challenge | "DONE";
  readonly shown: Readonly<Parameters>;
  readonly available: readonly string[];
}

/** What a phone keeps of itself once a pool tracks it. */
export interface KeptDevice {
  readonly key: string;
  readonly groupKey: string;
  readonly password: string;
  /** Whether the pool waits for the person's word before the device counts as remembered. */
  readonly asksUser: boolean;
}

export interface Phone {
  readonly dialect: Dialect;
  readonly app: ProvisionedApp;
  readonly send: Send;
  /** As it was typed, then as the server answers. */
  username: string;
  session: string | undefined;
  challenge: Challenge | undefined;
  device: KeptDevice | undefined;
  tokens: AuthenticationResultType;
  /** Begins the sign-in once more, for libraries that do so when their device is gone. */
  again: (() => Promise<Step>) | undefined;
}

/** A phone on which nobody has signed in yet. */
export function openPhone(
  server: Pick<InProcessServer, "url" | "sdk">,
  app: ProvisionedApp,
  given: { dialect: Dialect; username: string },
): Phone {
  const { dialect, username } = given;
  const nothing = { session: undefined, challenge: undefined, device: undefined, again: undefined };
  return { dialect, app, username, send: openWire(server, dialect), ...nothing, tokens: {} };
}

/** SECRET_HASH for whoever has a client secret. */
export async function hashFor({ app }: Phone, username: string): Promise<{ SECRET_HASH?: string }> {
  if (app.clientSecret === undefined) return {};
  return { SECRET_HASH: await secretHash(username, app.clientId, app.clientSecret) };
}

const keyOf = ({ device }: Phone): { DEVICE_KEY?: string } =>
  device === undefined ? {} : { DEVICE_KEY: device.key };

/** DEVICE_KEY of an answer, where the library puts one. */
function keyInAnswer(phone: Phone): { DEVICE_KEY?: string } {
  const { namesDevice, sendsEmptyKey } = phone.dialect;
  if (phone.challenge !== "PASSWORD_VERIFIER") return namesDevice.inAnswers ? keyOf(phone) : {};
  return { ...(sendsEmptyKey && { DEVICE_KEY: "" }), ...keyOf(phone) };
}

/** InitiateAuth with what the library adds. */
export async function begin(
  phone: Phone,
  AuthFlow: InitiateAuthRequest["AuthFlow"],
  parameters: Parameters = {},
): Promise<Reply> {
  const { dialect, app, username } = phone;
  return phone.send("InitiateAuth", {
    AuthFlow,
    ClientId: app.clientId,
    AuthParameters: {
      USERNAME: username,
      ...parameters,
      ...(await hashFor(phone, username)),
      ...(dialect.namesDevice.atStart && keyOf(phone)),
    },
    ...dialect.envelope,
  });
}

/** RespondToAuthChallenge with what the library adds. */
export async function respond(phone: Phone, responses: Parameters): Promise<Reply> {
  const { dialect, app, username, challenge, session } = phone;
  return phone.send("RespondToAuthChallenge", {
    ClientId: app.clientId,
    // Asked before it is answered.
    ChallengeName: challenge as Challenge,
    ...(session !== undefined && { Session: session }),
    ChallengeResponses: {
      USERNAME: username,
      ...responses,
      ...(await hashFor(phone, username)),
      ...keyInAnswer(phone),
      ...(dialect.repeatsSession && challenge === "MFA_SETUP" && { SESSION: session ?? "" }),
    },
    ...dialect.envelope,
  });
}
