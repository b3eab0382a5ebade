/**
 * Writes docs/reference/sign-in.md: the order of the sign-in as a diagram, made by asking the very function that decides it, so
 * that picture and code cannot disagree. Run by `npm run generate`; `npm run check` fails if the page is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type DeviceRecord, mfaFactors, type UserRecord } from "../packages/server/src/kernel/records.ts";
import type { PoolSettings } from "../packages/server/src/kernel/settings.ts";
import { challenges } from "../packages/server/src/rules/sign-in/challenges.ts";
import type { Proof, SignInFacts } from "../packages/server/src/rules/sign-in/facts.ts";
import { withDeviceStep } from "../packages/server/src/rules/sign-in/device-step.ts";
import { nextStep } from "../packages/server/src/rules/sign-in/order.ts";

const page = "docs/reference/sign-in.md";

/** What each challenge proves once it is passed; the others lead on to a challenge of these. */
const proofs: Readonly<Record<string, readonly Proof[]>> = {
  NEW_PASSWORD_REQUIRED: ["new-password"],
  SMS_MFA: ["sms-code"],
  EMAIL_OTP: ["email-code"],
  SOFTWARE_TOKEN_MFA: ["software-token"],
  MFA_SETUP: ["software-token"],
  DEVICE_PASSWORD_VERIFIER: ["device"],
};

/** Without devices, and with one that is remembered: in place of the second factor, or after it. */
const deviceSettings: readonly PoolSettings[] = [
  {},
  { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
  { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } },
];

const settings: readonly PoolSettings[] = (["OFF", "OPTIONAL", "ON"] as const).flatMap((MfaConfiguration) =>
  deviceSettings.map((devices) => ({
    MfaConfiguration,
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" } },
    EmailMfaConfiguration: {},
    SoftwareTokenMfaConfiguration: { Enabled: true },
    ...devices,
  })),
);

const noAttributes: Record<string, string> = {};

/** Users with every set of factors, with and without a temporary password. */
function* users(): Generator<UserRecord> {
  for (const status of ["CONFIRMED", "FORCE_CHANGE_PASSWORD"] as const) {
    for (let set = 0; set < 2 ** mfaFactors.length; set += 1) {
      const enabledFactors = mfaFactors.filter((_, index) => (set >> index) % 2 === 1);
      const attributes = {
        ...(enabledFactors.includes("SMS_MFA") ? { phone_number: "+14255550839" } : noAttributes),
        ...(enabledFactors.includes("EMAIL_OTP") ? { email: "person@example.com" } : noAttributes),
      };
      yield { ...emptyUser, status, attributes, enabledFactors };
    }
  }
}

const emptyUser: UserRecord = {
  poolId: "pool",
  sub: "sub",
  username: "person",
  status: "CONFIRMED",
  enabled: true,
  attributes: {},
  enabledFactors: [],
  tokensValidFrom: 0,
  createdAt: 0,
  modifiedAt: 0,
  version: 0,
};

const device: DeviceRecord = {
  poolId: "pool",
  sub: "sub",
  key: "eu-west-1_00",
  salt: "00",
  sealedVerifier: "",
  remembered: true,
  trustedSince: 0,
  lastIpAddress: "",
  createdAt: 0,
  modifiedAt: 0,
  lastAuthenticatedAt: 0,
};

/** Every step from one thing to the next that the order allows, as "from --> to". */
export function findSteps(): string[] {
  const steps = new Set<string>(["[*] --> password"]);
  for (const pool of settings)
    for (const user of users()) walk(steps, { pool, user, proven: ["password"], from: "password" });
  return [...steps].toSorted();
}

interface Walk {
  readonly pool: PoolSettings;
  readonly user: UserRecord;
  readonly proven: readonly Proof[];
  readonly from: string;
}

function walk(steps: Set<string>, at: Walk): void {
  const { proven } = at;
  const facts = factsOf(at);
  const after = at.from === "password" ? "PASSWORD_VERIFIER" : at.from;
  const next = withDeviceStep(facts, { next: nextStep(facts, proven), proven, after });
  const to = next.next === "challenge" ? next.name : next.next === "tokens" ? "[*]" : "refused";
  if (next.next === "challenge" && challenges[next.name] === undefined)
    throw new Error(`${next.name} is not built`);
  steps.add(`${at.from} --> ${to}`);
  if (next.next !== "challenge") return;
  if (next.name === "DEVICE_SRP_AUTH") {
    steps.add("DEVICE_SRP_AUTH --> DEVICE_PASSWORD_VERIFIER");
    follow(steps, at, "DEVICE_PASSWORD_VERIFIER");
  } else if (next.mfa?.due === "select")
    for (const factor of next.mfa.factors) follow(steps, { ...at, from: `${to} --> ${factor}` }, factor);
  else follow(steps, at, to);
}

/** Passes a challenge and goes on from there. */
function follow(steps: Set<string>, at: Walk, challenge: string): void {
  if (at.from.includes("-->")) steps.add(at.from);
  const user = challenge === "NEW_PASSWORD_REQUIRED" ? { ...at.user, status: "CONFIRMED" as const } : at.user;
  walk(steps, { ...at, user, proven: [...at.proven, ...(proofs[challenge] ?? [])], from: challenge });
}

function factsOf({ pool, user }: Walk): SignInFacts {
  const token = {
    poolId: "pool",
    sub: "sub",
    id: "id",
    secret: new Uint8Array(),
    state: "active",
    lastStep: -1,
    createdAt: 0,
  } as const;
  return {
    now: 0,
    pool: { id: "pool", settings: pool },
    client: { id: "client", settings: {} },
    user,
    decoy: false,
    softwareTokens: user.enabledFactors.includes("SOFTWARE_TOKEN_MFA") ? [token] : [],
    ...(pool.DeviceConfiguration !== undefined && { device }),
    passkeys: [],
    appOrigins: [],
  };
}

/** The page's text. */
export function renderSignIn(): string {
  return [
    "# The order of a sign-in",
    "",
    "<!-- Generated by tools/generate-sign-in.ts (npm run generate). Do not edit. -->",
    "",
    "What may follow what, once the password is proven: by SRP, in clear, or chosen as the first factor. A code as the first factor",
    "ends in tokens at once. The diagram is made by asking `rules/sign-in/order.ts` for every kind of pool and user,",
    "with and without a remembered device.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...findSteps().map((step) => `  ${step}`),
    "```",
    "",
    "The challenges that are built:",
    "",
    ...Object.entries(challenges).map(
      ([name, challenge]) => `- \`${name}\`${challenge === undefined ? ": not built" : ""}`,
    ),
    "",
  ].join("\n");
}

/** What is wrong with the page; nothing if it is what the code says. */
export function checkSignIn(): string[] {
  const written = existsSync(page) ? readFileSync(page, "utf8") : "";
  return written === renderSignIn() ? [] : [`${page} is out of date: npm run generate`];
}

if (import.meta.main) {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, renderSignIn());
}
