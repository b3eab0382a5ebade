/**
 * Which operators' operations a function may call: Amplify's names of actions, alone and in bundles, and the operations that
 * each grants.
 */
import type { OperationName } from "@poolhouse/protocol";
import { DefinitionError } from "../definition-error.ts";
import type { FunctionResource } from "../function/function-resource.ts";
import { registerFunction } from "../registry.ts";

type SingleAction =
  | "addUserToGroup"
  | "createGroup"
  | "createUser"
  | "deleteGroup"
  | "deleteUser"
  | "deleteUserAttributes"
  | "disableUser"
  | "enableUser"
  | "forgetDevice"
  | "getDevice"
  | "getGroup"
  | "getUser"
  | "listUsers"
  | "listUsersInGroup"
  | "listDevices"
  | "listGroups"
  | "listGroupsForUser"
  | "removeUserFromGroup"
  | "resetUserPassword"
  | "setUserMfaPreference"
  | "setUserPassword"
  | "setUserSettings"
  | "updateDeviceStatus"
  | "updateGroup"
  | "updateUserAttributes";

type Bundle =
  | "manageUsers"
  | "manageGroupMembership"
  | "manageGroups"
  | "manageUserDevices"
  | "managePasswordRecovery";

/** What a function may be allowed: a bundle or a single action. */
export type AuthAction = SingleAction | Bundle;

const actions: Readonly<Record<SingleAction, OperationName>> = {
  addUserToGroup: "AdminAddUserToGroup",
  createGroup: "CreateGroup",
  createUser: "AdminCreateUser",
  deleteGroup: "DeleteGroup",
  deleteUser: "AdminDeleteUser",
  deleteUserAttributes: "AdminDeleteUserAttributes",
  disableUser: "AdminDisableUser",
  enableUser: "AdminEnableUser",
  forgetDevice: "AdminForgetDevice",
  getDevice: "AdminGetDevice",
  getGroup: "GetGroup",
  getUser: "AdminGetUser",
  listUsers: "ListUsers",
  listUsersInGroup: "ListUsersInGroup",
  listDevices: "AdminListDevices",
  listGroups: "ListGroups",
  listGroupsForUser: "AdminListGroupsForUser",
  removeUserFromGroup: "AdminRemoveUserFromGroup",
  resetUserPassword: "AdminResetUserPassword",
  setUserMfaPreference: "AdminSetUserMFAPreference",
  setUserPassword: "AdminSetUserPassword",
  setUserSettings: "AdminSetUserSettings",
  updateDeviceStatus: "AdminUpdateDeviceStatus",
  updateGroup: "UpdateGroup",
  updateUserAttributes: "AdminUpdateUserAttributes",
};

const bundles: Readonly<Record<Bundle, readonly OperationName[]>> = {
  manageUsers: [
    "AdminConfirmSignUp",
    "AdminCreateUser",
    "AdminDeleteUser",
    "AdminDeleteUserAttributes",
    "AdminDisableUser",
    "AdminEnableUser",
    "AdminGetUser",
    "AdminListGroupsForUser",
    "AdminRespondToAuthChallenge",
    "AdminSetUserMFAPreference",
    "AdminSetUserSettings",
    "AdminUpdateUserAttributes",
    "AdminUserGlobalSignOut",
  ],
  manageGroupMembership: ["AdminAddUserToGroup", "AdminRemoveUserFromGroup"],
  manageGroups: ["GetGroup", "ListGroups", "CreateGroup", "DeleteGroup", "UpdateGroup"],
  manageUserDevices: ["AdminForgetDevice", "AdminGetDevice", "AdminListDevices", "AdminUpdateDeviceStatus"],
  managePasswordRecovery: ["AdminResetUserPassword", "AdminSetUserPassword"],
};

/** One line of `access`: who may do what. */
export interface AccessDefinition {
  readonly resource: FunctionResource;
  readonly actions: readonly AuthAction[];
}

/** What `access` is given to say it with. */
export interface AllowAccessBuilder {
  resource(resource: FunctionResource): { to(actions: readonly AuthAction[]): AccessDefinition };
}

/** @example access: (allow) => [allow.resource(greet).to(["manageUsers"])] */
export type AccessGenerator = (allow: AllowAccessBuilder) => readonly AccessDefinition[];

const builder: AllowAccessBuilder = {
  resource: (resource) => ({ to: (granted) => ({ resource, actions: granted }) }),
};

/** Lets functions do what the author allows them. Throws EmptyPolicyError for somebody who is allowed nothing. */
export function grantAccess(generate: AccessGenerator | undefined): void {
  for (const { resource, actions: granted } of generate?.(builder) ?? []) {
    if (granted.length === 0) {
      throw new DefinitionError("EmptyPolicyError", "At least one action must be specified.");
    }
    registerFunction(resource);
    resource.grant(granted.flatMap(operationsOf));
  }
}

function operationsOf(action: AuthAction): readonly OperationName[] {
  if (isBundle(action)) return bundles[action];
  // Authors who do not have their definition checked can write anything here.
  if (Object.hasOwn(actions, action)) return [actions[action]];
  const known = [...Object.keys(bundles), ...Object.keys(actions)].join(", ");
  throw new DefinitionError("InvalidResourceAccessConfigError", `There is no action ${action}.`, {
    resolution: `Use one of ${known}.`,
  });
}

const isBundle = (action: AuthAction): action is Bundle => Object.hasOwn(bundles, action);
