import type {
  EventResponseType,
  EventType,
  FeedbackValueType,
  RiskDecisionType,
  SetRiskConfigurationRequest,
} from "@poolhouse/protocol";

/** One authentication of a user, as it ended or as far as it has come. */
export interface AuthEventRecord {
  poolId: string;
  sub: string;
  /** Of a sign-in the `event_id` of its tokens. */
  id: string;
  type: EventType;
  createdAt: number;
  response: EventResponseType;
  decision: RiskDecisionType;
  /** What was answered, oldest first, two letters each: `P` or `M` for password or another factor, `+` or `-` for right or wrong. */
  challenges: string;
  /** The caller's address, and what the user agent says of the device. */
  ipAddress: string;
  deviceName: string;
  feedback?: AuthEventFeedback | undefined;
}

/** What somebody says of an event afterwards: that it was the user, or that it was not. */
export interface AuthEventFeedback {
  value: FeedbackValueType;
  provider: "Admin" | "User";
  givenAt: number;
}

/** How threats are to be met in a pool, or by one app client in place of that. */
export interface RiskConfigurationRecord {
  poolId: string;
  /** `ALL` for the pool's. */
  clientId: string;
  settings: RiskSettings;
  modifiedAt: number;
}

export type RiskSettings = Omit<SetRiskConfigurationRequest, "UserPoolId" | "ClientId">;
