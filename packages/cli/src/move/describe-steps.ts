/** What a pool's parts look like as the steps that make them again: pure functions from what is described to what is asked. */
import type {
  ImportedUserType,
  OperationInputs,
  OperationName,
  SchemaAttributeType,
  UserPoolClientType,
  UserPoolType,
  UserType,
} from "@poolhouse/protocol";
import { operationOf, shapeOf } from "@poolhouse/protocol/model";

/** The members of a described thing that an operation takes. */
export function pickMembers<N extends OperationName>(
  operation: N,
  described: object,
): Partial<OperationInputs[N]> {
  const shape = shapeOf(operationOf(operation).input);
  const members = shape.type === "structure" ? shape.members : {};
  const taken = Object.entries(described).filter(([name]) => Object.hasOwn(members, name));
  // Members of one name have one type all over the protocol.
  return Object.fromEntries(taken) as Partial<OperationInputs[N]>;
}

/** The pool without its second factors, which are set by an operation of their own. */
export function poolInput(pool: UserPoolType): OperationInputs["AdminImportUserPool"] {
  const { MfaConfiguration: _mfa, AdminCreateUserConfig: invitations, ...rest } = pool;
  const { UnusedAccountValidityDays: _days, ...AdminCreateUserConfig } = invitations ?? {};
  return {
    ...pickMembers("AdminImportUserPool", rest),
    AdminCreateUserConfig,
    UserPoolId: pool.Id ?? "",
    PoolName: pool.Name ?? "",
    Schema: (pool.SchemaAttributes ?? []).filter(isOwn).map(unprefixed),
    UserPoolTags: Object.fromEntries(
      Object.entries(pool.UserPoolTags ?? {}).filter(([key]) => !key.startsWith("aws:")),
    ),
  };
}

/** A custom attribute, or a standard one that differs from what every pool has. */
function isOwn({
  Name = "",
  Required,
  Mutable,
  StringAttributeConstraints: length,
}: SchemaAttributeType): boolean {
  if (Name === "sub") return false;
  if (isCustom(Name) || Required === true || Mutable === false) return true;
  return (length?.MaxLength ?? "2048") !== "2048" || !["0", "10"].includes(length?.MinLength ?? "0");
}

const isCustom = (name: string): boolean => /^(dev:)?custom:/.test(name);

function unprefixed(attribute: SchemaAttributeType): SchemaAttributeType {
  const { Name = "" } = attribute;
  return { ...attribute, Name: Name.replace(/^(dev:)?custom:/, "") };
}

/** The client with its id and, where it was told, its secret. */
export function clientInput(client: UserPoolClientType): OperationInputs["AdminImportUserPoolClient"] {
  const { UserPoolId = "", ClientId = "", ClientName = "" } = client;
  return { ...pickMembers("AdminImportUserPoolClient", client), UserPoolId, ClientId, ClientName };
}

/** The links of a pool's own user with people whom identity providers know. */
export function linksTo(
  UserPoolId: string,
  { Attributes = [], Username, UserStatus }: ImportedUserType,
): OperationInputs["AdminLinkProviderForUser"][] {
  const text = Attributes.find(({ Name }) => Name === "identities")?.Value;
  if (text === undefined || UserStatus === "EXTERNAL_PROVIDER") return [];
  return readIdentities(text).map(({ providerName, userId }) => ({
    UserPoolId,
    DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: Username },
    SourceUser: {
      ProviderName: providerName,
      ProviderAttributeName: "Cognito_Subject",
      ProviderAttributeValue: userId,
    },
  }));
}

/** Somebody as a provider knows them, as the attribute `identities` tells it in JSON. */
export function readIdentities(text: string): { providerName: string; userId: string }[] {
  const value = parse(text);
  return (Array.isArray(value) ? value : []).flatMap((identity: unknown) => {
    if (typeof identity !== "object" || identity === null) return [];
    const { providerName, userId } = { providerName: undefined, userId: undefined, ...identity };
    return typeof providerName === "string" && typeof userId === "string" ? [{ providerName, userId }] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Other services write what they like; what is no JSON names nobody.
    return undefined;
  }
}

/** A user of a list, with the second factors if they were asked for. */
export function importedUser(
  user: UserType,
  factors: Pick<ImportedUserType, "UserMFASettingList" | "PreferredMfaSetting"> = {},
): ImportedUserType {
  const { Attributes = [], Username = "", MFAOptions, ...state } = user;
  const Sub = Attributes.find(({ Name }) => Name === "sub")?.Value ?? "";
  const isBySms = MFAOptions?.some(({ DeliveryMedium }) => DeliveryMedium === "SMS") === true;
  return {
    Sub,
    Username,
    Attributes: Attributes.filter(({ Name }) => Name !== "sub"),
    ...state,
    ...(isBySms && { UserMFASettingList: ["SMS_MFA"] }),
    ...factors,
  };
}
