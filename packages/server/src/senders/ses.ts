import type * as Ses from "@aws-sdk/client-sesv2";
import { type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { gatewayPatience } from "./http-gateway.ts";

export interface SesOptions {
  region: string;
  /** Absent: the region's own. */
  endpoint?: string | undefined;
  /** Whose rules and events the messages come under; absent: the account's default. */
  configurationSet?: string | undefined;
  /** The sender of pools that name none. */
  from: string;
  /** Milliseconds to wait for an answer. */
  patience?: number;
}

/**
 * Sends e-mail through Amazon SES, or what speaks as its API of version 2 does, with the credentials that the AWS SDK finds by
 * itself. The SDK is loaded here and nowhere else, and only when a server is told to use it. SES knows no idempotency key: where
 * an answer is lost the message is offered again, because the same e-mail twice does less harm than an invitation that is lost.
 *
 * @throws if the package `@aws-sdk/client-sesv2` is not installed.
 */
export async function createSesSender(options: SesOptions): Promise<Sender> {
  const { GetAccountCommand, SendEmailCommand, SESv2Client: Client } = await loadSdk();
  const client: Ses.SESv2Client = new Client({
    region: options.region,
    // Offering a message again is the outbox's job.
    maxAttempts: 1,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
  });
  const abortSignal = (): AbortSignal => AbortSignal.timeout(options.patience ?? gatewayPatience);
  return {
    channels: ["EMAIL"],
    async send(message) {
      const request = new SendEmailCommand(describeMessage(options, message));
      try {
        const { MessageId } = await client.send(request, { abortSignal: abortSignal() });
        if (MessageId === undefined) throw new Error("no message id");
      } catch (error) {
        throw toFailure(error);
      }
    },
    async check() {
      const { SendingEnabled } = await client.send(new GetAccountCommand({}), { abortSignal: abortSignal() });
      if (SendingEnabled === false) throw new Error("sending is switched off for the account");
    },
    close: () => client.destroy(),
  };
}

async function loadSdk(): Promise<typeof Ses> {
  try {
    return await import("@aws-sdk/client-sesv2");
  } catch (cause) {
    throw new Error("E-mail through Amazon SES needs the package @aws-sdk/client-sesv2 beside Poolhouse.", {
      cause,
    });
  }
}

function describeMessage(options: SesOptions, message: Message): Ses.SendEmailCommandInput {
  const { configurationSet, from } = options;
  const { to, replyTo, subject = "", body, html } = message;
  const content = (Data: string): Ses.Content => ({ Data, Charset: "UTF-8" });
  return {
    FromEmailAddress: message.from ?? from,
    Destination: { ToAddresses: [to] },
    ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
    ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
    Content: {
      Simple: {
        Subject: content(subject),
        Body: { Text: content(body), ...(html !== undefined && { Html: content(html) }) },
        // Answered by no vacation notice (RFC 3834 section 5).
        Headers: [{ Name: "Auto-Submitted", Value: "auto-generated" }],
      },
    },
  };
}

/** By the error's name: its text may repeat the address. An identity that is not verified yet may be, so that is no refusal. */
function toFailure(error: unknown): Error {
  const name = error instanceof Error ? error.name : "unknown";
  if (name === "BadRequestException") return new MessageRefused(`the gateway refused the message: ${name}`);
  const code = error instanceof Error && "code" in error ? String(error.code) : name;
  return new Error(`the gateway did not take the message: ${code}`);
}
