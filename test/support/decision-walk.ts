/** A sign-in followed from its beginning, by a client or by an operator on its behalf: what is asked, in words. */
import type { RespondToAuthChallengeResponse } from "@poolhouse/protocol";
import { minute } from "../../packages/server/src/kernel/clock.ts";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import type { Flow } from "./decision-rows.ts";
import { person, type Scene, setPassword } from "./decision-scene.ts";
import { proveDevice } from "./devices.ts";
import { answerWithPasskey, beginWithPasskey } from "./passkeys.ts";
import { proveWithSrp, respond } from "./people.ts";
import { type Service, totpCode } from "./service.ts";
import { beginSrp } from "./sign-in.ts";

type Answer = RespondToAuthChallengeResponse;
type Step = (service: Service, scene: Scene, asked: Answer) => Promise<Answer>;

/** Signs in and goes on for `steps` answers, or until something is asked that leads elsewhere. `A → B → tokens`. */
export async function walk(
  service: Service,
  scene: Scene,
  { flow, steps }: { flow: Flow; steps: number },
): Promise<string> {
  if (scene.row.user.includes("temporary password")) await setPassword(service, scene.app.poolId, false);
  const words: string[] = [];
  try {
    let answer = await beginnings[flow](service, scene, {});
    words.push(wordOf(answer));
    while (words.length < steps) {
      const goOn = replies[answer.ChallengeName ?? ""];
      if (goOn === undefined) break;
      answer = await goOn(service, scene, answer);
      words.push(wordOf(answer));
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    words.push(error.type);
  }
  return words.join(" → ");
}

/** `tokens`, or the challenge with what it offers to choose from. */
function wordOf(answer: Answer & { AvailableChallenges?: readonly string[] | undefined }): string {
  if (answer.AuthenticationResult !== undefined) return "tokens";
  const parameters = answer.ChallengeParameters ?? {};
  const list = parameters["MFAS_CAN_CHOOSE"] ?? parameters["MFAS_CAN_SETUP"];
  // Both parameters are lists of factors, as JSON.
  const offered = list === undefined ? answer.AvailableChallenges : (JSON.parse(list) as string[]);
  const choice = offered === undefined ? "" : ` [${offered.join(", ")}]`;
  return `${answer.ChallengeName}${choice}`;
}

const deviceKey = ({ device }: Scene): Record<string, string> =>
  device === undefined ? {} : { DEVICE_KEY: device.key };

/** How each flow begins, up to what follows its first factor. */
const beginnings: Record<Flow, Step> = {
  USER_PASSWORD_AUTH: (service, scene) =>
    service.call("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: scene.app.clientId,
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password, ...deviceKey(scene) },
    }),
  USER_SRP_AUTH: async (service, scene) => {
    const { responses, challenge } = await proveWithSrp(service, scene.app, person);
    return respond(service, scene.app, { challenge, responses: { ...responses, ...deviceKey(scene) } });
  },
  "USER_AUTH with a password": (service, { app }) =>
    service.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: app.clientId,
      AuthParameters: {
        USERNAME: person.username,
        PREFERRED_CHALLENGE: "PASSWORD",
        PASSWORD: person.password,
      },
    }),
  CUSTOM_AUTH: (service, scene) =>
    service.call("InitiateAuth", {
      AuthFlow: "CUSTOM_AUTH",
      ClientId: scene.app.clientId,
      AuthParameters: { USERNAME: person.username, ...deviceKey(scene) },
    }),
  "CUSTOM_AUTH with SRP": async (service, scene) => {
    const { challenge, responses } = await beginSrp(service, scene.app, { ...person, flow: "CUSTOM_AUTH" });
    return respond(service, scene.app, {
      challenge: "PASSWORD_VERIFIER",
      session: challenge.Session,
      responses: { ...responses, ...deviceKey(scene) },
    });
  },
  "USER_AUTH with a passkey": (service, { app }) => beginWithPasskey(service, app, person.username),
  REFRESH_TOKEN_AUTH: (service, { app, tokens }) =>
    service.call("InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: app.clientId,
      AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken ?? "" },
    }),
  GetTokensFromRefreshToken: (service, { app, tokens }) =>
    service.call("GetTokensFromRefreshToken", {
      ClientId: app.clientId,
      RefreshToken: tokens.RefreshToken ?? "",
    }),
};

/** The right answers to the challenges that somebody can answer alone. */
const replies: Partial<Record<string, Step>> = {
  NEW_PASSWORD_REQUIRED: reply("NEW_PASSWORD_REQUIRED", () => ({ NEW_PASSWORD: person.password })),
  CUSTOM_CHALLENGE: reply("CUSTOM_CHALLENGE", () => ({ ANSWER: "four" })),
  SOFTWARE_TOKEN_MFA: reply("SOFTWARE_TOKEN_MFA", (service, { secretCode }) => {
    // A code is accepted once, and there are many sign-ins: a step passes before each.
    service.clock.advance(minute);
    return { SOFTWARE_TOKEN_MFA_CODE: totpCode(secretCode, service.clock.now()) };
  }),
  DEVICE_SRP_AUTH: (service, { app, device }, { Session: session }) => {
    if (device === undefined) throw new Error("a device was asked for where there is none");
    return proveDevice(service, { app, username: person.username, session }, device);
  },
  WEB_AUTHN: (service, { app, passkey }, asked) => {
    if (passkey === undefined) throw new Error("a passkey was asked for where there is none");
    return answerWithPasskey(service, app, { username: person.username, asked, passkey });
  },
};

function reply(challenge: string, answer: (service: Service, scene: Scene) => Record<string, string>): Step {
  return (service, scene, { Session: session }) => {
    const responses = { USERNAME: person.username, ...answer(service, scene), ...deviceKey(scene) };
    return respond(service, scene.app, { challenge, session, responses });
  };
}

/** The same service as an operator's back end uses it: sign-ins begin and go on by the Admin operations. */
export function onBehalf(service: Service, UserPoolId: string): Service {
  const call: Service["call"] = (name, input) => {
    const twin = twins[name];
    if (twin === undefined) return service.call(name, input);
    const given: object = { ...input, UserPoolId };
    const isPlain = "AuthFlow" in given && given.AuthFlow === "USER_PASSWORD_AUTH";
    const renamed = isPlain ? { ...given, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" } : given;
    // Twins take the members of the original with the pool's id, and answer the same.
    return service.call(twin, renamed as never) as ReturnType<typeof service.call<typeof name>>;
  };
  return { ...service, call };
}

const twins: Partial<Record<string, "AdminInitiateAuth" | "AdminRespondToAuthChallenge">> = {
  InitiateAuth: "AdminInitiateAuth",
  RespondToAuthChallenge: "AdminRespondToAuthChallenge",
};
