import { registerAuth } from "../registry.ts";
import { type AccessGenerator, grantAccess } from "./access.ts";
import type { AuthResource } from "./define-auth.ts";

/** A pool that is there already. */
export interface ReferenceAuthProps {
  userPoolId: string;
  userPoolClientId: string;
  identityPoolId?: string;
  /** Accepted; roles mean nothing here. */
  authRoleArn?: string;
  /** Accepted; roles mean nothing here. */
  unauthRoleArn?: string;
  /** Groups of the pool, with their roles, which mean nothing here. */
  groups?: Record<string, string>;
  access?: AccessGenerator;
}

/**
 * Uses a pool that is there already: nothing of it is changed, and the outputs tell what it is like.
 *
 * @example export const auth = referenceAuth({ userPoolId: "local-1_AbCdEfGhI", userPoolClientId: "…" });
 */
export function referenceAuth(props: ReferenceAuthProps): AuthResource {
  const { userPoolId, userPoolClientId, identityPoolId, groups = {} } = props;
  const source = () =>
    ({
      kind: "reference",
      userPoolId,
      userPoolClientId,
      ...(identityPoolId !== undefined && { identityPoolId }),
      groups: Object.keys(groups),
    }) as const;
  registerAuth(source);
  grantAccess(props.access);
  return { provides: "AuthResources", source };
}
