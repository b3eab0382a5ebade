import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type OperationName,
  operationOf,
  shapeOf,
} from "@poolhouse/protocol";

/**
 * Texts that may be told: ids of things and the names that operators give them. Usernames are not among them, since they may be
 * addresses: who it was about is told by the sub.
 */
const toldTexts: ReadonlySet<string> = new Set([
  "AttributeName",
  "ClientId",
  "ClientName",
  "ClientSecretId",
  "CredentialId",
  "DeviceKey",
  "Domain",
  "EventId",
  "EventTypes",
  "EventWebhookId",
  "GroupName",
  "IdpIdentifiers",
  "Identifier",
  "JobId",
  "JobName",
  "ManagedLoginBrandingId",
  "Name",
  "PoolName",
  "ProviderName",
  "RegionName",
  "ResourceArn",
  "RoleArn",
  "ScopeName",
  "SessionId",
  "SoftwareTokenId",
  "TagKeys",
  "TermsId",
  "TermsName",
  "UserAttributeNames",
  "UserPoolId",
]);

/** What callers say of themselves or hand to triggers: nothing of it is told. */
const untold: ReadonlySet<string> = new Set([
  "AnalyticsMetadata",
  "ClientMetadata",
  "ContextData",
  "UserContextData",
  "ValidationData",
]);

/** More than this is not kept of one request; characters of JSON. */
const longest = 8192;

/**
 * What the audit trail keeps of a request that passed its checks: which members it had, and of their values the flags, numbers
 * and choices from closed lists that the model knows, and the texts above. Everything else, such as passwords, codes, tokens,
 * attributes, templates, tags and documents, is left out because nobody has let it in.
 */
export function describeRequest(name: OperationName, input: object): JsonObject {
  const { input: shapeName } = operationOf(name);
  const members = Object.keys(input).filter((member) => !untold.has(member));
  // A checked input is a structure of JSON values.
  const values = tell(shapeName, input as JsonObject, name);
  const details: JsonObject = { members, ...(values !== undefined && { request: values }) };
  return JSON.stringify(details).length > longest ? { members } : details;
}

function tell(shapeName: string, value: JsonValue | undefined, member: string): JsonValue | undefined {
  if (shapeName === "Document" || value === undefined) return undefined;
  const shape = shapeOf(shapeName);
  if (shape.sensitive === true && !toldTexts.has(member)) return undefined;
  switch (shape.type) {
    case "boolean":
    case "integer":
    case "long":
      return value;
    case "string":
      return shape.enum !== undefined || toldTexts.has(member) ? value : undefined;
    case "list":
      return Array.isArray(value) ? tellList(shape.member, value, member) : undefined;
    case "structure":
      return isJsonObject(value) ? tellMembers(shape.members, value) : undefined;
    default:
      return undefined;
  }
}

function tellList(shapeName: string, values: readonly JsonValue[], member: string): JsonValue | undefined {
  const told = values.flatMap((value) => tell(shapeName, value, member) ?? []);
  return told.length === 0 ? undefined : told;
}

function tellMembers(
  members: { readonly [name: string]: string },
  value: JsonObject,
): JsonObject | undefined {
  const told = Object.entries(members).flatMap(([name, shapeName]) => {
    const each = untold.has(name) ? undefined : tell(shapeName, value[name], name);
    return each === undefined ? [] : [[name, each] as const];
  });
  return told.length === 0 ? undefined : Object.fromEntries(told);
}
