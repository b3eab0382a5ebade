/**
 * Which names a user may sign in with, and how two spellings are compared (contract: identifiers and sign-in names).
 */
import type { SignInName, SignInNameKind, UserRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";

/** Whether the pool tells `Alice` and `alice` apart. True unless the pool was created with CaseSensitive false. */
export function isCaseSensitive(settings: PoolSettings): boolean {
  return settings.UsernameConfiguration?.CaseSensitive ?? true;
}

/** The form in which a sign-in name is stored and looked up: NFC, and lower case in pools that ignore case. */
export function foldName(settings: PoolSettings, name: string): string {
  const normal = name.normalize("NFC");
  return isCaseSensitive(settings) ? normal : normal.toLowerCase();
}

/** Whether users of the pool sign in with an attribute in place of a username. */
export function usesAttributeAsUsername(settings: PoolSettings): boolean {
  return (settings.UsernameAttributes?.length ?? 0) > 0;
}

/** The attributes whose values are sign-in names from the first moment, verified or not. */
export function usernameAttributes(settings: PoolSettings): readonly ("email" | "phone_number")[] {
  return settings.UsernameAttributes ?? [];
}

/** The attributes whose values become sign-in names once verified (preferred_username at once). */
export function aliasAttributes(
  settings: PoolSettings,
): readonly ("email" | "phone_number" | "preferred_username")[] {
  return settings.AliasAttributes ?? [];
}

/** Every name the user may sign in with, given its attributes as they are. */
export function signInNames(
  settings: PoolSettings,
  user: Pick<UserRecord, "username" | "attributes">,
): SignInName[] {
  const names: SignInName[] = [{ kind: "username", key: foldName(settings, user.username) }];
  for (const kind of usernameAttributes(settings))
    addName(names, settings, { kind, value: user.attributes[kind] });
  for (const kind of aliasAttributes(settings)) {
    if (isActiveAlias(kind, user.attributes))
      addName(names, settings, { kind, value: user.attributes[kind] });
  }
  return names;
}

/** Whether the alias of this kind may be used to sign in: e-mail and phone number only once verified. */
function isActiveAlias(kind: SignInNameKind, attributes: Readonly<Record<string, string>>): boolean {
  return kind === "preferred_username" || attributes[`${kind}_verified`] === "true";
}

function addName(
  names: SignInName[],
  settings: PoolSettings,
  name: { kind: SignInNameKind; value: string | undefined },
): void {
  if (name.value) names.push({ kind: name.kind, key: foldName(settings, name.value) });
}
