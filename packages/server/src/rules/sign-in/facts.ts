/**
 * The sign-in, as data. A flow begins with a first factor or its challenge; after each answer `decide` says what comes next:
 * another challenge or tokens. Everything it looks at is in the facts, everything it wants done is in the effects, so the
 * whole of it is a function of its arguments.
 */
import type { AuthFlowType, ChallengeNameType } from "@poolhouse/protocol";
import type { ServiceError } from "../../kernel/errors.ts";
import type { ModularPower } from "../../kernel/modular-power.ts";
import type { Random } from "../../kernel/random.ts";
import type {
  Authenticator,
  DeviceRecord,
  PasskeyRecord,
  Proof,
  RecoveryCodeRecord,
  SignInName,
  SoftwareTokenRecord,
  UserRecord,
} from "../../kernel/records.ts";
import type { PoolKeys } from "../../kernel/secret-keys.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";
import type { Level } from "../pools/acr-names.ts";
import type { CreatedChallenge } from "../triggers/custom-challenge-answers.ts";

export type { Proof } from "../../kernel/records.ts";
export type ChallengeName = ChallengeNameType;
export type AuthFlow = AuthFlowType;

/** A registration whose secret has been opened. */
export type OpenSoftwareToken = Omit<SoftwareTokenRecord, "sealedSecret"> & { readonly secret: Uint8Array };

/** Everything that was read before deciding. */
export interface SignInFacts {
  readonly now: number;
  readonly pool: { readonly id: string; readonly settings: PoolSettings };
  readonly client: { readonly id: string; readonly settings: ClientSettings };
  readonly user: UserRecord;
  /** There is no such user; `user` is a stand-in that nothing can prove to be. */
  readonly decoy: boolean;
  readonly softwareTokens: readonly OpenSoftwareToken[];
  /** The tracked device that the sign-in names, if the pool tracks devices. */
  readonly device?: DeviceRecord | undefined;
  /** The user's passkeys; read only where the pool lets them sign in. */
  readonly passkeys: readonly PasskeyRecord[];
  /** The recovery codes that are left; read only where the answer could be one. */
  readonly recoveryCodes?: readonly RecoveryCodeRecord[] | undefined;
  /** Origins of apps, besides the relying party's own, that passkeys may be used from. */
  readonly appOrigins: readonly string[];
  /** The levels that are wanted, best first, and what counts towards them; absent in an ordinary sign-in. */
  readonly stepUp?: { readonly wanted: readonly Level[]; readonly has: readonly Proof[] } | undefined;
  /** What CreateAuthChallenge made, where a custom challenge is to be asked. */
  readonly created?: CreatedChallenge | undefined;
}

/** What CPU-bound checks may use besides the facts; none of it is I/O. */
export interface SignInTools {
  readonly random: Random;
  readonly powers: ModularPower;
  readonly keys: PoolKeys;
}

/** One unfinished sign-in: what the sealed Session string (or the SECRET_BLOCK of SRP) holds. */
export interface SignInSession {
  /** Used up by the answer that takes the sign-in further. */
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  /** The name that was typed; what an unknown user's stand-in is made from. */
  readonly name: string;
  readonly decoy: boolean;
  readonly flow: AuthFlow;
  readonly challenge: ChallengeName;
  readonly proven: readonly Proof[];
  /** What the challenge must recall to check its answer. */
  readonly remembers: Readonly<Record<string, string>>;
  readonly eventId: string;
  readonly expiresAt: number;
  /** Which password was proven, by the instant it was set: another one since undoes the proof. */
  readonly passwordSetAt?: number | undefined;
  /** The device that was named last. */
  readonly deviceKey?: string | undefined;
  /** Whether the tokens may come with the key of a new device. */
  readonly offersDevice?: boolean | undefined;
  /** The levels that are wanted, if any are. */
  readonly stepUp?: StepUp | undefined;
  /** CUSTOM_AUTH only: how it went so far, oldest first. */
  readonly history?: readonly CustomStep[];
}

/** A sign-in that is to reach a level. What it is credited with is read from the token family at every step. */
export interface StepUp {
  /** Best first. */
  readonly wanted: readonly Level[];
  /** The family of the access token whose proofs count, too. */
  readonly familyId?: string | undefined;
}

/** One step of a custom flow, kept short because it travels in the session: challenge, passed (1) or not (0), metadata. */
export type CustomStep = readonly [name: string, passed: 0 | 1, metadata?: string];

/** A person's answer to a challenge: the ChallengeResponses of the request. */
export interface Answer {
  readonly challenge: string;
  readonly responses: Readonly<Record<string, string>>;
}

/** A change that a decision wants made, in the one transaction of the answer. */
export type Effect =
  | { readonly kind: "advance-software-token"; readonly id: string; readonly step: number }
  | {
      readonly kind: "use-passkey";
      readonly id: string;
      readonly counter: number;
      readonly backedUp: boolean;
    }
  | { readonly kind: "change-user"; readonly changes: Partial<UserRecord>; readonly expectedVersion: number }
  | { readonly kind: "claim-name"; readonly name: SignInName }
  /** A code that was sent to this value came back: the attribute is proven, and with it the alias if nobody else has it. */
  | {
      readonly kind: "verify-attribute";
      readonly attribute: "email" | "phone_number";
      readonly value: string;
    }
  | { readonly kind: "authenticate-device"; readonly key: string; readonly renewsTrust: boolean }
  /** The user hears of it: `notice` says where, and how many codes are left. Who comes second is refused with `lost`. */
  | {
      readonly kind: "consume-recovery-code";
      readonly mac: string;
      readonly lost: ServiceError;
      readonly notice: RecoveryNotice | undefined;
    }
  | { readonly kind: "clear-attempts"; readonly authenticator: Authenticator };

/** Tells a user that one of the recovery codes was used. */
export interface RecoveryNotice {
  readonly channel: "EMAIL" | "SMS";
  readonly to: string;
  readonly remaining: number;
}

/** What a challenge shows when it is asked, and what it must remember. */
export interface Issued {
  readonly parameters: Readonly<Record<string, string>>;
  readonly remembers?: Readonly<Record<string, string>>;
  /** The first factors to choose from, beside SELECT_CHALLENGE. */
  readonly available?: readonly ChallengeName[];
  /** A code to send, in the transaction that asks for it. */
  readonly message?: CodeMessage;
}

/** A code on its way to its owner. */
export interface CodeMessage {
  readonly channel: "EMAIL" | "SMS";
  readonly to: string;
  readonly code: string;
  /** For a stand-in: limits count alike, and nothing is sent. */
  readonly isDecoy: boolean;
}

export type Checked =
  | {
      readonly passed: true;
      readonly proof?: Proof;
      /** What else is known of the factor that was proven. */
      readonly detail?: Proof | undefined;
      readonly effects: readonly Effect[];
      /** The user as the effects will leave it, if they change it. */
      readonly user?: UserRecord;
      /** The challenge that was chosen; without it the order says what is next. */
      readonly next?: ChallengeName;
      /** What the next session must remember besides what its challenge does. */
      readonly carry?: Readonly<Record<string, string>>;
    }
  | Refusal;

export interface Refusal {
  readonly passed: false;
  readonly error: ServiceError;
  /** Counts as a failed attempt on this authenticator. */
  readonly counts?: Authenticator;
  /** The answer itself was right. While this authenticator is locked that must not show, or guessing would go on behind the lock. */
  readonly proves?: Authenticator;
  /** The session is void after this answer. */
  readonly endsSession?: boolean;
}

/** One challenge of the table: how it is asked and how its answer is checked. */
export interface Challenge {
  /** `parameters` are those of the request that leads here; only a challenge that needs them looks. */
  issue(
    facts: SignInFacts,
    tools: SignInTools,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Issued> | Issued;
  check(given: CheckInput): Promise<Checked> | Checked;
}

export interface CheckInput {
  readonly facts: SignInFacts;
  readonly tools: SignInTools;
  readonly session: SignInSession;
  readonly responses: Readonly<Record<string, string>>;
}
