// What a project's `amplify/` folder imports, by the names of Amplify's backend library.
export { defineAuth, type AuthResource } from "./auth/define-auth.ts";
export { referenceAuth, type ReferenceAuthProps } from "./auth/reference-auth.ts";
export type * from "./auth/props.ts";
export type * from "./auth/props-login.ts";
export type * from "./auth/props-providers.ts";
export type { AccessDefinition, AccessGenerator, AllowAccessBuilder, AuthAction } from "./auth/access.ts";
export {
  defineBackend,
  type Backend,
  type BackendPart,
  type BackendParts,
  type FunctionResources,
  type OutputPart,
  type Stack,
} from "./backend/define-backend.ts";
export type { AuthResources } from "./backend/auth-resources.ts";
export type { CfnIgnored, CfnUserGroup, CfnUserPool, CfnUserPoolClient } from "./backend/cfn-properties.ts";
export type { CfnMethods } from "./backend/cfn-resource.ts";
export {
  a,
  defineData,
  defineStorage,
  type IgnoredResource,
  type Nothing,
} from "./backend/ignored-resource.ts";
export type { BackendDefinition } from "./backend-definition.ts";
export { DefinitionError } from "./definition-error.ts";
export { defineFunction, type FunctionProps } from "./function/define-function.ts";
export type { FunctionResource } from "./function/function-resource.ts";
export { secret, type BackendSecret } from "./secret.ts";
