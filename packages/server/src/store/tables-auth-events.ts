import type { EventResponseType, EventType, FeedbackValueType, RiskDecisionType } from "@poolhouse/protocol";
import type { AuthEventFeedback } from "../kernel/auth-event.ts";

/** The tables of what users did to authenticate, and of how threats are to be met. */
export interface AuthEventTables {
  auth_events: AuthEventTable;
  risk_configurations: RiskConfigurationTable;
}

interface AuthEventTable {
  pool_id: string;
  sub: string;
  id: string;
  type: EventType;
  created_at: number;
  response: EventResponseType;
  decision: RiskDecisionType;
  challenges: string;
  ip_address: string;
  device_name: string;
  feedback_value: FeedbackValueType | null;
  feedback_provider: AuthEventFeedback["provider"] | null;
  feedback_given_at: number | null;
}

interface RiskConfigurationTable {
  pool_id: string;
  client_id: string;
  settings: string;
  modified_at: number;
}
