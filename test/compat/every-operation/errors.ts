/** How each error that an operation lists is brought about with the SDK, where that takes one rule for all operations. */
import type { ErrorName } from "@poolhouse/protocol";
import { operations } from "../../../packages/server/src/operations/index.ts";
import { mutationsOf } from "../../support/mutations.ts";
import { membersOf, sampleInput } from "../../support/sample-input.ts";
import type { Scene, SdkOperation } from "./scene.ts";

/** Brings an error about; the promise is rejected with it. */
export type Provoke = (scene: Scene) => Promise<unknown>;

/** What brings about errors that are one operation's own. */
export type ErrorRows = Readonly<
  Partial<Record<SdkOperation, Readonly<Partial<Record<ErrorName, Provoke>>>>>
>;

const has = (name: SdkOperation, member: string): boolean => Object.hasOwn(membersOf(name), member);

/** Sends an input that was made from the model. */
function sendSample(scene: Scene, name: SdkOperation, known: Record<string, string>): Promise<unknown> {
  // The model's sample and the SDK's type of the input are two views of one shape.
  return scene.send(name, sampleInput(name, known));
}

const byToken = (name: SdkOperation): boolean =>
  operations[name].caller === "accessToken" || operations[name].caller === "accessTokenOrSession";

/** The rule for an error and an operation; undefined where there is none. */
export function generalRule(name: SdkOperation, error: ErrorName): Provoke | undefined {
  return general[error]?.(name);
}

const general: Readonly<Partial<Record<ErrorName, (name: SdkOperation) => Provoke | undefined>>> = {
  InvalidParameterException: (name) => {
    const wrong = mutationsOf(name).find(
      ({ refusal, body }) =>
        refusal?.type === "InvalidParameterException" && !JSON.stringify(body).includes('"AAAA"'),
    );
    return wrong && ((scene) => scene.send(name, wrong.body));
  },
  ResourceNotFoundException: (name) => {
    const { caller } = operations[name];
    if (has(name, "UserPoolId")) {
      const UserPoolId = "eu-west-1_Nowhere00";
      return (scene) => sendSample(scene, name, { UserPoolId, ClientId: scene.ClientId });
    }
    if (caller === "client" && name !== "GetClientToken")
      return (scene) => sendSample(scene, name, { ClientId: "nobody" });
    return undefined;
  },
  // What a single region has no use for.
  OperationNotEnabledException: (name) =>
    /Replicas?$|^GetSigningCertificate$/.test(name)
      ? (scene) => sendSample(scene, name, { UserPoolId: scene.UserPoolId })
      : undefined,
  NotAuthorizedException: (name) =>
    byToken(name) ? (scene) => sendSample(scene, name, { AccessToken: "sample" }) : undefined,
  UserNotFoundException: (name) => {
    if (byToken(name))
      return async (scene) => {
        const { AccessToken, Username } = await scene.signedIn();
        await scene.send("AdminDeleteUser", { UserPoolId: scene.UserPoolId, Username });
        return sendSample(scene, name, { AccessToken });
      };
    if (operations[name].caller === "operator" && has(name, "Username") && has(name, "UserPoolId"))
      return ({ UserPoolId, ...scene }) =>
        sendSample({ UserPoolId, ...scene }, name, { UserPoolId, Username: "nobody" });
    return undefined;
  },
  PasswordResetRequiredException: (name) =>
    byToken(name) && name !== "GlobalSignOut"
      ? async (scene) => {
          const { AccessToken, Username } = await scene.signedIn();
          await scene.send("AdminResetUserPassword", { UserPoolId: scene.UserPoolId, Username });
          return sendSample(scene, name, { AccessToken });
        }
      : undefined,
};
