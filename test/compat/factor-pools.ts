/** Pools with several second factors and people with addresses, made as operators make them: with the AWS SDK, signed. */
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  type AdminSetUserMFAPreferenceCommandInput,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type ProvisionedApp, type ProvisionOptions, provisionApp } from "../support/provision-app.ts";

export type Factor = "SMS" | "EMAIL" | "TOTP";

/** A role has to be named; which gateway takes the message is the installation's affair. */
export const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };

const configurations = {
  SMS: { SmsMfaConfiguration: { SmsConfiguration } },
  EMAIL: { EmailMfaConfiguration: { Subject: "Your code", Message: "It is {####}." } },
  TOTP: { SoftwareTokenMfaConfiguration: { Enabled: true } },
} as const;

/** A pool that people sign in to by username, which offers these second factors. */
export async function provisionFactors(
  sdk: CognitoIdentityProviderClient,
  options: Omit<ProvisionOptions, "mfa"> & { mfa: "OPTIONAL" | "ON"; factors: readonly Factor[] },
): Promise<ProvisionedApp> {
  const { mfa, factors, pool, client = {} } = options;
  const EmailConfiguration = { EmailSendingAccount: "DEVELOPER" } as const;
  const app = await provisionApp(sdk, { pool: { EmailConfiguration, ...pool }, client });
  const chosen = factors.map((factor) => configurations[factor]);
  await sdk.send(
    new SetUserPoolMfaConfigCommand(
      Object.assign({ UserPoolId: app.userPoolId, MfaConfiguration: mfa }, ...chosen),
    ),
  );
  return app;
}

/** Somebody an operator signed up; without a temporary password the permanent one is set. */
export async function invite(
  sdk: CognitoIdentityProviderClient,
  app: ProvisionedApp,
  person: { username: string; password: string; email?: string; phone?: string; isTemporary?: boolean },
): Promise<void> {
  const { username: Username, password: Password, email, phone, isTemporary = false } = person;
  const name = { UserPoolId: app.userPoolId, Username };
  const given = [
    { Name: "email", Value: email },
    { Name: "phone_number", Value: phone },
  ];
  await sdk.send(
    new AdminCreateUserCommand({
      ...name,
      MessageAction: "SUPPRESS",
      UserAttributes: given.filter(({ Value }) => Value !== undefined),
      ...(isTemporary && { TemporaryPassword: Password }),
    }),
  );
  if (!isTemporary) await sdk.send(new AdminSetUserPasswordCommand({ ...name, Password, Permanent: true }));
}

/** Switches second factors of a person on, off, or to the front. */
export async function preferFactors(
  sdk: CognitoIdentityProviderClient,
  app: ProvisionedApp,
  wanted: Omit<AdminSetUserMFAPreferenceCommandInput, "UserPoolId">,
): Promise<void> {
  await sdk.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId: app.userPoolId, ...wanted }));
}
