/** A pool whose tokens tell how people signed in, and people who walk a sign-in to its end, whatever it asks. */
import { decodeJwt, type JWTPayload } from "jose";
import type { UserRecord } from "../../packages/server/src/kernel/records.ts";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import {
  addMember,
  type Answer,
  begin,
  createCodeReader,
  createFullPlace,
  honestAnswer,
  type Have,
  type Member,
  reply,
  ways,
} from "./every-factor.ts";
import type { Service } from "./service.ts";
import type { App } from "./sign-in.ts";

/** The tag that switches step-up on. */
export const stepUpTags: Record<string, string> = { "poolhouse:step-up": "on" };

/** The name of a level where the pool gives it none of its own. */
export const loa = (level: number): string => `urn:cognito:loa:${level}`;

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

/** Where somebody steps up, and who. */
export interface StepUpOptions {
  mfa?: "OFF" | "OPTIONAL" | "ON";
  has?: readonly Have[];
  user?: Partial<UserRecord>;
}

interface Ask {
  app: App;
  member: Member;
  target?: string;
  parameters?: Record<string, string>;
  wanted?: string[];
  operator?: boolean;
}

export interface StepUpSteps {
  /** A place, and somebody who has these factors but is asked for none of them unless `user` says so. */
  settle(options?: StepUpOptions): Promise<{ app: App; member: Member }>;
  /** Begins USER_AUTH with a target. */
  ask(asking: Ask): Promise<Answer>;
  /** Begins a step-up and walks it to its end. */
  stepUp(asking: Ask): Promise<Walk>;
  /** Signs in as the way of this name says, by password if none is said, and answers the access token. */
  signedIn(app: App, member: Member, name?: string): Promise<string>;
}

/** The steps, on the service of the test that runs. */
export function stepUpSteps(service: () => Service): StepUpSteps {
  const ask: StepUpSteps["ask"] = ({ app, member, target, parameters, operator = false }) =>
    beginChoice(service(), app, {
      member,
      parameters: { ...(target !== undefined && { TARGET_ACR_VALUES: target }), ...parameters },
      operator,
    });
  return {
    ask,
    async settle({ mfa = "OFF", has = ["nothing"], user }: StepUpOptions = {}) {
      const app = await createStepUpPlace(service(), { mfa });
      const given = { number: 1, has, user: { enabledFactors: [], ...user } };
      return { app, member: await addMember(service(), app, given) };
    },
    async stepUp(asking) {
      const { app, member, wanted = [], operator = false } = asking;
      return walkOn(service(), app, { member, asked: await ask(asking), wanted, operator });
    },
    async signedIn(app, member, name = "USER_PASSWORD_AUTH") {
      const way = ways.find((each) => each.name === name);
      if (way === undefined) throw new Error(`no way ${name}`);
      const asked = await begin(service(), app, { way, member });
      const { answer } = await walkOn(service(), app, { member, asked });
      return answer.AuthenticationResult?.AccessToken ?? "";
    },
  };
}
