import type { AttributeType } from "@poolhouse/protocol";
import type { Ask } from "./ask.ts";
import type { AuthenticatorApps } from "./authenticator-apps.ts";

/** Somebody who is to be there already. */
export interface Invitation {
  /** What they sign in with; where pools go by e-mail address or phone number, that. */
  readonly username: string;
  /** `Correct-Horse-9` unless said. */
  readonly password?: string;
  /** By their names on the wire; an `email` or `phone_number` counts as verified unless it says otherwise. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Groups that exist. */
  readonly groups?: readonly string[];
  /** Whether they have an authenticator app, which the pool must allow. It is their preferred factor. */
  readonly totp?: boolean;
}

/** Somebody who can sign in. */
export interface Person {
  /** As they sign in. */
  readonly username: string;
  readonly password: string;
  /** The user's id, which tokens name. */
  readonly sub: string;
  /** The secret of the authenticator app, for `pool.totp`; only of those who have one. */
  readonly totpSecret?: string;
}

/** What people are made with. */
export interface Registry {
  readonly ask: Ask;
  readonly userPoolId: string;
  readonly apps: AuthenticatorApps;
}

/** Makes somebody who is confirmed and has a password, past sign-up. */
export async function createUser(registry: Registry, invitation: Invitation): Promise<Person> {
  const { ask, userPoolId: UserPoolId } = registry;
  const { username: Username, password = "Correct-Horse-9", groups = [] } = invitation;
  const { User } = await ask("AdminCreateUser", {
    UserPoolId,
    Username,
    MessageAction: "SUPPRESS",
    UserAttributes: readAttributes(invitation),
  });
  await ask("AdminSetUserPassword", { UserPoolId, Username, Password: password, Permanent: true });
  await Promise.all(
    groups.map((GroupName) => ask("AdminAddUserToGroup", { UserPoolId, Username, GroupName })),
  );
  const sub = User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
  const person = { username: Username, password, sub };
  return invitation.totp === true ? { ...person, totpSecret: await enrol(registry, person) } : person;
}

/** The attributes given, and that addresses are proven: the name itself is the address where it looks like one. */
function readAttributes({ username, attributes = {} }: Invitation): AttributeType[] {
  const kind = username.includes("@") ? "email" : username.startsWith("+") ? "phone_number" : undefined;
  const all: Record<string, string> = { ...(kind !== undefined && { [kind]: username }), ...attributes };
  for (const name of ["email", "phone_number"]) if (name in all) all[`${name}_verified`] ??= "true";
  return Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
}

/** Enrols an authenticator app as its owner would, through an app client that is gone afterwards. */
async function enrol(registry: Registry, person: Omit<Person, "totpSecret">): Promise<string> {
  const { ask, userPoolId: UserPoolId } = registry;
  const { UserPoolClient } = await ask("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "testing-enrolment",
    ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
  });
  const ClientId = UserPoolClient?.ClientId ?? "";
  try {
    return await enrolThrough(registry, ClientId, person);
  } finally {
    await ask("DeleteUserPoolClient", { UserPoolId, ClientId });
  }
}

async function enrolThrough(
  { ask, userPoolId: UserPoolId, apps }: Registry,
  ClientId: string,
  { username: USERNAME, password: PASSWORD }: Omit<Person, "totpSecret">,
): Promise<string> {
  const begun = await ask("AdminInitiateAuth", {
    UserPoolId,
    ClientId,
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME, PASSWORD },
  });
  // Tokens where the factor is a choice; a session where the pool demands one.
  const AccessToken = begun.AuthenticationResult?.AccessToken;
  const proof = AccessToken === undefined ? { Session: begun.Session } : { AccessToken };
  const { SecretCode = "", Session } = await ask("AssociateSoftwareToken", dropAbsent(proof));
  const UserCode = apps.endingCode(SecretCode);
  await ask("VerifySoftwareToken", {
    ...(AccessToken === undefined ? dropAbsent({ Session }) : { AccessToken }),
    UserCode,
  });
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await ask("AdminSetUserMFAPreference", { UserPoolId, Username: USERNAME, SoftwareTokenMfaSettings });
  return SecretCode;
}

const dropAbsent = (proof: {
  Session?: string | undefined;
  AccessToken?: string;
}): {
  Session?: string;
  AccessToken?: string;
} => {
  const { Session, ...rest } = proof;
  return { ...rest, ...(Session !== undefined && { Session }) };
};
