/** Sample records for the conformance suite: complete, and with a pool of their own, so that tests share a database. */
import type { AuditRow, PendingAudit } from "../kernel/audit.ts";
import type { MessageTemplateRecord } from "../kernel/message-template.ts";
import type { AuthEventRecord } from "../kernel/auth-event.ts";
import type { BrandingStyleRecord, UiCustomizationRecord } from "../kernel/branding.ts";
import type { IdentityProviderRecord, LinkedIdentityRecord } from "../kernel/identity-provider.ts";
import type {
  ClientRecord,
  CodeRecord,
  DeviceRecord,
  DomainRecord,
  GroupRecord,
  OutboxRecord,
  PasskeyRecord,
  PoolRecord,
  ResourceServerRecord,
  SigningKeyRecord,
  SoftwareTokenRecord,
  TermsRecord,
  TokenFamilyRecord,
  TokenSession,
  UserRecord,
} from "../kernel/records.ts";
import type { ImportJobRecord } from "../kernel/import-job.ts";
import type { Store } from "../ports/store.ts";

/** The instant at which the samples were made: 64 bits wide, as all instants are. */
export const now = 1_800_000_000_000;

let count = 0;

/** An id that no other test of this process uses. */
export function freshId(kind: string): string {
  count += 1;
  return `${kind}-${count}`;
}

export function sampleAuthEvent(changes: Partial<AuthEventRecord> = {}): AuthEventRecord {
  return {
    poolId: freshId("pool"),
    sub: freshId("sub"),
    id: freshId("event"),
    type: "SignIn",
    createdAt: now,
    response: "Pass",
    decision: "NoRisk",
    challenges: "P+",
    ipAddress: "192.0.2.1",
    deviceName: "Firefox 152 / Linux",
    ...changes,
  };
}

export function samplePool(changes: Partial<PoolRecord> = {}): PoolRecord {
  return {
    id: freshId("pool"),
    name: "people",
    settings: { MfaConfiguration: "ON", UserPoolTags: { team: "a" } },
    wrappedKey: "wrapped",
    createdAt: now,
    modifiedAt: now,
    version: 1,
    ...changes,
  };
}

export function sampleClient(changes: Partial<ClientRecord> = {}): ClientRecord {
  return {
    id: freshId("client"),
    poolId: freshId("pool"),
    name: "web",
    settings: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
    secrets: [{ id: "s1", sealed: "sealed", createdAt: now }],
    createdAt: now,
    modifiedAt: now,
    version: 1,
    ...changes,
  };
}

export function sampleUser(changes: Partial<UserRecord> = {}): UserRecord {
  return {
    poolId: freshId("pool"),
    sub: freshId("sub"),
    username: "ada",
    status: "CONFIRMED",
    enabled: true,
    attributes: { email: "ada@example.com", email_verified: "true" },
    password: { salt: "ab", sealedVerifier: "sealed", setAt: now },
    enabledFactors: ["SOFTWARE_TOKEN_MFA"],
    preferredFactor: "SOFTWARE_TOKEN_MFA",
    tokensValidFrom: now,
    createdAt: now,
    modifiedAt: now,
    version: 1,
    ...changes,
  };
}

export function sampleToken(changes: Partial<SoftwareTokenRecord> = {}): SoftwareTokenRecord {
  return {
    poolId: freshId("pool"),
    sub: freshId("sub"),
    id: freshId("token"),
    sealedSecret: "sealed",
    state: "pending",
    friendlyName: "phone",
    lastStep: -1,
    createdAt: now,
    ...changes,
  };
}

export function samplePasskey(changes: Partial<PasskeyRecord> = {}): PasskeyRecord {
  return {
    poolId: freshId("pool"),
    sub: freshId("sub"),
    id: freshId("passkey"),
    publicKey: "cose",
    counter: 0,
    rpId: "example.com",
    name: "Passkey",
    attachment: "platform",
    transports: ["internal", "hybrid"],
    backupEligible: true,
    backedUp: true,
    createdAt: now,
    ...changes,
  };
}

export function sampleCode(changes: Partial<CodeRecord> = {}): CodeRecord {
  return {
    poolId: freshId("pool"),
    sub: freshId("sub"),
    purpose: "sign-up",
    mac: "mac",
    attribute: "email",
    destination: "ada@example.com",
    createdAt: now,
    expiresAt: now + 1000,
    ...changes,
  };
}

export function sampleFamily(changes: Partial<TokenFamilyRecord> = {}): TokenFamilyRecord {
  return {
    poolId: freshId("pool"),
    id: freshId("family"),
    sub: freshId("sub"),
    clientId: "client",
    secretMac: "mac",
    generation: 0,
    rotatedAt: now,
    authTime: now,
    proven: ["password", "software-token"],
    eventId: "event",
    scope: "aws.cognito.signin.user.admin",
    createdAt: now,
    expiresAt: now + 1000,
    revokedAt: undefined,
    ...changes,
  };
}

export function sampleGroup(changes: Partial<GroupRecord> = {}): GroupRecord {
  return { poolId: freshId("pool"), name: freshId("group"), createdAt: now, modifiedAt: now, ...changes };
}

export function sampleIdentityProvider(
  changes: Partial<IdentityProviderRecord> = {},
): IdentityProviderRecord {
  return {
    poolId: freshId("pool"),
    name: freshId("provider"),
    type: "OIDC",
    sealedDetails: "sealed",
    attributeMapping: { username: "sub", email: "email" },
    identifiers: [],
    acrMapping: { Level1: "low" },
    createdAt: now,
    modifiedAt: now,
    ...changes,
  };
}

export function sampleLinkedIdentity(changes: Partial<LinkedIdentityRecord> = {}): LinkedIdentityRecord {
  return {
    poolId: freshId("pool"),
    provider: "Corp",
    attribute: "Cognito_Subject",
    value: freshId("subject"),
    sub: freshId("sub"),
    providerType: "OIDC",
    issuer: "https://idp.example.com",
    createdAt: now,
    ...changes,
  };
}

export function sampleResourceServer(changes: Partial<ResourceServerRecord> = {}): ResourceServerRecord {
  return {
    poolId: freshId("pool"),
    identifier: freshId("https://api.example.com"),
    name: "orders",
    scopes: [{ name: "read", description: "see orders" }],
    createdAt: now,
    modifiedAt: now,
    ...changes,
  };
}

export function sampleDomain(changes: Partial<DomainRecord> = {}): DomainRecord {
  return {
    name: freshId("domain"),
    poolId: freshId("pool"),
    kind: "prefix",
    managedLoginVersion: 1,
    createdAt: now,
    modifiedAt: now,
    ...changes,
  };
}

export function sampleBrandingStyle(changes: Partial<BrandingStyleRecord> = {}): BrandingStyleRecord {
  return {
    poolId: freshId("pool"),
    id: freshId("style"),
    clientId: freshId("client"),
    usesDefaults: false,
    settings: { components: { form: { borderRadius: 8 } } },
    assets: [{ Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG", Bytes: "aaaa" }],
    createdAt: now,
    modifiedAt: now,
    ...changes,
  };
}

export function sampleUiCustomization(changes: Partial<UiCustomizationRecord> = {}): UiCustomizationRecord {
  return {
    poolId: freshId("pool"),
    clientId: "ALL",
    css: ".banner-customizable { color: red }",
    createdAt: now,
    modifiedAt: now,
    ...changes,
  };
}

export function sampleTerms(changes: Partial<TermsRecord> = {}): TermsRecord {
  return {
    poolId: freshId("pool"),
    id: freshId("terms"),
    clientId: freshId("client"),
    name: "terms-of-use",
    source: "LINK",
    enforcement: "NONE",
    links: { "cognito:default": "https://example.com/terms" },
    createdAt: now,
    modifiedAt: now,
    ...changes,
  };
}

export function sampleSigningKey(changes: Partial<SigningKeyRecord> = {}): SigningKeyRecord {
  return {
    poolId: freshId("pool"),
    kid: freshId("kid"),
    use: "id",
    publicJwk: "{}",
    sealedPrivateKey: "sealed",
    createdAt: now,
    generation: 0,
    signsFrom: now,
    ...changes,
  };
}

export function sampleSession(changes: Partial<TokenSession> = {}): TokenSession {
  return {
    id: freshId("session"),
    lastActiveAt: now,
    deviceType: "Chrome 125",
    ipAddress: "192.0.2.1",
    ...changes,
  };
}

export function sampleDevice(changes: Partial<DeviceRecord> = {}): DeviceRecord {
  return {
    poolId: freshId("pool"),
    sub: freshId("sub"),
    key: freshId("device"),
    name: "Firefox on Linux",
    salt: "5a17",
    sealedVerifier: "sealed",
    remembered: true,
    trustedSince: now,
    lastIpAddress: "192.0.2.1",
    createdAt: now,
    modifiedAt: now,
    lastAuthenticatedAt: now,
    ...changes,
  };
}

export function sampleMessage(changes: Partial<OutboxRecord> = {}): OutboxRecord {
  return {
    id: freshId("message"),
    poolId: freshId("pool"),
    sealedMessage: "sealed",
    createdAt: now,
    nextAttemptAt: now,
    attempts: 0,
    ...changes,
  };
}

/** Does the same thing `times` times at once. */
export function atOnce<T>(times: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => act(index)));
}

export function sampleImportJob(changes: Partial<ImportJobRecord> = {}): ImportJobRecord {
  return {
    poolId: freshId("pool"),
    id: freshId("import"),
    name: "people",
    roleArn: "arn:aws:iam::000000000000:role/log",
    status: "Created",
    createdAt: now,
    position: 0,
    lines: 0,
    imported: 0,
    skipped: 0,
    failed: 0,
    ...changes,
  };
}

export function sampleMessageTemplate(changes: Partial<MessageTemplateRecord> = {}): MessageTemplateRecord {
  return {
    poolId: freshId("pool"),
    locale: "de",
    purpose: "SignUp",
    channel: "EMAIL",
    subject: "Ihr Code",
    text: "Ihr Code ist {####}.",
    ...changes,
  };
}

/** An entry of the audit trail that waits for its place. */
export function sampleAuditEntry(changes: Partial<PendingAudit> = {}): PendingAudit {
  return {
    id: freshId("entry"),
    at: now,
    requestId: "request",
    operation: "AdminDeleteUser",
    event: "user.deleted",
    actorKind: "operator",
    actor: "PHKEXAMPLE",
    ipAddress: "192.0.2.1",
    poolId: "pool",
    sub: "sub",
    details: "{}",
    mac: "mac",
    ...changes,
  };
}

/** The entry in its place. */
export const toAuditRow = (entry: PendingAudit, seq: number): AuditRow => ({
  ...entry,
  seq,
  link: `link ${seq}`,
});

/** Works on a store of its own, for what counts over the whole installation. */
export async function withOwnStore(
  open: () => Promise<Store>,
  work: (own: Store) => Promise<void>,
): Promise<void> {
  const own = await open();
  try {
    await work(own);
  } finally {
    await own.close();
  }
}
