/** User pools and app clients made the way operators make them: with the AWS SDK and a signature, over the network. */
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type UserPoolMfaType,
} from "@aws-sdk/client-cognito-identity-provider";

/** Where people sign in. */
export interface ProvisionedApp {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Only of a client that was made with one. */
  readonly clientSecret: string | undefined;
}

export interface ProvisionOptions {
  /** The pool's mode with TOTP as the only factor; OFF unless said. */
  readonly mfa?: UserPoolMfaType;
  /** Settings of the pool; sign-up by e-mail address unless said. */
  readonly pool?: Partial<CreateUserPoolCommandInput>;
  readonly client?: Partial<CreateUserPoolClientCommandInput>;
}

/** Sign-in by e-mail address, which is also where codes go. */
const emailPool: Partial<CreateUserPoolCommandInput> = {
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
};

/** Makes a pool and a client that allows every flow of passwords. */
export async function provisionApp(
  sdk: CognitoIdentityProviderClient,
  { mfa = "OFF", pool = emailPool, client = {} }: ProvisionOptions = {},
): Promise<ProvisionedApp> {
  const made = await sdk.send(new CreateUserPoolCommand({ PoolName: "people", ...pool }));
  const UserPoolId = made.UserPool?.Id ?? "";
  if (mfa !== "OFF") await requireTotp(sdk, UserPoolId, mfa);
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "app",
      ExplicitAuthFlows: [
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
      ...client,
    }),
  );
  return {
    userPoolId: UserPoolId,
    clientId: UserPoolClient?.ClientId ?? "",
    clientSecret: UserPoolClient?.ClientSecret,
  };
}

async function requireTotp(
  sdk: CognitoIdentityProviderClient,
  UserPoolId: string,
  mode: UserPoolMfaType,
): Promise<void> {
  await sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: mode,
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
}

/** Somebody an operator signed up: with a temporary password, or with a permanent one where `permanent` says so. */
export async function provisionPerson(
  sdk: CognitoIdentityProviderClient,
  app: ProvisionedApp,
  person: { username: string; password: string; email?: string; permanent: boolean },
): Promise<void> {
  const { username, password, email, permanent } = person;
  const name = { UserPoolId: app.userPoolId, Username: username };
  const attributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
  ];
  await sdk.send(
    new AdminCreateUserCommand({
      ...name,
      MessageAction: "SUPPRESS",
      ...(email === undefined ? {} : { UserAttributes: attributes }),
      ...(permanent ? {} : { TemporaryPassword: password }),
    }),
  );
  if (permanent)
    await sdk.send(new AdminSetUserPasswordCommand({ ...name, Password: password, Permanent: true }));
}
