/** What users did to authenticate, as operators see it, and the tokens by which users say what they think of it. */
import type { AuthEventType, ChallengeResponseType } from "@poolhouse/protocol";
import type { AuthEventRecord } from "../../kernel/auth-event.ts";
import { day, second } from "../../kernel/clock.ts";
import { notAuthorized, ServiceError } from "../../kernel/errors.ts";
import { openText, sealText } from "../../kernel/sealing.ts";
import type { Random } from "../../kernel/random.ts";

/** How long a notification may be answered. */
export const feedbackTokenLife: number = 7 * day;

/** An event as the list shows it. Nobody looks for compromised credentials, so nothing is said of them. */
export function describeAuthEvent(event: AuthEventRecord): AuthEventType {
  const { feedback } = event;
  return {
    EventId: event.id,
    EventType: event.type,
    CreationDate: event.createdAt / second,
    EventResponse: event.response,
    EventRisk: { RiskDecision: event.decision },
    ChallengeResponses: readChallenges(event.challenges),
    EventContextData: { IpAddress: event.ipAddress, DeviceName: event.deviceName },
    ...(feedback && {
      EventFeedback: {
        FeedbackValue: feedback.value,
        Provider: feedback.provider,
        FeedbackDate: feedback.givenAt / second,
      },
    }),
  };
}

function readChallenges(marks: string): ChallengeResponseType[] {
  return [...marks.matchAll(/([PM])([+-])/g)].map(([, name, outcome]) => ({
    ChallengeName: name === "P" ? "Password" : "Mfa",
    ChallengeResponse: outcome === "+" ? "Success" : "Failure",
  }));
}

/** Which event a feedback token is for. */
interface FeedbackSubject {
  readonly poolId: string;
  readonly sub: string;
  readonly id: string;
}

/** The token that lets whoever has it say once or more what this event was. It opens nothing else, and for a week only. */
export function sealFeedbackToken(
  key: Uint8Array,
  subject: FeedbackSubject,
  given: { now: number; random: Random },
): string {
  const { poolId, sub, id } = subject;
  const content = JSON.stringify({ sub, id, expiresAt: given.now + feedbackTokenLife });
  return sealText(key, content, { place: placeOf(poolId), random: given.random });
}

/**
 * The event that a token is for.
 *
 * @throws NotAuthorizedException for a token that is foreign, altered, or too old.
 */
export function openFeedbackToken(
  key: Uint8Array,
  poolId: string,
  given: { token: string; now: number },
): FeedbackSubject {
  const opened = openText(key, given.token, placeOf(poolId));
  if (opened === undefined) throw invalidFeedbackToken("feedback_token_foreign");
  // Authenticated: whatever opens was written by `sealFeedbackToken`.
  const { expiresAt, ...subject } = JSON.parse(opened.toString()) as {
    sub: string;
    id: string;
    expiresAt: number;
  };
  if (expiresAt <= given.now) throw invalidFeedbackToken("feedback_token_expired");
  return { poolId, ...subject };
}

export function invalidFeedbackToken(reason: string): ServiceError {
  return notAuthorized("Invalid feedback token.", reason);
}

export function eventDoesNotExist(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "Event does not exist.", "event_unknown");
}

const placeOf = (poolId: string): string => `auth-events|feedback|${poolId}`;
