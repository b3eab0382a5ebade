/** A user's authenticator apps: how many there may be, how long setting one up may take, and what is shown of them. */
import type { SoftwareTokenSummaryType } from "@poolhouse/protocol";
import { minute } from "../kernel/clock.ts";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { SoftwareTokenRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { switchesOf } from "./pools/switches.ts";

type State = Pick<SoftwareTokenRecord, "state">;

/** The registrations that a code has proven; the others sign nobody in. */
export const activeOf = <T extends State>(tokens: readonly T[]): T[] =>
  tokens.filter((token) => token.state === "active");

/** Whether the user has as many apps as there may be and the pool does not replace the one there is. */
export function isFull(settings: PoolSettings, tokens: readonly State[]): boolean {
  const { softwareTokensPerUser: most } = switchesOf(settings);
  return most > 1 && activeOf(tokens).length >= most;
}

/** The refusal of one app too many. */
export const tooManyTokens = (): ServiceError =>
  invalidParameter(
    "User has as many software tokens as the user pool allows; delete one first.",
    "software_tokens_full",
  );

/** The refusal of an id that is unknown, pending, or somebody else's. */
export const tokenNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Software token not found.", "software_token_unknown");

const usualPendingLife = 15 * minute;

/** The instant up to which pending secrets have expired at `now`: later ones can still be proven. */
export function pendingSince(settings: PoolSettings, now: number): number {
  return now - (switchesOf(settings).mfaSetupWindow ?? usualPendingLife);
}

/**
 * The app that was used last, by its highest accepted step; right after a registration that is the new one. It gives the
 * challenge its name, because most people keep using the same.
 */
export function lastUsedOf<T extends SoftwareTokenUse>(tokens: readonly T[]): T | undefined {
  return activeOf(tokens).toSorted(
    (left, right) => right.lastStep - left.lastStep || right.createdAt - left.createdAt,
  )[0];
}

type SoftwareTokenUse = Pick<SoftwareTokenRecord, "state" | "lastStep" | "createdAt">;

/** Seconds of a time step (RFC 6238 section 4.1). */
const stepSeconds = 30;

/** What the owner and operators see of an app: never its secret. */
export function describeSoftwareToken(
  token: Pick<SoftwareTokenRecord, "id" | "friendlyName" | "createdAt" | "lastStep">,
): SoftwareTokenSummaryType {
  return {
    SoftwareTokenId: token.id,
    FriendlyDeviceName: token.friendlyName ?? "Authenticator app",
    CreationDate: token.createdAt / 1000,
    ...(token.lastStep > 0 && { LastUsedDate: token.lastStep * stepSeconds }),
  };
}
