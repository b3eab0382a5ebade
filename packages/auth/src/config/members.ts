// Reading JSON that somebody else wrote, a member at a time: what is not of the expected kind is taken as absent.

/** An object of JSON. */
export type Members = Readonly<Record<string, unknown>>;

export function objectIn(members: Members | undefined, name: string): Members | undefined {
  const value = members?.[name];
  // Of JSON only objects are left: their members are of any kind.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

export function textIn(members: Members | undefined, name: string): string | undefined {
  const value = members?.[name];
  return typeof value === "string" ? value : undefined;
}

export function flagIn(members: Members | undefined, name: string): boolean | undefined {
  const value = members?.[name];
  return typeof value === "boolean" ? value : undefined;
}

export function numberIn(members: Members | undefined, name: string): number | undefined {
  const value = members?.[name];
  return typeof value === "number" ? value : undefined;
}

/** The texts of a list; absent if there is no list. */
export function textsIn(members: Members | undefined, name: string): string[] | undefined {
  const value: unknown = members?.[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : undefined;
}
