import type { AuthSource } from "../registry.ts";
import { notice, registerAuth } from "../registry.ts";
import { callerOf } from "../function/caller.ts";
import { grantAccess } from "./access.ts";
import { type AuthDraft, draftOf } from "../backend/auth-draft.ts";
import { buildAuth } from "./build-auth.ts";
import type { AuthProps } from "./props.ts";

/** A pool that a definition owns or uses, as `defineBackend` takes it. */
export interface AuthResource {
  readonly provides: "AuthResources";
  /** What the escape hatch changes; absent for a pool that is only used. */
  readonly draft?: AuthDraft;
  readonly source: AuthSource;
}

/**
 * Defines the project's pool: how people sign in, with which second factors, and what a pool is told besides.
 *
 * @throws DefinitionError for props that cannot work, and for the second pool of a project.
 * @example export const auth = defineAuth({ loginWith: { email: true }, multifactor: { mode: "REQUIRED", totp: true } });
 */
export function defineAuth(props: AuthProps = { loginWith: { email: true } }): AuthResource {
  checkPlace(callerOf(defineAuth));
  const draft = draftOf(buildAuth(props));
  registerAuth(draft.finish);
  grantAccess(props.access);
  return { provides: "AuthResources", draft, source: draft.finish };
}

/** Amplify insists; the tools here find a pool wherever it is defined. */
function checkPlace(file: string | undefined): void {
  if (file === undefined || /[\\/]auth[\\/]resource\.[cm]?[jt]s$/.test(file)) return;
  notice("Amplify wants defineAuth in amplify/auth/resource.ts; here it may be anywhere.");
}
