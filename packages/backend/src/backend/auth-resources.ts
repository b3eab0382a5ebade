/** `backend.auth.resources`: what a pool is reached by, and the escape hatch. */
import type { AuthResource } from "../auth/define-auth.ts";
import { tokens } from "../tokens.ts";
import type { CfnIgnored, CfnUserGroup, CfnUserPool, CfnUserPoolClient } from "./cfn-properties.ts";
import { type CfnMethods, type CfnResource, createCfnResource } from "./cfn-resource.ts";
import { ignoringTheRest } from "./ignored-resource.ts";
import { identityPoolModel, ignoredOfIdentityPool, roleAttachmentModel } from "./resource-models.ts";

/** A role of the cloud; there is none here, and whatever is asked of it does nothing. */
interface Role {
  readonly roleArn: string;
  readonly roleName: string;
}

/** What `backend.auth.resources` holds. Ids are stand-ins until the definition is applied. */
export interface AuthResources {
  readonly userPool: { readonly userPoolId: string; readonly userPoolArn: string };
  readonly userPoolClient: { readonly userPoolClientId: string };
  readonly authenticatedUserIamRole: Role;
  readonly unauthenticatedUserIamRole: Role;
  readonly identityPoolId: string;
  readonly groups: Readonly<Record<string, { readonly cfnUserGroup: CfnUserGroup; readonly role: Role }>>;
  /** Of a pool that the definition owns. */
  readonly cfnResources: {
    readonly cfnUserPool: CfnUserPool;
    readonly cfnUserPoolClient: CfnUserPoolClient;
    readonly cfnIdentityPool: CfnIgnored;
    readonly cfnIdentityPoolRoleAttachment: CfnIgnored;
  };
}

const roleNamed = (roleName: string): Role =>
  ignoringTheRest(`The role ${roleName}`, {
    roleName,
    roleArn: `arn:aws:iam::000000000000:role/${roleName}`,
  });

export function authResourcesOf({ draft, source }: AuthResource): AuthResources {
  const auth = draft === undefined ? source() : undefined;
  const ids =
    auth?.kind === "reference"
      ? { pool: auth.userPoolId, client: auth.userPoolClientId }
      : { pool: tokens.userPoolId, client: tokens.userPoolClientId };
  const groups = Object.entries(draft?.groups ?? {}).map(
    ([name, group]) =>
      [name, { cfnUserGroup: handleOf<CfnUserGroup>(group), role: roleNamed(name) }] as const,
  );
  const cfnIdentityPool = ignoredResource(identityPoolModel, tokens.identityPoolId);
  const cfnIdentityPoolRoleAttachment = ignoredResource(roleAttachmentModel, "roleAttachment");
  return {
    userPool: ignoringTheRest("userPool", { userPoolId: ids.pool, userPoolArn: tokens.userPoolArn }),
    userPoolClient: ignoringTheRest("userPoolClient", { userPoolClientId: ids.client }),
    authenticatedUserIamRole: roleNamed("authenticated"),
    unauthenticatedUserIamRole: roleNamed("unauthenticated"),
    identityPoolId: tokens.identityPoolId,
    groups: Object.fromEntries(groups),
    cfnResources: {
      get cfnUserPool() {
        return handleOf<CfnUserPool>(draft?.userPool);
      },
      get cfnUserPoolClient() {
        return handleOf<CfnUserPoolClient>(draft?.userPoolClient);
      },
      cfnIdentityPool,
      cfnIdentityPoolRoleAttachment,
    },
  };
}

function ignoredResource(model: typeof identityPoolModel, ref: string): CfnIgnored {
  const start = { model, properties: {}, attributes: { ref }, ignored: ignoredOfIdentityPool };
  return createCfnResource(start).handle;
}

function handleOf<T extends CfnMethods>(resource: CfnResource | undefined): T {
  if (resource === undefined) throw new Error("A pool that is only referred to has no resources to change.");
  // The handle reads and sets by name what T says, and refuses what the model of the resource has not.
  return resource.handle as CfnMethods as T;
}
