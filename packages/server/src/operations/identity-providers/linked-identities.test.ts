import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addPerson,
  createPlace,
  signInWithPassword,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { buildSchema } from "../../rules/pools/schema.ts";

let service: Service;
let app: App;
let UserPoolId: string;
let ada: Subject;
beforeEach(async () => {
  service = await createService();
  app = await createPlace(service, {
    pool: { Schema: buildSchema([{ Name: "fixed", AttributeDataType: "String", Mutable: false }]) },
  });
  UserPoolId = app.poolId;
  ada = await addPerson(service, app, "ada");
  await service.call("CreateIdentityProvider", {
    UserPoolId,
    ProviderName: "Corp",
    ProviderType: "OIDC",
    ProviderDetails: {
      client_id: "poolhouse",
      authorize_scopes: "openid",
      oidc_issuer: "https://idp.example.com",
      attributes_request_method: "GET",
    },
    AttributeMapping: { email: "email" },
  });
  await service.call("CreateIdentityProvider", {
    UserPoolId,
    ProviderName: "Facebook",
    ProviderType: "Facebook",
    ProviderDetails: { client_id: "a", client_secret: "b", authorize_scopes: "email" },
  });
});
afterEach(() => service.close());

const subject = (ProviderAttributeValue: string, ProviderName = "Corp") => ({
  ProviderName,
  ProviderAttributeName: "Cognito_Subject",
  ProviderAttributeValue,
});
const local = (username: string) => ({ ProviderName: "Cognito", ProviderAttributeValue: username });

const link = (SourceUser: object, username = "ada"): Promise<unknown> =>
  service.call("AdminLinkProviderForUser", { UserPoolId, DestinationUser: local(username), SourceUser });

const disable = (User: object): Promise<unknown> =>
  service.call("AdminDisableProviderForUser", { UserPoolId, User });

async function identitiesOf(Username: string): Promise<unknown> {
  const { UserAttributes = [] } = await service.call("AdminGetUser", { UserPoolId, Username });
  const text = UserAttributes.find(({ Name }) => Name === "identities")?.Value;
  return text === undefined ? undefined : JSON.parse(text);
}

const claimsOf = (token = ""): unknown =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

describe("a linked identity", () => {
  test("is told of in the user's attributes and ID tokens, until it is unlinked", async () => {
    const now = service.clock.now();
    expect(await link(subject("7"))).toEqual({});
    service.clock.advance(1);
    await link(subject("f", "Facebook"));
    const shared = { primary: false };
    expect(await identitiesOf("ada")).toEqual([
      {
        userId: "7",
        providerName: "Corp",
        providerType: "OIDC",
        issuer: "https://idp.example.com",
        ...shared,
        dateCreated: now,
      },
      {
        userId: "f",
        providerName: "Facebook",
        providerType: "Facebook",
        issuer: null,
        ...shared,
        dateCreated: now + 1,
      },
    ]);
    const { AuthenticationResult } = await signInWithPassword(service, app, ada);
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({
      identities: [
        { userId: "7", issuer: "https://idp.example.com", primary: "false", dateCreated: `${now}` },
        { userId: "f", issuer: null },
      ],
    });
    expect(claimsOf(AuthenticationResult?.AccessToken)).not.toHaveProperty("identities");
    expect(await disable(subject("7"))).toEqual({});
    expect(await identitiesOf("ada")).toMatchObject([{ userId: "f" }]);
    await disable(subject("f", "Facebook"));
    expect(await identitiesOf("ada")).toBeUndefined();
  });

  test("belongs to one user", async () => {
    await addPerson(service, app, "bob");
    await link(subject("7"));
    await expect(link(subject("7"), "bob")).rejects.toMatchObject({ type: "AliasExistsException" });
    await expect(link(subject("7"))).rejects.toMatchObject({ type: "AliasExistsException" });
    await disable(subject("7"));
    await link(subject("7"), "bob");
    expect(await identitiesOf("ada")).toBeUndefined();
  });

  test("goes to one of two users who are linked with it at once", async () => {
    await addPerson(service, app, "bob");
    const links = await Promise.allSettled([link(subject("7"), "ada"), link(subject("7"), "bob")]);
    expect(links.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("is one of five at most, also when they are linked at once", async () => {
    const links = await Promise.allSettled(["1", "2", "3", "4", "5", "6"].map((id) => link(subject(id))));
    expect(links.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    await expect(link(subject("7"))).rejects.toMatchObject({
      type: "LimitExceededException",
      message: "Maximum of 5 identities can be linked to a user.",
    });
    expect(await identitiesOf("ada")).toHaveLength(5);
  });

  test("is known by its subject, or by an attribute that its provider fills", async () => {
    const byEmail = { ...subject("ada@example.com"), ProviderAttributeName: "email" };
    await link(byEmail);
    const byName = { ...subject("Ada"), ProviderAttributeName: "name" };
    const invalid = { type: "InvalidParameterException" };
    await expect(link(byName)).rejects.toMatchObject(invalid);
    await expect(link({ ...byEmail, ProviderName: "Facebook" })).rejects.toMatchObject(invalid);
    await expect(disable(subject("ada@example.com"))).rejects.toMatchObject({
      type: "UserNotFoundException",
    });
    await disable(byEmail);
    expect(await identitiesOf("ada")).toBeUndefined();
  });

  test("must not have a profile of its own", async () => {
    await addPerson(service, app, "facebook_f", { user: { status: "EXTERNAL_PROVIDER" } });
    await expect(link(subject("f", "Facebook"))).rejects.toMatchObject({
      type: "InvalidParameterException",
      message:
        "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
    });
  });

  test("goes with its user", async () => {
    await addPerson(service, app, "bob");
    await link(subject("7"));
    await service.call("AdminDeleteUser", { UserPoolId, Username: "ada" });
    await link(subject("7"), "bob");
  });

  test("goes with its provider, and does not come back with another of the same name", async () => {
    await link(subject("f", "Facebook"));
    await link(subject("7"));
    await service.call("DeleteIdentityProvider", { UserPoolId, ProviderName: "Corp" });
    expect(await identitiesOf("ada")).toMatchObject([{ userId: "f" }]);
  });

  test("is written by nobody but the service", async () => {
    await link(subject("7"));
    const own = { UserPoolId, Username: "ada" };
    const refused = {
      type: "InvalidParameterException",
      message: "Cannot modify the non-mutable attribute identities",
    };
    await expect(
      service.call("AdminUpdateUserAttributes", {
        ...own,
        UserAttributes: [{ Name: "identities", Value: "[]" }],
      }),
    ).rejects.toMatchObject(refused);
    await expect(
      service.call("AdminDeleteUserAttributes", { ...own, UserAttributeNames: ["identities"] }),
    ).rejects.toMatchObject(refused);
    await service.call("AdminUpdateUserAttributes", {
      ...own,
      UserAttributes: [{ Name: "name", Value: "Ada" }],
    });
    expect(await identitiesOf("ada")).toHaveLength(1);
  });
});

describe("who is linked", () => {
  test("exists, here and there", async () => {
    await expect(link(subject("7"), "nobody")).rejects.toMatchObject({ type: "UserNotFoundException" });
    await expect(link(subject("7", "Other"))).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: "Identity provider Other does not exist.",
    });
    await expect(disable(subject("7"))).rejects.toMatchObject({ type: "UserNotFoundException" });
  });

  test("may be somebody who came from a provider", async () => {
    await addPerson(service, app, "facebook_f", { user: { status: "EXTERNAL_PROVIDER" } });
    const DestinationUser = subject("f", "Facebook");
    await service.call("AdminLinkProviderForUser", { UserPoolId, DestinationUser, SourceUser: subject("7") });
    expect(await identitiesOf("facebook_f")).toHaveLength(1);
  });

  test("is named whole", async () => {
    const { ProviderName, ProviderAttributeValue } = subject("7");
    for (const SourceUser of [{ ProviderName }, { ProviderAttributeValue }])
      await expect(link(SourceUser)).rejects.toMatchObject({ type: "InvalidParameterException" });
    await expect(link(subject("7".repeat(2049)))).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
  });

  test("has no attribute that a provider could not change", async () => {
    await addPerson(service, app, "bob", { user: { attributes: { "custom:fixed": "x" } } });
    await expect(link(subject("7"), "bob")).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "The user cannot be linked, because the attribute custom:fixed is not mutable.",
    });
  });
});

describe("a user whose own password is disabled", () => {
  const own = { ...local("ada"), ProviderAttributeName: "Cognito_Subject" };

  test("signs in no more and gets no new one, but from an operator", async () => {
    await disable(own);
    await disable(own);
    const refused = { type: "NotAuthorizedException" };
    await expect(signInWithPassword(service, app, ada)).rejects.toMatchObject(refused);
    await expect(
      service.call("ForgotPassword", { ClientId: app.clientId, Username: "ada" }),
    ).rejects.toMatchObject(refused);
    const user = await service.call("AdminGetUser", { UserPoolId, Username: "ada" });
    expect(user.UserStatus).toBe("EXTERNAL_PROVIDER");
    const Password = "Another-Horse-7";
    await service.call("AdminSetUserPassword", { UserPoolId, Username: "ada", Password, Permanent: true });
    await signInWithPassword(service, app, { ...ada, password: Password });
  });

  test("is named by the username", async () => {
    await expect(disable({ ...own, ProviderAttributeName: "email" })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
    await expect(disable({ ...own, ProviderAttributeValue: "nobody" })).rejects.toMatchObject({
      type: "UserNotFoundException",
    });
  });
});
