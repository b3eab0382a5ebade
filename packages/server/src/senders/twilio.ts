import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { askGateway, type GatewayAnswer, statusFailure } from "./http-gateway.ts";

export interface TwilioOptions {
  /** Base address of the API, without trailing slash. */
  url: string;
  /** User name of the API: the account's SID. */
  account: string;
  /** Password of the API. */
  token: string;
  /** A number or name of the account, or the SID (`MG…`) of a messaging service. */
  from: string;
  /** Milliseconds to wait for an answer. */
  patience?: number;
}

/** Answers of proxies that do not know whether the request was heard. */
const unknownOutcome = new Set([502, 504]);

/**
 * Sends text messages through Twilio's messages resource, which others offer too. The resource knows no idempotency key, so
 * a message whose outcome is unknown is not offered again: it would be sent, and paid for, twice.
 */
export function createTwilioSender(options: TwilioOptions): Sender {
  const account = `${options.url}/2010-04-01/Accounts/${encodeURIComponent(options.account)}`;
  return {
    channels: ["SMS"],
    async send(message) {
      const form = describeMessage(options, message);
      const answer = await ask(options, { url: `${account}/Messages.json`, body: form.toString() });
      if (answer.status === 400)
        throw new MessageRefused(`the gateway refused the message: ${errorNumber(answer)}`);
      if (unknownOutcome.has(answer.status))
        throw new DeliveryUncertain(statusFailure(answer.status).message);
      if (answer.status !== 201 && answer.status !== 200) throw statusFailure(answer.status);
      if (!/"sid"\s*:\s*"/.test(answer.body))
        throw new DeliveryUncertain("the gateway says that it took the message, but not as what");
    },
    async check() {
      const { status } = await ask(options, { url: `${account}.json` });
      if (status !== 200) throw statusFailure(status);
    },
  };
}

function describeMessage({ from }: TwilioOptions, message: Message): URLSearchParams {
  const sender = /^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from };
  return new URLSearchParams({ To: message.to, ...sender, Body: message.body });
}

function ask(options: TwilioOptions, request: { url: string; body?: string }): Promise<GatewayAnswer> {
  const credentials = Buffer.from(`${options.account}:${options.token}`).toString("base64");
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return askGateway({
    ...request,
    method: request.body === undefined ? "GET" : "POST",
    headers: { authorization: `Basic ${credentials}`, ...(request.body !== undefined && form) },
    patience: options.patience,
  });
}

/** The API's number for the error, e.g. 21211 for a number that does not exist; its text may repeat the number. */
const errorNumber = ({ body }: GatewayAnswer): string => /"code"\s*:\s*(\d+)/.exec(body)?.[1] ?? "HTTP 400";
