/**
 * A pool's definition while its author may still change it: what `defineAuth` came to, turned into CloudFormation's properties
 * for the escape hatch, and back into the protocol's words when all is said.
 */
import type { OwnAuth } from "../backend-definition.ts";
import { tokens } from "../tokens.ts";
import { checkRequest, InvalidPropertyError } from "./check-request.ts";
import { type CfnResource, createCfnResource } from "./cfn-resource.ts";
import { finishPool, poolProperties } from "./pool-properties.ts";
import {
  ignoredOfUserPool,
  ignoredOfUserPoolClient,
  ignoredOfUserPoolGroup,
  userPoolClientModel,
  userPoolGroupModel,
  userPoolModel,
} from "./resource-models.ts";
import type { Properties } from "./template.ts";

/** What authors change, and what it comes to. */
export interface AuthDraft {
  readonly userPool: CfnResource;
  readonly userPoolClient: CfnResource;
  readonly groups: Readonly<Record<string, CfnResource>>;
  /** The definition with all changes. Throws DefinitionError for values that the protocol refuses. */
  finish(this: void): OwnAuth;
}

export function draftOf(auth: OwnAuth): AuthDraft {
  const userPool = createCfnResource({
    model: userPoolModel,
    properties: poolProperties(auth),
    attributes: {
      ref: tokens.userPoolId,
      attrUserPoolId: tokens.userPoolId,
      attrArn: tokens.userPoolArn,
      logicalId: "UserPool",
    },
    ignored: ignoredOfUserPool,
  });
  const userPoolClient = createCfnResource({
    model: userPoolClientModel,
    properties: { ...auth.client },
    attributes: {
      ref: tokens.userPoolClientId,
      attrClientId: tokens.userPoolClientId,
      logicalId: "UserPoolClient",
    },
    ignored: ignoredOfUserPoolClient,
  });
  const groups = Object.fromEntries(auth.groups.map((group) => [group.name, groupResource(group)]));
  return {
    userPool,
    userPoolClient,
    groups,
    finish: () => ({
      ...auth,
      ...atItsPlace(userPool, finishPool),
      client: atItsPlace(userPoolClient, finishClient),
      groups: auth.groups.map(({ name, precedence }) => ({
        name,
        precedence: precedenceOf(groups[name]) ?? precedence,
      })),
    }),
  };
}

/** A value that is refused was set in the author's file: that is where the error points. */
function atItsPlace<T>(resource: CfnResource, finish: (properties: Properties) => T): T {
  try {
    return finish(resource.finish());
  } catch (error) {
    if (error instanceof InvalidPropertyError) {
      const place = resource.placeOf(error.member);
      if (place !== undefined) error.stack = `${error.name}: ${error.message}\n${place}`;
    }
    throw error;
  }
}

function groupResource({ name, precedence }: OwnAuth["groups"][number]): CfnResource {
  return createCfnResource({
    model: userPoolGroupModel,
    properties: { GroupName: name, Precedence: precedence },
    attributes: { ref: name, logicalId: `${name}Group` },
    ignored: ignoredOfUserPoolGroup,
  });
}

function precedenceOf(group: CfnResource | undefined): number | undefined {
  const given = group?.finish()["Precedence"];
  return typeof given === "number" ? given : undefined;
}

function finishClient(properties: Properties): OwnAuth["client"] {
  const { UserPoolId: _pool, ClientName: _name, ClientSecret: _secret, ...given } = properties;
  const ids = { UserPoolId: "local-1_Definition", ClientName: "definition" };
  const checked = checkRequest("CreateUserPoolClient", ids, given);
  const { UserPoolId: _checkedPool, ClientName: _checkedName, ...client } = checked;
  return client;
}
