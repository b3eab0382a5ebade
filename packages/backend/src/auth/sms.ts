import type { SmsConfigurationType } from "@poolhouse/protocol";

/** A pool that sends SMS names a role; which one says nothing here, because the gateway is the server's. */
export const serverSms: Readonly<SmsConfigurationType> = {
  ExternalId: "poolhouse",
  SnsCallerArn: "arn:aws:iam::000000000000:role/poolhouse-sms",
};

/** The text of the SMS with a second factor's code, where the author gives none. */
export const defaultSmsMessage = "Your authentication code is {####}";
