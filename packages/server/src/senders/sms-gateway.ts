import type { Clock } from "../kernel/clock.ts";
import type { Sender } from "../ports/sender.ts";
import type { SmppOptions } from "./smpp.ts";
import type { SnsOptions } from "./sns.ts";
import type { TwilioOptions } from "./twilio.ts";
import type { WebhookOptions } from "./webhook.ts";

/** Which gateway carries text messages, and how it is reached. */
export type SmsGateway =
  | ({ kind: "webhook" } & Omit<WebhookOptions, "clock" | "channel" | "from">)
  | ({ kind: "twilio" } & TwilioOptions)
  | ({ kind: "sns" } & SnsOptions)
  | ({ kind: "smpp" } & SmppOptions);

/** Loads and opens the gateway; the others' code is not loaded, because a start should be quick. */
export async function openSmsGateway(gateway: SmsGateway, clock: Clock): Promise<Sender> {
  switch (gateway.kind) {
    case "webhook":
      return (await import("./webhook.ts")).createWebhookSender({ ...gateway, channel: "SMS", clock });
    case "twilio":
      return (await import("./twilio.ts")).createTwilioSender(gateway);
    case "sns":
      return (await import("./sns.ts")).createSnsSender(gateway);
    case "smpp":
      return (await import("./smpp.ts")).createSmppSender(gateway);
  }
}
