import type { LambdaConfigType } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";

/**
 * A definition's triggers as a pool takes them.
 *
 * @param arnOf the ARN by which the server knows a function.
 * @param keyArn what stands for the key that codes are sealed by for senders of the project's own.
 */
export function lambdaConfigOf(
  triggers: OwnAuth["triggers"],
  arnOf: (functionName: string) => string,
  keyArn = "arn:aws:kms:local-1:000000000000:key/poolhouse",
): LambdaConfigType {
  const { CustomEmailSender: email, CustomSMSSender: sms, ...plain } = triggers;
  const named = Object.entries(plain).map(([trigger, name]) => [trigger, arnOf(name)] as const);
  return {
    ...Object.fromEntries(named),
    ...(email !== undefined && { CustomEmailSender: { LambdaArn: arnOf(email), LambdaVersion: "V1_0" } }),
    ...(sms !== undefined && { CustomSMSSender: { LambdaArn: arnOf(sms), LambdaVersion: "V1_0" } }),
    ...((email ?? sms) !== undefined && { KMSKeyID: keyArn }),
  };
}
