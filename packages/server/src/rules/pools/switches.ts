/**
 * What Poolhouse does beyond the protocol, pool by pool. A switch is a tag of the pool whose key begins with `poolhouse:`, so any
 * client of the protocol can set it (CreateUserPool, UpdateUserPool). What is not said keeps to the protocol.
 */
import type { PoolSettings } from "../../kernel/settings.ts";

/** A pool's switches as the rules read them; docs/guide/switches.md says what each does. */
export interface PoolSwitches {
  /** Users may have recovery codes, which stand in for the pending code of a second factor. */
  readonly recoveryCodes: boolean;
  /** The code of a pending challenge may be sent again. */
  readonly resendSignInCode: boolean;
  /** How many authenticator apps a user may have. */
  readonly softwareTokensPerUser: number;
  /** How long setting up a factor within a sign-in may take, milliseconds; as long as the sign-in's session if absent. */
  readonly mfaSetupWindow: number | undefined;
  /** Tokens tell by `amr` and `acr` how their user signed in, and a sign-in may ask for a level. */
  readonly stepUp: boolean;
  /** For how many days a remembered device stands in for a second factor. */
  readonly deviceTrustDays: number;
  /** Refresh tokens of sign-ins without a second factor end when the pool begins to require one. */
  readonly mfaAppliesToRefresh: boolean;
  /** A password that was reset by a code ends the sessions of before. */
  readonly resetEndsSessions: boolean;
  /** Users who were imported without their password may bring it: UserMigration is asked about the one they type. */
  readonly migratePasswords: boolean;
  /** DEVICE_SRP_AUTH may be answered without its Session, as Amplify for Android does. */
  readonly devicesWithoutSession: boolean;
  /** The demands of NIST SP 800-63B-4 where they differ from the protocol. */
  readonly strictNist: boolean;
}

/** What a tag may say, and what holds where it says nothing. */
type Switch =
  | { readonly kind: "flag"; readonly otherwise: boolean }
  | { readonly kind: "number"; readonly least: number; readonly most: number }
  | { readonly kind: "choice"; readonly values: readonly string[] };

const prefix = "poolhouse:";

const switches = {
  "recovery-codes": { kind: "flag", otherwise: false },
  "resend-sign-in-code": { kind: "flag", otherwise: false },
  "software-tokens-per-user": { kind: "number", least: 1, most: 10 },
  "mfa-setup-minutes": { kind: "number", least: 3, most: 60 },
  "step-up": { kind: "flag", otherwise: false },
  "device-trust-days": { kind: "number", least: 1, most: 365 },
  "mfa-applies-to-refresh": { kind: "flag", otherwise: true },
  "reset-ends-sessions": { kind: "flag", otherwise: true },
  "migrate-passwords": { kind: "flag", otherwise: false },
  "devices-without-session": { kind: "flag", otherwise: false },
  preset: { kind: "choice", values: ["strictNist"] },
} as const satisfies Record<string, Switch>;

type SwitchName = keyof typeof switches;

/** Reads a pool's switches. Total: what {@link switchFault} finds wrong counts as not said. */
export function switchesOf(settings: PoolSettings): PoolSwitches {
  const tags = settings.UserPoolTags;
  const minutes = readNumber(tags, "mfa-setup-minutes");
  return {
    recoveryCodes: readFlag(tags, "recovery-codes"),
    resendSignInCode: readFlag(tags, "resend-sign-in-code"),
    softwareTokensPerUser: readNumber(tags, "software-tokens-per-user") ?? 1,
    mfaSetupWindow: minutes === undefined ? undefined : minutes * 60_000,
    stepUp: readFlag(tags, "step-up"),
    deviceTrustDays: readNumber(tags, "device-trust-days") ?? 30,
    mfaAppliesToRefresh: readFlag(tags, "mfa-applies-to-refresh"),
    resetEndsSessions: readFlag(tags, "reset-ends-sessions"),
    migratePasswords: readFlag(tags, "migrate-passwords"),
    devicesWithoutSession: readFlag(tags, "devices-without-session"),
    strictNist: valueOf(tags, "preset") === "strictNist",
  };
}

/** What is wrong with a tag that looks like a switch and is none, or says what it cannot; undefined if none does. */
export function switchFault(settings: PoolSettings): string | undefined {
  for (const [key, value] of Object.entries(settings.UserPoolTags ?? {})) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    if (!isSwitchName(name)) return `${key} is not a switch of a pool. ${listSwitches()}`;
    if (!allows(switches[name], value)) return `${key} must be ${describe(switches[name])}.`;
  }
  return undefined;
}

type Tags = PoolSettings["UserPoolTags"];

function valueOf(tags: Tags, name: SwitchName): string | undefined {
  const value = tags?.[prefix + name];
  return value !== undefined && allows(switches[name], value) ? value : undefined;
}

type NameOf<K extends Switch["kind"]> = {
  [N in SwitchName]: (typeof switches)[N]["kind"] extends K ? N : never;
}[SwitchName];

function readFlag(tags: Tags, name: NameOf<"flag">): boolean {
  const value = valueOf(tags, name);
  return value === undefined ? switches[name].otherwise : value === "on";
}

function readNumber(tags: Tags, name: NameOf<"number">): number | undefined {
  const value = valueOf(tags, name);
  return value === undefined ? undefined : Number(value);
}

function allows(given: Switch, value: string): boolean {
  switch (given.kind) {
    case "flag":
      return value === "on" || value === "off";
    case "number":
      return /^\d{1,4}$/.test(value) && Number(value) >= given.least && Number(value) <= given.most;
    case "choice":
      return given.values.includes(value);
  }
}

function describe(given: Switch): string {
  switch (given.kind) {
    case "flag":
      return "on or off";
    case "number":
      return `a whole number from ${given.least} to ${given.most}`;
    case "choice":
      return given.values.join(" or ");
  }
}

const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(switches, name);

const listSwitches = (): string =>
  `There are: ${Object.keys(switches)
    .map((name) => prefix + name)
    .join(", ")}.`;
