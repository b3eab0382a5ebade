import type { SessionDescriptionType } from "@poolhouse/protocol";
import { second } from "../../kernel/clock.ts";
import type { TokenFamilyRecord } from "../../kernel/records.ts";

/**
 * A session as both lists show it; undefined for a family that is not tracked. Places are not looked up: the country is
 * always unknown.
 */
export function describeSession(
  family: TokenFamilyRecord,
  currentFamilyId: string | undefined,
): SessionDescriptionType | undefined {
  const { session } = family;
  if (session === undefined) return undefined;
  return {
    SessionId: session.id,
    SessionType: "TOKEN",
    ClientId: family.clientId,
    CreateDate: family.createdAt / second,
    LastActiveDate: session.lastActiveAt / second,
    DeviceType: session.deviceType,
    LastIPAddress: session.ipAddress,
    LastLocation: { Country: "unknown" },
    IsCurrentSession: family.id === currentFamilyId,
  };
}
