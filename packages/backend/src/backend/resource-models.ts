/** CloudFormation's resources of a pool: their properties, and those that mean nothing here. */
import { operationOf, shapeOf } from "@poolhouse/protocol/model";
import type { OperationName } from "@poolhouse/protocol";
import { anyShape, type ResourceModel } from "./model-path.ts";

/** The members of an operation's request, but for those that a template does not have. */
function requestOf(operation: OperationName, without: readonly string[]): Record<string, string> {
  const shape = shapeOf(operationOf(operation).input);
  const members = shape.type === "structure" ? shape.members : {};
  return Object.fromEntries(Object.entries(members).filter(([name]) => !without.includes(name)));
}

export const userPoolModel: ResourceModel = {
  kind: "UserPool",
  properties: {
    ...requestOf("CreateUserPool", ["PoolName"]),
    UserPoolName: anyShape,
    EnabledMfas: anyShape,
    EmailAuthenticationMessage: anyShape,
    EmailAuthenticationSubject: anyShape,
    WebAuthnRelyingPartyID: anyShape,
    WebAuthnUserVerification: anyShape,
    WebAuthnFactorConfiguration: anyShape,
  },
};

/** Why a property of a pool is not taken from the template. */
export const ignoredOfUserPool: Readonly<Record<string, string>> = {
  LambdaConfig: "name functions in defineAuth({ triggers })",
};

export const userPoolClientModel: ResourceModel = {
  kind: "UserPoolClient",
  properties: requestOf("CreateUserPoolClient", []),
};

export const ignoredOfUserPoolClient: Readonly<Record<string, string>> = {
  UserPoolId: "the client belongs to the pool of the definition",
  ClientName: "the client is called after the project",
  ClientSecret: "secrets of clients are made by the server",
};

export const userPoolGroupModel: ResourceModel = {
  kind: "UserPoolGroup",
  properties: requestOf("CreateGroup", []),
};

export const ignoredOfUserPoolGroup: Readonly<Record<string, string>> = {
  UserPoolId: "the group belongs to the pool of the definition",
  GroupName: "the name is that in defineAuth({ groups })",
  Description: "it says that the group is of the definition",
  RoleArn: "there are no roles of a cloud here",
};

const noIdentityPool = "there is no identity pool here";

export const identityPoolModel: ResourceModel = {
  kind: "IdentityPool",
  properties: Object.fromEntries(
    [
      "AllowClassicFlow",
      "AllowUnauthenticatedIdentities",
      "CognitoEvents",
      "CognitoIdentityProviders",
      "CognitoStreams",
      "DeveloperProviderName",
      "IdentityPoolName",
      "IdentityPoolTags",
      "OpenIdConnectProviderARNs",
      "PushSync",
      "SamlProviderARNs",
      "SupportedLoginProviders",
    ].map((name) => [name, anyShape]),
  ),
};

export const roleAttachmentModel: ResourceModel = {
  kind: "IdentityPoolRoleAttachment",
  properties: { IdentityPoolId: anyShape, Roles: anyShape, RoleMappings: anyShape },
};

export const ignoredOfIdentityPool: Readonly<Record<string, string>> = { "*": noIdentityPool };
