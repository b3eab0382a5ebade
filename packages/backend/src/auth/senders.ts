/** Who delivers messages: the server's own gateways, under a name of the author's, or a function of the project. */
import type { EmailConfigurationType, SmsConfigurationType } from "@poolhouse/protocol";
import type { TriggerName } from "../backend-definition.ts";
import type { FunctionResource } from "../function/function-resource.ts";
import { notice } from "../registry.ts";
import type { CustomSender, EmailSender, Senders, SmsSender } from "./props.ts";

/** What the senders come to. */
export interface SenderSettings {
  readonly EmailConfiguration: EmailConfigurationType;
  /** Absent if the author names no sender of SMS. */
  readonly SmsConfiguration?: SmsConfigurationType;
  readonly functions: Partial<Record<TriggerName, FunctionResource>>;
}

/** Throws if a sender is not complete, or if the two name different keys. */
export function senderSettings(senders: Senders = {}): SenderSettings {
  checkKeys(senders);
  const { email, sms } = senders;
  return {
    EmailConfiguration: emailConfiguration(email),
    ...(sms && !isCustom(sms) && { SmsConfiguration: smsConfiguration(sms) }),
    functions: {
      ...(email && isCustom(email) && { CustomEmailSender: email.handler }),
      ...(sms && isCustom(sms) && { CustomSMSSender: sms.handler }),
    },
  };
}

const isCustom = (sender: EmailSender | SmsSender | CustomSender): sender is CustomSender =>
  "handler" in sender;

function checkKeys({ email, sms }: Senders): void {
  const keys = [email, sms].flatMap((sender) =>
    sender && isCustom(sender) && sender.kmsKeyArn !== undefined ? [sender.kmsKeyArn] : [],
  );
  if (new Set(keys).size > 1) throw new Error("KMS key ARN must be the same for both email and sms senders");
  if (keys.length > 0) notice("senders: kmsKeyArn is ignored; codes are sealed by a key of the server.");
}

function emailConfiguration(sender: Senders["email"]): EmailConfigurationType {
  if (sender === undefined || isCustom(sender)) return { EmailSendingAccount: "COGNITO_DEFAULT" };
  const { fromEmail, fromName, replyTo } = sender;
  return {
    EmailSendingAccount: "DEVELOPER",
    From: fromName === undefined ? fromEmail : `${fromName} <${fromEmail}>`,
    ...(replyTo !== undefined && { ReplyToEmailAddress: replyTo }),
  };
}

function smsConfiguration(sender: SmsSender): SmsConfigurationType {
  if (!sender.externalId || !sender.snsCallerArn) {
    throw new Error(
      "Both externalId and snsCallerArn are required when sending SMS by a role of your own. Give both, or leave senders.sms out.",
    );
  }
  const { externalId: ExternalId, snsCallerArn: SnsCallerArn, snsRegion } = sender;
  return { ExternalId, SnsCallerArn, ...(snsRegion !== undefined && { SnsRegion: snsRegion }) };
}
