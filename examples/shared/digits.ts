/** A code without the spaces that some apps and messages show in it. */
export function digits(typed: string): string {
  return typed.replaceAll(/\s/g, "");
}
