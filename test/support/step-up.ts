/** A pool whose tokens tell how people signed in, and people who walk a sign-in to its end, whatever it asks. */
import { decodeJwt, type JWTPayload } from "jose";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import {
  type Answer,
  createCodeReader,
  createFullPlace,
  honestAnswer,
  type Member,
  reply,
} from "./every-factor.ts";
import type { Service } from "./service.ts";
import type { App } from "./sign-in.ts";

/** The tag that switches step-up on. */
export const stepUpTags: Record<string, string> = { "poolhouse:step-up": "on" };

/** A pool with everything on offer and step-up switched on. */
export function createStepUpPlace(
  service: Service,
  options: { mfa?: "OFF" | "OPTIONAL" | "ON"; pool?: PoolSettings } = {},
): Promise<App> {
  const { mfa = "OFF", pool } = options;
  return createFullPlace(service, { mfa, pool: { UserPoolTags: stepUpTags, ...pool } });
}

/** Begins USER_AUTH with these parameters, by a client or by an operator. */
export function beginChoice(
  service: Service,
  app: App,
  given: { member: Pick<Member, "username">; parameters?: Record<string, string>; operator?: boolean },
): Promise<Answer> {
  const { member, parameters, operator = false } = given;
  const input = {
    ClientId: app.clientId,
    AuthFlow: "USER_AUTH" as const,
    AuthParameters: { USERNAME: member.username, ...parameters },
  };
  return operator
    ? service.call("AdminInitiateAuth", { ...input, UserPoolId: app.poolId })
    : service.call("InitiateAuth", input);
}

/** Where a sign-in went: every challenge, then `tokens`, and the last answer. */
export interface Walk {
  readonly path: string;
  readonly answer: Answer;
}

/** Answers honestly until there are tokens. `wanted` are the choices, in the order in which they are asked for. */
export async function walkOn(
  service: Service,
  app: App,
  given: { member: Member; asked: Answer; wanted?: readonly string[]; operator?: boolean },
): Promise<Walk> {
  const { member, wanted = [], operator = false } = given;
  const codes = createCodeReader(service);
  const choices = [...wanted];
  const path: string[] = [];
  let asked = given.asked;
  while (asked.AuthenticationResult === undefined) {
    path.push(asked.ChallengeName ?? "");
    const wants = asked.ChallengeName?.startsWith("SELECT_") ? (choices.shift() ?? "") : "";
    const responses = await honestAnswer(service, app, { member, asked, wanted: wants, codes });
    asked = await reply(service, app, { asked, responses, operator });
  }
  return { path: [...path, "tokens"].join(" → "), answer: asked };
}

/** What the tokens of an answer say, both of them. */
export function claimsOf({ AuthenticationResult: tokens }: Pick<Answer, "AuthenticationResult">): {
  access: JWTPayload;
  id: JWTPayload;
} {
  return { access: decodeJwt(tokens?.AccessToken ?? ""), id: decodeJwt(tokens?.IdToken ?? "") };
}

/** `acr` and `amr`, which both tokens must agree on. */
export function howSignedIn(answer: Pick<Answer, "AuthenticationResult">): {
  acr: unknown;
  amr: unknown;
} {
  const { access, id } = claimsOf(answer);
  if (access["acr"] !== id["acr"] || String(access["amr"]) !== String(id["amr"]))
    throw new Error("the two tokens tell different stories");
  return { acr: access["acr"], amr: access["amr"] };
}
