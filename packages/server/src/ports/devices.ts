import type { DeviceRecord } from "../kernel/records.ts";

/** One device of one user. Whoever names it by its key alone has not found it. */
export interface DeviceId {
  poolId: string;
  sub: string;
  key: string;
}

/** Where the page before ended: devices are listed by when they last took part in a sign-in, then by key. */
export interface DevicePage {
  limit: number;
  after?: { lastAuthenticatedAt: number; key: string } | undefined;
}

/** The tracked devices of users (contract: devices). A key that was issued but never confirmed is known to its family only. */
export interface DeviceStore {
  /**
   * Tracks the device whose key was issued to this family: true for exactly one caller, and only while the family is not
   * revoked. Beyond `limit` devices the user's least recently authenticated ones are dropped.
   */
  confirm(confirmation: { device: DeviceRecord; familyId: string; limit: number }): Promise<boolean>;
  find(id: DeviceId): Promise<DeviceRecord | undefined>;
  /** Last authenticated first, then by key. */
  list(poolId: string, sub: string, page: DevicePage): Promise<DeviceRecord[]>;
  /** Remembers the device or not. False if there is none. */
  setRemembered(status: DeviceId & { remembered: boolean; now: number }): Promise<boolean>;
  /** Notes that the device took part in a sign-in, a full one if `trustedSince` says so. False if it is not remembered. */
  authenticate(
    sign: DeviceId & { now: number; ipAddress: string; trustedSince?: number | undefined },
  ): Promise<boolean>;
  /** Keeps the sealed session in which the device is to prove itself, in place of an earlier one. False if there is no device. */
  keepSession(pending: DeviceId & { session: string; ipAddress: string }): Promise<boolean>;
  /** The session that was kept last, if it was for this address; used up or expired as it may be. */
  findSession(id: DeviceId & { ipAddress: string }): Promise<string | undefined>;
  forget(id: DeviceId): Promise<boolean>;
  /** Forgets every device of the user but `kept`, as after a reset of the password. Answers how many. */
  forgetAll(poolId: string, sub: string, kept?: string): Promise<number>;
}
