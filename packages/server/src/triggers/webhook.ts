import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Clock } from "../kernel/clock.ts";
import { signWebhook } from "../kernel/webhook-signature.ts";
import { TriggerRaised, TriggerUnavailable, TriggerUnreadable } from "../ports/trigger.ts";
import { guardedLookup, isAllowedAddress } from "./addresses.ts";
import { type TriggerFunction, triggerLimits } from "./triggers.ts";

export interface WebhookSettings {
  readonly url: string;
  /** Signs every event; the receiver has the same. */
  readonly secret: string;
  /** Whether it may be on this machine or a private network. */
  readonly allowPrivateAddresses: boolean;
  readonly clock: Clock;
}

/**
 * A function behind HTTPS: the event is POSTed as JSON and signed, the answer is the event with its response. An answer with a
 * text `errorMessage` is the function's refusal, as Lambda's runtimes write one. Redirects are not followed.
 */
export function createWebhook(settings: WebhookSettings): TriggerFunction {
  const url = new URL(settings.url);
  const { secret, clock, allowPrivateAddresses: allowPrivate } = settings;
  return {
    async invoke({ id, body, signal }) {
      const headers = {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "user-agent": "Poolhouse",
        ...signWebhook({ secret, id, now: clock.now(), body }),
      };
      return readAnswer(await post({ url, headers, body, signal, allowPrivate }));
    },
  };
}

interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

interface HttpRequest {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly allowPrivate: boolean;
}

/** Node's own client: unlike fetch it takes a lookup, by which the address that was judged is the one connected to. */
async function post({ url, headers, body, signal, allowPrivate }: HttpRequest): Promise<HttpAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // A literal address is never looked up.
  if (isIP(host) !== 0 && !isAllowedAddress(host, allowPrivate)) throw unreachable("AddressForbidden", host);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const lookup = guardedLookup(allowPrivate);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sending = send(url, { method: "POST", headers, signal, lookup, agent: false }, resolve);
  sending.once("error", (cause) => reject(unreachable("Unreachable", host, cause)));
  sending.end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 0, text: await readText(answer, host) };
}

/** At most the largest answer; one byte more ends the connection. */
async function readText(answer: IncomingMessage, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      // A response without an encoding yields buffers.
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > triggerLimits.size) throw new TriggerUnreadable("the answer is too large");
      chunks.push(bytes);
    }
  } catch (cause) {
    if (cause instanceof TriggerUnreadable) throw cause;
    throw unreachable("Unreachable", host, cause);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readAnswer({ status, text }: HttpAnswer): string {
  const refusal = errorMessageIn(text);
  if (refusal !== undefined) throw new TriggerRaised(refusal);
  if (status >= 200 && status < 300) return text;
  throw new TriggerUnavailable(`Status${status}`, `the webhook answered ${status}`);
}

/** The message of a refusal as Lambda's runtimes write it: an object with a text `errorMessage` and no response. */
function errorMessageIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || "response" in value) return undefined;
    return "errorMessage" in value && typeof value.errorMessage === "string" ? value.errorMessage : undefined;
  } catch {
    // No JSON is no refusal; whoever reads the answer says what it is.
    return undefined;
  }
}

function unreachable(word: string, host: string, cause?: unknown): TriggerUnavailable {
  return new TriggerUnavailable(word, `the webhook at ${host} could not be called`, { cause });
}
