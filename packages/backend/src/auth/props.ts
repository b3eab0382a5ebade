/** What `defineAuth` takes. The shapes and names are those of Amplify's backend library. */
import type { FirstChallenge } from "../backend-definition.ts";
import type { FunctionResource } from "../function/function-resource.ts";
import type { AccessGenerator } from "./access.ts";
import type { StandardAttribute } from "./attribute-names.ts";
import type { CreatePlaceholder } from "./placeholders.ts";
import type { LoginWith } from "./props-login.ts";

/** Whether and how a remembered device stands in for the second factor. */
export type DeviceTracking = "off" | "always" | "userOptIn";

type Sms = boolean | { smsMessage: (createCode: CreatePlaceholder) => string };

/** The second factors that a pool offers: at least one. */
export type MFASettings =
  | { totp: boolean; sms?: Sms; email?: boolean }
  | { totp?: boolean; sms: Sms; email?: boolean }
  | { totp?: boolean; sms?: Sms; email: boolean };

/** When a second factor is asked for, and which there are. */
export type MFA = ({ mode: "OFF" } | ({ mode: "OPTIONAL" | "REQUIRED" } & MFASettings)) & {
  /** Not Amplify's: the pool's `DeviceConfiguration` in one word. */
  deviceTracking?: DeviceTracking;
};

/** A standard attribute of the pool's users. */
export interface StandardAttributeProps {
  required?: boolean;
  /** True unless given. */
  mutable?: boolean;
}

/** An attribute of the project's own. */
export type CustomAttributeProps = { mutable?: boolean } & (
  | { dataType: "String"; minLen?: number; maxLen?: number }
  | { dataType: "Number"; min?: number; max?: number }
  | { dataType: "Boolean" }
  | { dataType: "DateTime" }
);

/** Attributes that people have, standard and custom. */
export type UserAttributes = Partial<Record<StandardAttribute, StandardAttributeProps>> &
  Record<`custom:${string}`, CustomAttributeProps>;

/** When a function is asked. */
export type AuthTrigger =
  | "createAuthChallenge"
  | "customMessage"
  | "defineAuthChallenge"
  | "postAuthentication"
  | "postConfirmation"
  | "preAuthentication"
  | "preSignUp"
  | "preTokenGeneration"
  | "userMigration"
  | "verifyAuthChallengeResponse";

/** A function that delivers messages itself. */
export interface CustomSender {
  handler: FunctionResource;
  /** Accepted; the server has a key of its own. */
  kmsKeyArn?: string;
}

/** Who e-mails come from. */
export interface EmailSender {
  fromEmail: string;
  fromName?: string;
  replyTo?: string;
}

/** What text messages are sent by. */
export interface SmsSender {
  externalId: string;
  snsCallerArn: string;
  snsRegion?: string;
}

/** What messages are sent by. */
export interface Senders {
  email?: EmailSender | CustomSender;
  sms?: SmsSender | CustomSender;
}

/** By what somebody gets a new password who forgot the old one. */
export type AccountRecovery =
  | "EMAIL_AND_PHONE_WITHOUT_MFA"
  | "PHONE_WITHOUT_MFA_AND_EMAIL"
  | "EMAIL_ONLY"
  | "PHONE_ONLY_WITHOUT_MFA"
  | "PHONE_AND_EMAIL"
  | "NONE";

/** How people sign in without a password. */
export interface PasswordlessOptions {
  /** What clients should offer first. */
  preferredChallenge?: FirstChallenge;
}

/** What `defineAuth` takes. */
export interface AuthProps {
  /** A friendly name; part of the names of what is made. */
  name?: string;
  loginWith: LoginWith;
  multifactor?: MFA;
  userAttributes?: UserAttributes;
  /** The earlier in the list, the higher the precedence. */
  groups?: readonly string[];
  triggers?: Partial<Record<AuthTrigger, FunctionResource>>;
  /** Which functions may do what with the pool. */
  access?: AccessGenerator;
  senders?: Senders;
  accountRecovery?: AccountRecovery;
  passwordlessOptions?: PasswordlessOptions;
}
