/**
 * The records every room speaks of: what a user pool, an app client, a user, a factor, a code and a token family are.
 * Instants are milliseconds since the epoch. Fields named `sealed…` hold AES-256-GCM values bound to their row.
 */
import type {
  CustomDomainConfigType,
  LinksType,
  TermsEnforcementType,
  TermsNameType,
  TermsSourceType,
} from "@poolhouse/protocol";
import type { ClientSettings, PoolSettings } from "./settings.ts";

export interface OperatorKeyRecord {
  accessKeyId: string;
  /** Sealed by the root key. */
  sealedSecret: string;
  description: string;
  policy: KeyPolicy;
  createdAt: number;
  /** From when on the key is as good as deleted; absent: never. */
  expiresAt?: number;
}

/** What an operator key may do (rules/key-policy.ts). */
export interface KeyPolicy {
  /** Names, names with `*` in place of any characters, families such as `groups`, or the sets `read` and `write`. */
  readonly operations: readonly string[];
  /** Ids of user pools, or `*` for all and for what belongs to no pool. */
  readonly pools: readonly string[];
}

export interface PoolRecord {
  id: string;
  name: string;
  /** The pool's settings as the wire shows them (CreateUserPool's members), with defaults filled in. */
  settings: PoolSettings;
  /** The pool's data key, wrapped by the root key. */
  wrappedKey: string;
  createdAt: number;
  modifiedAt: number;
  /** Raised by every change; guards concurrent writers. */
  version: number;
}

export interface ClientRecord {
  id: string;
  poolId: string;
  name: string;
  settings: ClientSettings;
  /** Up to two secrets, sealed with the pool's key. Empty for a public client. */
  secrets: { id: string; sealed: string; createdAt: number }[];
  createdAt: number;
  modifiedAt: number;
  version: number;
}

export type SigningUse = "id" | "access";

export interface SigningKeyRecord {
  poolId: string;
  kid: string;
  use: SigningUse;
  /** Public JWK as JSON text. */
  publicJwk: string;
  /** Private key in PKCS #8 DER, sealed with the pool's key. */
  sealedPrivateKey: string;
  createdAt: number;
  /** 0 for the pair made with the pool, one more for each that follows. */
  generation: number;
  /** From when on it signs, in place of the generations before. */
  signsFrom: number;
}

export type UserStatus =
  | "UNCONFIRMED"
  | "CONFIRMED"
  | "FORCE_CHANGE_PASSWORD"
  | "RESET_REQUIRED"
  | "EXTERNAL_PROVIDER"
  | "ARCHIVED"
  | "COMPROMISED"
  | "UNKNOWN";

/** A second factor by its name on the wire. */
export type MfaFactor = "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA";

/** All of them, in the order in which they are listed. */
export const mfaFactors: readonly MfaFactor[] = ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"];

export interface PasswordRecord {
  /** 16 random bytes as hex, fixed for this password. */
  salt: string;
  /** The SRP verifier, sealed for this user. */
  sealedVerifier: string;
  setAt: number;
}

export interface UserRecord {
  poolId: string;
  sub: string;
  /** The canonical username; the sub in pools whose users sign in with an attribute. */
  username: string;
  status: UserStatus;
  enabled: boolean;
  /** All attributes but sub, by name; booleans as "true" and "false". */
  attributes: Record<string, string>;
  password?: PasswordRecord | undefined;
  /** Factors that were switched on explicitly. */
  enabledFactors: MfaFactor[];
  preferredFactor?: MfaFactor | undefined;
  /** SMS was switched on by SetUserSettings, and is shown as MFAOptions. */
  showsMfaOptions?: boolean | undefined;
  /** Whether a passkey with user verification counts as the second factor too. */
  passkeyMfa?: boolean | undefined;
  /** How many groups the user is in, absent for none. The store counts; what an update says of it is not heard. */
  groupCount?: number | undefined;
  /** Tokens of families created before this instant are refused (global sign-out, disabling). */
  tokensValidFrom: number;
  createdAt: number;
  modifiedAt: number;
  version: number;
}

export type SignInNameKind = "username" | "email" | "phone_number" | "preferred_username";

/** One name a user may sign in with. `key` is what is compared: folded in pools that ignore case. Unique per pool. */
export interface SignInName {
  key: string;
  kind: SignInNameKind;
}

export interface SoftwareTokenRecord {
  poolId: string;
  sub: string;
  id: string;
  /** The TOTP secret, sealed for this row. */
  sealedSecret: string;
  /** `pending` until a first code has proven it. */
  state: "pending" | "active";
  friendlyName?: string | undefined;
  /** The highest time step whose code was accepted; -1 before the first. */
  lastStep: number;
  createdAt: number;
}

/** How a passkey's authenticator is attached to what the person signs in on. */
export type PasskeyAttachment = "platform" | "cross-platform";

/** A WebAuthn credential: the public half of a passkey, which is no secret. */
export interface PasskeyRecord {
  poolId: string;
  sub: string;
  /** The credential id, base64url; unique in its pool. */
  id: string;
  /** COSE key, base64url (RFC 9052). */
  publicKey: string;
  /** The authenticator's count of signatures at the last use; 0 where it does not count. */
  counter: number;
  /** The relying party it was made for; it works for no other. */
  rpId: string;
  name: string;
  attachment?: PasskeyAttachment | undefined;
  transports: string[];
  /** Whether it can be copied to other devices at all; fixed for its life. */
  backupEligible: boolean;
  backedUp: boolean;
  createdAt: number;
  lastUsedAt?: number | undefined;
}

/** A registration of a passkey under way: one for each user and client. */
export interface PasskeyChallenge {
  poolId: string;
  sub: string;
  clientId: string;
  /** 32 random bytes, base64url. */
  challenge: string;
  expiresAt: number;
}

export type CodePurpose = "sign-up" | "reset-password" | "verify-email" | "verify-phone_number";

export interface CodeRecord {
  poolId: string;
  sub: string;
  purpose: CodePurpose;
  /** MAC over pool, user, purpose and code; the code itself is never stored. */
  mac: string;
  /** What the code proves: `email` or `phone_number`, with the value it was sent to. */
  attribute: "email" | "phone_number";
  destination: string;
  createdAt: number;
  expiresAt: number;
}

/** A group of a pool's users. */
export interface GroupRecord {
  poolId: string;
  name: string;
  description?: string | undefined;
  /** The role that its members may take on elsewhere. */
  roleArn?: string | undefined;
  /** Whose role is preferred among a user's groups: the lower the better, absent is worst. */
  precedence?: number | undefined;
  createdAt: number;
  modifiedAt: number;
}

/** An API of the operator's, whose scopes app clients of the pool may be allowed. */
export interface ResourceServerRecord {
  poolId: string;
  /** Often the URL of the API; what its scopes begin with. */
  identifier: string;
  name: string;
  scopes: { name: string; description: string }[];
  createdAt: number;
  modifiedAt: number;
}

/** A name under which a pool's pages are reached: the prefix of one, or the whole of the operator's own. */
export interface DomainRecord {
  /** Unique over all pools. */
  name: string;
  poolId: string;
  kind: "prefix" | "custom";
  /** 1 for the classic pages, 2 for managed login. */
  managedLoginVersion: number;
  /** Of a custom domain only. */
  customConfig?: CustomDomainConfigType | undefined;
  createdAt: number;
  modifiedAt: number;
}

/** What an app client's users are asked to read. */
export interface TermsRecord {
  poolId: string;
  id: string;
  clientId: string;
  /** Unique for its client. */
  name: TermsNameType;
  source: TermsSourceType;
  enforcement: TermsEnforcementType;
  /** URLs by language. */
  links: LinksType;
  createdAt: number;
  modifiedAt: number;
}

/** One of a user's unused recovery codes. */
export interface RecoveryCodeRecord {
  poolId: string;
  sub: string;
  /** MAC over pool, user and code; the code itself is never stored. */
  mac: string;
  /** When it was made, with all others of its user. */
  createdAt: number;
}

/** What is being guessed. Passwords and one-time codes are counted apart, so that wrong passwords cannot lock the codes. */
export type Authenticator =
  | "password"
  | "software-token"
  | "sms"
  | "email"
  | "device"
  | "reset-code"
  | "recovery-code";

export interface AttemptKey {
  poolId: string;
  /** The user's sub, or for unknown users a MAC of the folded name. */
  subject: string;
  authenticator: Authenticator;
}

export interface AttemptRecord {
  /** Consecutive failures. */
  failures: number;
  lastFailedAt: number;
  blockedUntil: number;
  /** Failures since the last success, which no quiet time forgets. */
  consecutive: number;
}

/** What a person has proven in one sign-in. */
export type Proof =
  | "password"
  | "new-password"
  | "software-token"
  | "sms-code"
  | "email-code"
  /** A recovery code, in place of the code of a second factor. */
  | "recovery-code"
  /** The device's own password; the device's key alone proves nothing. */
  | "device"
  /** One-time codes as first factors. */
  | "sms-otp"
  | "email-otp"
  /** A passkey, and one whose authenticator has checked who holds it. */
  | "passkey"
  | "verified-passkey"
  /** Beside a passkey's proof: it lies on an authenticator of its own, a security key or a phone. */
  | "roaming-passkey"
  /** DefineAuthChallenge has said that this is enough. */
  | "custom";

/** All refreshes that come from one sign-in; its id is the tokens' origin_jti. */
export interface TokenFamilyRecord {
  poolId: string;
  id: string;
  sub: string;
  clientId: string;
  /** MAC of the random secret that every refresh token of the family carries. */
  secretMac: string;
  /** Raised by every rotation; a token of an older generation is rotated out. */
  generation: number;
  /** When the present generation began. */
  rotatedAt: number;
  /** When the person proved who they are (auth_time). */
  authTime: number;
  /** What was proven then; never changed. */
  proven: readonly Proof[];
  eventId: string;
  scope: string;
  createdAt: number;
  expiresAt: number;
  revokedAt?: number | undefined;
  /** The device it belongs to, if any: refreshes must name it. */
  device?: FamilyDevice | undefined;
  /** What the user and operators see of it; absent where the pool did not track sessions. */
  session?: TokenSession | undefined;
}

/** A device as a token family knows it: proven at sign-in, or issued with the tokens and confirmed at most once. */
export interface FamilyDevice {
  key: string;
  confirmed: boolean;
}

/** A device that its user confirmed: tracked, and remembered or not (contract: devices). */
export interface DeviceRecord {
  poolId: string;
  sub: string;
  /** `<region>_<uuid>`; names the device and proves nothing. */
  key: string;
  name?: string | undefined;
  /** The salt that the device chose, as hex without leading zeros. */
  salt: string;
  /** The SRP verifier of the device's own password, sealed for this row. */
  sealedVerifier: string;
  /** Whether it may authenticate itself, and stand in for the second factor where the pool says so. */
  remembered: boolean;
  /** The last sign-in with it in which nothing was skipped; it stands in for the second factor only for so long. */
  trustedSince: number;
  lastIpAddress: string;
  createdAt: number;
  modifiedAt: number;
  lastAuthenticatedAt: number;
}

/** The visible side of a token family: one app's signed-in state of one user (contract: user sessions). */
export interface TokenSession {
  /** `tkn` and 25 characters; names the session and is worth nothing as a credential. */
  id: string;
  /** The last refresh or rotation; at first the sign-in. */
  lastActiveAt: number;
  /** Browser and system of that moment, read from the user agent: a stranger's text. */
  deviceType: string;
  ipAddress: string;
}

export interface OutboxRecord {
  id: string;
  poolId: string;
  /** The message as JSON, sealed with the pool's key: it holds a code. */
  sealedMessage: string;
  createdAt: number;
  nextAttemptAt: number;
  attempts: number;
}
