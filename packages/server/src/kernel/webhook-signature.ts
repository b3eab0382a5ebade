import { hmacSha256 } from "./digests.ts";

/** One request of ours to somebody else's server. */
export interface WebhookRequest {
  /** Shared with the receiver. `whsec_` and base64 is decoded, anything else taken as it is. */
  secret: string;
  /** The same for every repetition of the request. */
  id: string;
  /** The instant of this attempt, milliseconds since the epoch. */
  now: number;
  body: string;
}

/**
 * The headers by which a receiver tells that a request is ours, fresh and not a repetition: HMAC-SHA-256 over id, time stamp
 * and body, as the Standard Webhooks specification lays down. The receiver refuses time stamps that are far from its own
 * time, and remembers ids for at least as long.
 */
export function signWebhook({ secret, id, now, body }: WebhookRequest): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = hmacSha256(secretBytes(secret), `${id}.${timestamp}.${body}`).toString("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}

function secretBytes(secret: string): Buffer {
  const encoded = /^whsec_(.+)$/.exec(secret)?.[1];
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, "base64");
}
