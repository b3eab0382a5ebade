import type * as Sns from "@aws-sdk/client-sns";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { gatewayPatience } from "./http-gateway.ts";

export interface SnsOptions {
  region: string;
  /** Absent: the region's own. */
  endpoint?: string | undefined;
  /** Shown as the sender where a country allows it. */
  from?: string | undefined;
  /** Milliseconds to wait for an answer. */
  patience?: number;
}

/** What SNS says of a message that it will never take. */
const forGood = new Set([
  "InvalidParameter",
  "InvalidParameterException",
  "InvalidParameterValue",
  "OptedOut",
  "OptedOutException",
]);

/**
 * Sends text messages through Amazon SNS with the credentials that the AWS SDK finds by itself. The SDK is loaded here and
 * nowhere else, and only when a server is told to use it. SNS knows no idempotency key for text messages, so the SDK's own
 * retries are off, and a message whose outcome is unknown is not offered again.
 *
 * @throws if the package `@aws-sdk/client-sns` is not installed.
 */
export async function createSnsSender(options: SnsOptions): Promise<Sender> {
  const { GetSMSAttributesCommand, PublishCommand, SNSClient: Client } = await loadSdk();
  const client: Sns.SNSClient = new Client({
    region: options.region,
    maxAttempts: 1,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
  });
  const abortSignal = (): AbortSignal => AbortSignal.timeout(options.patience ?? gatewayPatience);
  return {
    channels: ["SMS"],
    async send(message) {
      try {
        const request = new PublishCommand(describeMessage(options, message));
        const { MessageId } = await client.send(request, { abortSignal: abortSignal() });
        if (MessageId === undefined)
          throw new DeliveryUncertain("the gateway says that it took the message, but not as what");
      } catch (error) {
        throw toFailure(error);
      }
    },
    async check() {
      await client.send(new GetSMSAttributesCommand({}), { abortSignal: abortSignal() });
    },
    close: () => client.destroy(),
  };
}

async function loadSdk(): Promise<typeof Sns> {
  try {
    return await import("@aws-sdk/client-sns");
  } catch (cause) {
    throw new Error("SMS through Amazon SNS needs the package @aws-sdk/client-sns beside Poolhouse.", {
      cause,
    });
  }
}

function describeMessage(
  { from }: SnsOptions,
  message: Message,
): {
  PhoneNumber: string;
  Message: string;
  MessageAttributes: Record<string, { DataType: string; StringValue: string }>;
} {
  const attribute = (StringValue: string): { DataType: string; StringValue: string } => ({
    DataType: "String",
    StringValue,
  });
  return {
    PhoneNumber: message.to,
    Message: message.body,
    MessageAttributes: {
      // The class for codes: delivered first, not saved money on.
      "AWS.SNS.SMS.SMSType": attribute("Transactional"),
      ...(from !== undefined && { "AWS.SNS.SMS.SenderID": attribute(from) }),
    },
  };
}

/** By the error's name and status: its text may repeat the message. */
function toFailure(error: unknown): Error {
  if (error instanceof DeliveryUncertain) return error;
  const name = error instanceof Error ? error.name : "unknown";
  if (forGood.has(name)) return new MessageRefused(`the gateway refused the message: ${name}`);
  const code = error instanceof Error && "code" in error ? String(error.code) : name;
  return isAnswer(error) ||
    code === "ECONNREFUSED" ||
    code === "ENOTFOUND" ||
    name === "CredentialsProviderError"
    ? new Error(`the gateway did not take the message: ${code}`)
    : new DeliveryUncertain(`the gateway gave no answer: ${code}`);
}

/** Whether SNS itself answered; a status of a proxy that lost the answer does not count. */
function isAnswer(error: unknown): error is Sns.SNSServiceException {
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  // The SDK puts its facts about the exchange there.
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode !== undefined && httpStatusCode !== 502 && httpStatusCode !== 504;
}
