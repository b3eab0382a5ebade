import type { UserPoolDescriptionType, UserPoolType } from "@poolhouse/protocol";
import { regionOf } from "../../kernel/ids.ts";
import type { PoolRecord } from "../../kernel/records.ts";
import type { World } from "../operation.ts";

/** A pool as CreateUserPool and DescribeUserPool answer it. */
export function describePool(
  world: Pick<World, "accountId">,
  pool: PoolRecord,
  estimatedNumberOfUsers: number,
): UserPoolType {
  const {
    Schema: schemaAttributes,
    // Shown by GetUserPoolMfaConfig only.
    SmsMfaConfiguration: _sms,
    EmailMfaConfiguration: _email,
    SoftwareTokenMfaConfiguration: _softwareToken,
    WebAuthnConfiguration: _passkeys,
    // Shown by GetUserPoolSessionConfiguration only.
    SessionConfiguration: _sessions,
    // Shown by GetMessageTemplates only.
    MessageLocales: _locales,
    // Shown by GetLogDeliveryConfiguration only.
    LogConfigurations: _logs,
    ...shown
  } = pool.settings;
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${regionOf(pool.id)}:${world.accountId}:userpool/${pool.id}`,
    ...shown,
    SchemaAttributes: schemaAttributes,
    EstimatedNumberOfUsers: estimatedNumberOfUsers,
    CreationDate: pool.createdAt / 1000,
    LastModifiedDate: pool.modifiedAt / 1000,
  };
}

/** A pool as ListUserPools answers it. */
export function summarizePool(pool: PoolRecord): UserPoolDescriptionType {
  return {
    Id: pool.id,
    Name: pool.name,
    LambdaConfig: pool.settings.LambdaConfig ?? {},
    CreationDate: pool.createdAt / 1000,
    LastModifiedDate: pool.modifiedAt / 1000,
  };
}
