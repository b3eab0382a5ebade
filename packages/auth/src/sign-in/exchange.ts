// The requests of a sign-in and what comes back: a question, or tokens.
import type { AuthenticationResultType, ChallengeNameType } from "@poolhouse/protocol";
import type { Context } from "../context.ts";
import { AuthError } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";

/** What the service says next. */
export interface Reply {
  readonly ChallengeName?: string | undefined;
  readonly Session?: string | undefined;
  readonly ChallengeParameters?: Readonly<Record<string, string>> | undefined;
  readonly AuthenticationResult?: AuthenticationResultType | undefined;
  readonly AvailableChallenges?: readonly string[] | undefined;
}

/** For the triggers of the pool, as the app gave it. */
export type ClientMetadata = Record<string, string> | undefined;

/** An answer to a question. */
export interface ChallengeAnswer {
  readonly name: ChallengeNameType;
  readonly session: string | undefined;
  readonly responses: Readonly<Record<string, string | undefined>>;
  readonly clientMetadata?: ClientMetadata;
  readonly action?: number | undefined;
}

/** Sends an answer. */
export function respond(context: Context, answer: ChallengeAnswer): Promise<Reply> {
  const { name, session, responses, clientMetadata, action } = answer;
  return call(context, "RespondToAuthChallenge", {
    action,
    input: {
      ChallengeName: name,
      ChallengeResponses: sent(responses),
      Session: session,
      ClientMetadata: clientMetadata,
      ClientId: context.config.userPoolClientId,
    },
  });
}

/** How a sign-in begins. */
export interface Beginning {
  readonly flow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" | "CUSTOM_AUTH" | "USER_AUTH";
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly session?: string | undefined;
  readonly clientMetadata?: ClientMetadata;
}

/** Begins. */
export function initiate(context: Context, beginning: Beginning): Promise<Reply> {
  const { flow, parameters, session, clientMetadata } = beginning;
  return call(context, "InitiateAuth", {
    action: actions.signIn,
    input: {
      AuthFlow: flow,
      AuthParameters: sent(parameters),
      ClientMetadata: clientMetadata,
      Session: session,
      ClientId: context.config.userPoolClientId,
    },
  });
}

/** JSON leaves out what is undefined. */
function sent(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return values as Record<string, string>;
}

/**
 * Runs a request that names this device. If the service does not know the device any more, forgets it here and asks once more
 * without.
 */
export async function withDevice<T>(
  context: Context,
  username: string,
  ask: (deviceKey: string | undefined) => Promise<T>,
): Promise<T> {
  const device = await context.tokens.lasting.device(username);
  try {
    return await ask(device?.deviceKey);
  } catch (error) {
    if (device === undefined || !isUnknownDevice(error)) throw error;
    await context.tokens.lasting.clearDevice(username);
    return ask(undefined);
  }
}

function isUnknownDevice(error: unknown): boolean {
  return (
    error instanceof AuthError &&
    error.name === "ResourceNotFoundException" &&
    error.message.includes("Device does not exist.")
  );
}
