import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../../test/support/http-gateway.ts";
import { TriggerUnavailable, TriggerUnreadable } from "../ports/trigger.ts";
import { askOldPool } from "./old-pool.ts";

let pool: HttpGateway;
beforeEach(async () => {
  pool = await startHttpGateway();
});
afterEach(() => pool.close());

const right = (content: object) => ({ status: 200, body: JSON.stringify(content) });
const wrong = (type: string, message: string) => ({
  status: 400,
  body: JSON.stringify({ __type: type, message }),
});
const tokens = right({ AuthenticationResult: { AccessToken: "token" } });
const attributes = { email: "ada@example.com", email_verified: "true" };
const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

async function ask(request: object, triggerSource = "UserMigration_Authentication"): Promise<unknown> {
  const trigger = askOldPool({
    poolId: "eu-west-1_Old",
    clientId: "client",
    clientSecret: "secret",
    endpoint: pool.url,
  });
  const body = JSON.stringify({ triggerSource, userName: "ada", request, response: {} });
  const answer: unknown = JSON.parse(
    await trigger.invoke({ id: "1", body, signal: new AbortController().signal }),
  );
  // The event with its response.
  return (answer as { response: unknown }).response;
}

const password = "Elsewhere-Known-1";
const migrated = { finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" };

describe("a pool that users come from", () => {
  it("is asked by signing in, and then for the attributes of who is new", async () => {
    const more = [...UserAttributes, { Name: "sub", Value: "1" }, { Name: "identities", Value: "[]" }];
    pool.behave(tokens, right({ Username: "ada", UserAttributes: more }));
    const userAttributes = { ...attributes, sub: "1", username: "ada" };
    expect(await ask({ password })).toEqual({ ...migrated, userAttributes });
    const [signIn, read] = pool.requests;
    expect(signIn?.headers["x-amz-target"]).toBe("AWSCognitoIdentityProviderService.InitiateAuth");
    expect(JSON.parse(signIn?.body ?? "")).toEqual({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: "client",
      AuthParameters: {
        USERNAME: "ada",
        PASSWORD: password,
        SECRET_HASH: "FEW6rzXVdy2RLJp0KqkU9A6/pxQBq5FgsxTWe/Ot+CI=",
      },
    });
    expect(JSON.parse(read?.body ?? "")).toEqual({ AccessToken: "token" });
  });

  it("has said enough with a challenge about who was imported, and too little about who is new", async () => {
    pool.behave(right({ ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s" }));
    expect(await ask({ password, userAttributes: attributes })).toEqual({
      ...migrated,
      userAttributes: attributes,
    });
    expect(await ask({ password })).toEqual({});
    expect(pool.requests).toHaveLength(2);
  });

  it.each([
    ["NotAuthorizedException", "Incorrect username or password."],
    ["NotAuthorizedException", "Password attempts exceeded"],
    ["com.amazonaws#UserNotFoundException", "User does not exist."],
    ["PasswordResetRequiredException", "Password reset required for the user"],
    ["UserNotConfirmedException", "User is not confirmed."],
  ])("knows nobody of this password with %s: %s", async (type, message) => {
    pool.behave(wrong(type, message));
    expect(await ask({ password, userAttributes: attributes })).toEqual({});
  });

  it.each([
    ["NotAuthorizedException", "Unable to verify secret hash for client client"],
    ["InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client"],
    ["TooManyRequestsException", "Rate exceeded"],
  ])("has not been asked with %s: %s", async (type, message) => {
    pool.behave(wrong(type, message));
    await expect(ask({ password })).rejects.toThrow(TriggerUnavailable);
  });

  it("has not been asked if it breaks off, and is none if it speaks otherwise", async () => {
    pool.behave("reset");
    await expect(ask({ password })).rejects.toThrow(TriggerUnavailable);
    pool.behave({ status: 200, body: "<html>" });
    await expect(ask({ password })).rejects.toThrow(TriggerUnreadable);
  });

  it("cannot say anything without a password", async () => {
    expect(await ask({}, "UserMigration_ForgotPassword")).toEqual({});
    expect(pool.requests).toEqual([]);
  });
});
