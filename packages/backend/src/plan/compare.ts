/** Comparing what is wanted with what is there, both plain data of the protocol, and saying where they differ. */

/** One place where they differ. */
interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where they are not the same, member by member. */
export function differencesOf(before: object, after: object): Difference[] {
  return compare("", before, after);
}

/** Whether they are the same. */
export function isSame(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after);
}

/** Whether everything that `after` says is so already; what only `before` says does not matter. */
export function covers(before: unknown, after: unknown): boolean {
  if (!isMembers(after)) return isSame(before, after);
  const said = Object.entries(after).filter(([, value]) => value !== undefined);
  return said.every(([name, value]) => covers(isMembers(before) ? before[name] : undefined, value));
}

function compare(path: string, before: unknown, after: unknown): Difference[] {
  if (isSame(before, after)) return [];
  if (!isMembers(before) || !isMembers(after)) return [{ path, before, after }];
  const members = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...members].flatMap((name) =>
    compare(path === "" ? name : `${path}.${name}`, before[name], after[name]),
  );
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of words are sets; nothing, an empty list and an empty object are the same on the wire. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "" : JSON.stringify(value.map((element) => canonical(element)).toSorted());
  }
  if (isMembers(value)) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.length === 0) return "";
    return JSON.stringify(
      entries.map(([name, inner]) => JSON.stringify([name, canonical(inner)])).toSorted(),
    );
  }
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

/** The readable lines of differences: one for each, but for texts that stand in two places. */
export function wordDifferences(differences: readonly Difference[]): string[] {
  const said = differences.filter(({ path }) => !mirrored.has(path));
  return (said.length > 0 ? said : differences).map(wordDifference);
}

/** Members that repeat what the template says. */
const mirrored: ReadonlySet<string> = new Set([
  "SmsVerificationMessage",
  "EmailVerificationMessage",
  "EmailVerificationSubject",
]);

function wordDifference({ path, before, after }: Difference): string {
  return `${labelOf(path)}: ${wordValue(before)} → ${wordValue(after)}`;
}

/** Words for members whose names say little to an author; the longest match stands for the front of a path. */
const labels: Readonly<Record<string, string>> = {
  PoolName: "name",
  DeviceConfiguration: "devices",
  AutoVerifiedAttributes: "verified attributes",
  SmsConfiguration: "SMS sender",
  EmailConfiguration: "e-mail sender",
  SmsAuthenticationMessage: "SMS with the second factor's code",
  EmailMfaConfiguration: "e-mail with the second factor's code",
  AccountRecoverySetting: "account recovery",
  LambdaConfig: "trigger",
  VerificationMessageTemplate: "verification message",
  "AdminCreateUserConfig.InviteMessageTemplate": "invitation",
  "Policies.PasswordPolicy": "password policy",
  "Policies.SignInPolicy.AllowedFirstAuthFactors": "first factors",
  "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate":
    "attributes verified before they change",
};

function labelOf(path: string): string {
  const front = Object.keys(labels)
    .filter((name) => path === name || path.startsWith(`${name}.`))
    .toSorted((one, other) => other.length - one.length)[0];
  if (front === undefined) return path;
  const rest = path.slice(front.length + 1);
  return [labels[front], rest].filter(Boolean).join(" ");
}

const longest = 60;

function wordValue(value: unknown): string {
  if (canonical(value) === "") return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
