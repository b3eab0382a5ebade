/**
 * What differs between two runs of one journey although nothing differs: tokens, keys, codes, times and identifiers. Each becomes
 * a word for what it is; everything else stays.
 */

/** Members whose values are chance or time, by name, whatever they hold. */
const volatile: ReadonlySet<string> = new Set([
  "AccessToken",
  "ClientId",
  "Code",
  "ConfirmationCode",
  "DEVICE_KEY",
  "DeviceKey",
  "EMAIL_OTP_CODE",
  "PASSWORD_CLAIM_SECRET_BLOCK",
  "PASSWORD_CLAIM_SIGNATURE",
  "PasswordVerifier",
  "RefreshToken",
  "SMS_MFA_CODE",
  "SMS_OTP_CODE",
  "SOFTWARE_TOKEN_MFA_CODE",
  "SRP_A",
  "Salt",
  "Session",
  "TIMESTAMP",
  "Token",
  "UserCode",
  "attestationObject",
  "aud",
  "auth_time",
  "authenticatorData",
  "clientDataJSON",
  "createdAt",
  "credentialId",
  "nextToken",
  "CredentialId",
  "NextToken",
  "rawId",
  "signature",
  "userHandle",
  "client_id",
  "createDate",
  "exp",
  "iat",
  "id",
  "lastAuthenticatedDate",
  "lastModifiedDate",
  "sharedSecret",
  "userId",
  "userSub",
]);

/** A value as it can be compared. */
export function normalize(value: unknown, name = ""): unknown {
  if (value === undefined) return undefined;
  if (volatile.has(name)) return `<${name}>`;
  // An answer of an authenticator travels as text.
  if (name === "CREDENTIAL" && typeof value === "string") return normalize(JSON.parse(value));
  if (name === "getSetupUri" && typeof value === "function") return setupUris((...given) => value(...given));
  if (typeof value === "function") return "<function>";
  if (typeof value === "string") return normalizeText(value);
  if (value instanceof URL) return `<URL ${normalizeText(value.href)}>`;
  if (value instanceof Date) return "<Date>";
  if (value instanceof Error) return { name: value.name, message: normalizeText(value.message) };
  if (Array.isArray(value)) return value.map((each) => normalize(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Absent and undefined are the same to an app.
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, normalize(each, key)])
      .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
  );
}

/** The addresses that an authenticator app is shown as a code. */
function setupUris(getSetupUri: (appName: string, accountName?: string) => unknown): string[] {
  const uris = [getSetupUri("My App"), getSetupUri("One: & all", "ada b@example.com")];
  return uris.map((uri) => normalizeText(String(uri)));
}

/** A text without the identifiers in it. */
export function normalizeText(text: string): string {
  return text
    .replaceAll(/[\w-]+\.[\w-]+\.[\w-]{20,}/g, "<token>")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
    .replaceAll(/secret=[A-Z2-7]+/g, "secret=<secret>");
}
