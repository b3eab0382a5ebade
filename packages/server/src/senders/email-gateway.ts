import type { Clock } from "../kernel/clock.ts";
import type { Sender } from "../ports/sender.ts";
import type { SesOptions } from "./ses.ts";
import type { SmtpOptions } from "./smtp.ts";
import type { WebhookOptions } from "./webhook.ts";

/** Which gateway carries e-mails, and how it is reached. */
export type EmailGateway =
  | ({ kind: "smtp" } & SmtpOptions)
  | ({ kind: "ses" } & SesOptions)
  | ({ kind: "webhook" } & Omit<WebhookOptions, "clock" | "channel">);

/** Loads and opens the gateway; the others' code is not loaded, because a start should be quick. */
export async function openEmailGateway(gateway: EmailGateway, clock: Clock): Promise<Sender> {
  switch (gateway.kind) {
    case "smtp":
      return (await import("./smtp.ts")).createSmtpSender(gateway);
    case "ses":
      return (await import("./ses.ts")).createSesSender(gateway);
    case "webhook":
      return (await import("./webhook.ts")).createWebhookSender({ ...gateway, channel: "EMAIL", clock });
  }
}
