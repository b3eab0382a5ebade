import { invalidParameter } from "../../kernel/errors.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";
import { systemAttributes } from "../pools/standard-attributes.ts";
import { type AttributeRule, schemaOf } from "../pools/settings.ts";

/**
 * Checks the lists of attributes that a client may read and write against the pool's schema. A client that may write at all
 * may write what sign-up demands; nobody but the service writes `sub` and the two verified flags, and only operators write
 * developer-only attributes. Throws InvalidParameterException.
 */
export function checkPermissions(settings: ClientSettings, pool: PoolSettings): void {
  const schema = schemaOf(pool);
  const { ReadAttributes: read = [], WriteAttributes: write = [] } = settings;
  if (!read.every((name) => schema.has(name))) throw invalidAttributes("read");
  if (!write.every((name) => isWritable(name, schema.get(name)))) throw invalidAttributes("write");
  const required = [...schema].filter(([name, rule]) => rule.required && isWritable(name, rule));
  if (write.length > 0 && !required.every(([name]) => write.includes(name))) throw invalidAttributes("write");
}

const verifiedFlags: ReadonlySet<string> = new Set(["email_verified", "phone_number_verified"]);

function isWritable(name: string, rule: AttributeRule | undefined): boolean {
  if (rule === undefined || rule.developerOnly) return false;
  return !systemAttributes.has(name) && !verifiedFlags.has(name);
}

function invalidAttributes(kind: "read" | "write"): Error {
  const text = `Invalid ${kind} attributes specified while creating a client`;
  return invalidParameter(text, `client_${kind}_attributes`);
}
