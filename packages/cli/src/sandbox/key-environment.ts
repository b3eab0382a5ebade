import type { OperatorKey } from "@poolhouse/server";

/** A key as the AWS SDKs and our commands find it in the environment. */
export function keyEnvironment({ accessKeyId, secretAccessKey }: OperatorKey): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    POOLHOUSE_ACCESS_KEY_ID: accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: secretAccessKey,
  };
}
