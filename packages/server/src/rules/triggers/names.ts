/**
 * The triggers by name: how a pool names a function for each, and for which reasons each is asked (contract: Lambda triggers,
 * sources and LambdaConfig members).
 */
import type { PoolSettings } from "../../kernel/settings.ts";

/** Why each trigger may be asked: what follows its name in `triggerSource`. Complete by type. */
export interface TriggerSources {
  PreSignUp: "SignUp" | "AdminCreateUser";
  PostConfirmation: "ConfirmSignUp" | "ConfirmForgotPassword";
  PreAuthentication: "Authentication";
  PostAuthentication: "Authentication";
  DefineAuthChallenge: "Authentication";
  CreateAuthChallenge: "Authentication";
  VerifyAuthChallengeResponse: "Authentication";
  PreTokenGeneration:
    | "Authentication"
    | "NewPasswordChallenge"
    | "AuthenticateDevice"
    | "RefreshTokens"
    | "ClientCredentials";
  UserMigration: "Authentication" | "ForgotPassword";
  CustomMessage: MessageReason;
  CustomEmailSender: MessageReason;
  CustomSMSSender: MessageReason;
}

/** Why a message is sent. */
export type MessageReason =
  | "SignUp"
  | "AdminCreateUser"
  | "ResendCode"
  | "ForgotPassword"
  | "UpdateUserAttribute"
  | "VerifyUserAttribute"
  | "Authentication";

export type TriggerName = keyof TriggerSources;

/** The `triggerSource` of an event. Token generation is the one that is not called by its trigger's name. */
export function triggerSource<N extends TriggerName>(name: N, source: TriggerSources[N]): string {
  return `${name === "PreTokenGeneration" ? "TokenGeneration" : name}_${source}`;
}

/** The function that the pool names for a trigger, by the address it gives it; undefined if it names none. */
export function triggerAddress(settings: PoolSettings, name: TriggerName): string | undefined {
  const config = settings.LambdaConfig ?? {};
  switch (name) {
    case "PreTokenGeneration":
      return config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration;
    case "CustomEmailSender":
      return config.CustomEmailSender?.LambdaArn;
    case "CustomSMSSender":
      return config.CustomSMSSender?.LambdaArn;
    default:
      return config[name];
  }
}

/** The version of the token trigger's event that the pool asks for; the old member means the first. */
export function tokenEventVersion(settings: PoolSettings): "1" | "2" | "3" {
  switch (settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion) {
    case "V3_0":
      return "3";
    case "V2_0":
      return "2";
    case "V1_0":
    case undefined:
      return "1";
  }
}

/** The trigger that takes the place of a channel's gateway. */
export function senderTrigger(channel: "EMAIL" | "SMS"): "CustomEmailSender" | "CustomSMSSender" {
  return channel === "EMAIL" ? "CustomEmailSender" : "CustomSMSSender";
}
