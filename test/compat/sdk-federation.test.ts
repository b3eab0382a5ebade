// The unmodified @aws-sdk/client-cognito-identity-provider 3: identity providers, linked users, and how sign-in pages look.
import {
  AdminCreateUserCommand,
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  CreateIdentityProviderCommand,
  CreateManagedLoginBrandingCommand,
  CreateUserPoolDomainCommand,
  DeleteIdentityProviderCommand,
  DeleteManagedLoginBrandingCommand,
  DescribeIdentityProviderCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  GetIdentityProviderByIdentifierCommand,
  GetUICustomizationCommand,
  paginateListIdentityProviders,
  SetUICustomizationCommand,
  UpdateIdentityProviderCommand,
  UpdateManagedLoginBrandingCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

let server: RunningServer;
let UserPoolId: string;
let ClientId: string;
beforeAll(async () => {
  server = await startRunningServer();
  const app = await provisionApp(server.sdk);
  [UserPoolId, ClientId] = [app.userPoolId, app.clientId];
});
afterAll(() => server.stop());

const ProviderDetails = {
  client_id: "poolhouse",
  client_secret: "hush",
  authorize_scopes: "openid email",
  oidc_issuer: "https://idp.example.com",
  attributes_request_method: "GET",
};

describe("an operator with the AWS SDK", () => {
  it("makes, reads, changes, lists and deletes identity providers, and links users with them", async () => {
    const named = { UserPoolId, ProviderName: "Corp" };
    const given = { ...named, ProviderType: "OIDC" as const, ProviderDetails, IdpIdentifiers: ["corp"] };
    const made = await server.sdk.send(new CreateIdentityProviderCommand(given));
    expect(made.IdentityProvider).toMatchObject(given);
    await expect(server.sdk.send(new CreateIdentityProviderCommand(given))).rejects.toMatchObject({
      name: "DuplicateProviderException",
    });
    await server.sdk.send(
      new UpdateIdentityProviderCommand({ ...named, AttributeMapping: { email: "email" } }),
    );
    const found = await server.sdk.send(
      new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier: "corp" }),
    );
    expect(found.IdentityProvider).toMatchObject({ ...named, AttributeMapping: { email: "email" } });
    const listed: (string | undefined)[] = [];
    for await (const { Providers } of paginateListIdentityProviders({ client: server.sdk }, { UserPoolId }))
      listed.push(...(Providers ?? []).map(({ ProviderName }) => ProviderName));
    expect(listed).toEqual(["Corp"]);
    await linkAndUnlink();
    await server.sdk.send(new DeleteIdentityProviderCommand(named));
    await expect(server.sdk.send(new DescribeIdentityProviderCommand(named))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(server.sdk.send(new DeleteIdentityProviderCommand(named))).rejects.toMatchObject({
      name: "UnsupportedIdentityProviderException",
    });
  });

  it("gives sign-in pages a style", async () => {
    const Bytes = Buffer.from("89504e470d0a1a0a00", "hex");
    const made = await server.sdk.send(
      new CreateManagedLoginBrandingCommand({
        UserPoolId,
        ClientId,
        Settings: { components: { form: { borderRadius: 4 } } },
        Assets: [{ Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG", Bytes }],
      }),
    );
    const key = { UserPoolId, ManagedLoginBrandingId: made.ManagedLoginBranding?.ManagedLoginBrandingId };
    const shown = await server.sdk.send(new DescribeManagedLoginBrandingCommand(key));
    expect(shown.ManagedLoginBranding).toMatchObject({
      Settings: { components: { form: { borderRadius: 4 } } },
      Assets: [{ Bytes: Uint8Array.from(Bytes) }],
    });
    await server.sdk.send(new UpdateManagedLoginBrandingCommand({ ...key, UseCognitoProvidedValues: true }));
    const { ManagedLoginBranding } = await server.sdk.send(
      new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId, ReturnMergedResources: true }),
    );
    expect(ManagedLoginBranding?.Settings).toMatchObject({ categories: {}, components: {} });
    await expect(
      server.sdk.send(new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, Settings: {} })),
    ).rejects.toMatchObject({ name: "ManagedLoginBrandingExistsException" });
    await server.sdk.send(new DeleteManagedLoginBrandingCommand(key));
    await expect(server.sdk.send(new DescribeManagedLoginBrandingCommand(key))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("gives sign-in pages a style sheet and a logo, once they have a domain", async () => {
    const given = {
      UserPoolId,
      CSS: ".banner-customizable { background-color: lightgray }",
      ImageFile: Buffer.from("ffd8ffe000", "hex"),
    };
    await expect(server.sdk.send(new SetUICustomizationCommand(given))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "A domain must be associated with this user pool.",
    });
    await server.sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "looks" }));
    await server.sdk.send(new SetUICustomizationCommand(given));
    const { UICustomization } = await server.sdk.send(
      new GetUICustomizationCommand({ UserPoolId, ClientId }),
    );
    expect(UICustomization).toMatchObject({
      ClientId: "ALL",
      CSS: given.CSS,
      ImageUrl: `data:image/jpeg;base64,${given.ImageFile.toString("base64")}`,
    });
  });
});

async function linkAndUnlink(): Promise<void> {
  const named = { UserPoolId, Username: "linked@example.com" };
  await server.sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: "SUPPRESS" }));
  const source = {
    ProviderName: "Corp",
    ProviderAttributeName: "Cognito_Subject",
    ProviderAttributeValue: "7",
  };
  const link = new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: named.Username },
    SourceUser: source,
  });
  await server.sdk.send(link);
  await expect(server.sdk.send(link)).rejects.toMatchObject({ name: "AliasExistsException" });
  const identitiesOf = async () => {
    const { UserAttributes } = await server.sdk.send(new AdminGetUserCommand(named));
    return UserAttributes?.find(({ Name }) => Name === "identities")?.Value;
  };
  expect(JSON.parse((await identitiesOf()) ?? "[]")).toMatchObject([{ userId: "7", providerName: "Corp" }]);
  await server.sdk.send(new AdminDisableProviderForUserCommand({ UserPoolId, User: source }));
  expect(await identitiesOf()).toBeUndefined();
}
