/**
 * The tables, typed once for both engines. Text and integers only, so that nothing has to be decoded per engine: instants
 * are milliseconds, booleans 0 and 1, documents JSON text. Tables of a pool lead with `pool_id`, tables of a user are keyed
 * (pool_id, sub), so that rows could be spread by hash one day.
 */
import type { IdentityProviderTypeType } from "@poolhouse/protocol";
import type { Generated } from "kysely";
import type {
  Authenticator,
  CodePurpose,
  DomainRecord,
  MfaFactor,
  PasskeyAttachment,
  SignInNameKind,
  SigningUse,
  SoftwareTokenRecord,
  TermsRecord,
  UserStatus,
} from "../kernel/records.ts";
import type { SearchedAttribute } from "../kernel/search-keys.ts";
import type { AuditTables } from "./tables-audit.ts";
import type { AuthEventTables } from "./tables-auth-events.ts";
import type { ImportTables } from "./tables-imports.ts";
import type { MessageTables } from "./tables-messages.ts";

export interface Tables extends AuthEventTables, AuditTables, ImportTables, MessageTables {
  meta: MetaTable;
  operator_keys: OperatorKeyTable;
  pools: PoolTable;
  clients: ClientTable;
  signing_keys: SigningKeyTable;
  users: UserTable;
  sign_in_names: SignInNameTable;
  software_tokens: SoftwareTokenTable;
  passkeys: PasskeyTable;
  passkey_challenges: PasskeyChallengeTable;
  devices: DeviceTable;
  groups: GroupTable;
  group_members: GroupMemberTable;
  resource_servers: ResourceServerTable;
  domains: DomainTable;
  terms: TermsTable;
  identity_providers: IdentityProviderTable;
  identity_provider_identifiers: IdentityProviderIdentifierTable;
  linked_identities: LinkedIdentityTable;
  branding_styles: BrandingStyleTable;
  ui_customizations: UiCustomizationTable;
  codes: CodeTable;
  recovery_codes: RecoveryCodeTable;
  attempts: AttemptTable;
  usage_windows: UsageWindowTable;
  consumed_ids: ConsumedIdTable;
  token_families: TokenFamilyTable;
  outbox: OutboxTable;
  migrations: MigrationTable;
}

interface MetaTable {
  key: string;
  value: string;
}

interface OperatorKeyTable {
  access_key_id: string;
  sealed_secret: string;
  description: string;
  policy: string;
  created_at: number;
  expires_at: number | null;
}

interface PoolTable {
  id: string;
  name: string;
  settings: string;
  wrapped_key: string;
  created_at: number;
  modified_at: number;
  version: number;
}

interface ClientTable {
  pool_id: string;
  id: string;
  name: string;
  settings: string;
  secrets: string;
  created_at: number;
  modified_at: number;
  version: number;
}

interface SigningKeyTable {
  pool_id: string;
  kid: string;
  use: SigningUse;
  public_jwk: string;
  sealed_private_key: string;
  created_at: number;
  generation: number;
  signs_from: number;
}

interface UserTable extends SearchColumns {
  pool_id: string;
  sub: string;
  username: string;
  status: UserStatus;
  enabled: number;
  attributes: string;
  password_salt: string | null;
  sealed_verifier: string | null;
  password_set_at: number | null;
  enabled_factors: string;
  preferred_factor: MfaFactor | null;
  shows_mfa_options: number;
  passkey_mfa: number;
  tokens_valid_from: number;
  group_count: Generated<number>;
  created_at: number;
  modified_at: number;
  version: number;
}

/** Search keys: null where the user has no value. */
type SearchColumns = Record<`search_${SearchedAttribute}`, string | null>;

interface SignInNameTable {
  pool_id: string;
  key: string;
  sub: string;
  kind: SignInNameKind;
}

interface SoftwareTokenTable {
  pool_id: string;
  sub: string;
  id: string;
  sealed_secret: string;
  state: SoftwareTokenRecord["state"];
  friendly_name: string | null;
  last_step: number;
  created_at: number;
}

export interface PasskeyTable {
  pool_id: string;
  sub: string;
  id: string;
  public_key: string;
  counter: number;
  rp_id: string;
  name: string;
  attachment: PasskeyAttachment | null;
  transports: string;
  backup_eligible: number;
  backed_up: number;
  created_at: number;
  last_used_at: number | null;
}

interface PasskeyChallengeTable {
  pool_id: string;
  sub: string;
  client_id: string;
  challenge: string;
  expires_at: number;
}

interface DeviceTable {
  pool_id: string;
  sub: string;
  key: string;
  name: string | null;
  salt: string;
  sealed_verifier: string;
  remembered: number;
  trusted_since: number;
  last_ip_address: string;
  created_at: number;
  modified_at: number;
  last_authenticated_at: number;
  pending_session: string | null;
  pending_address: string | null;
}

interface GroupTable {
  pool_id: string;
  name: string;
  description: string | null;
  role_arn: string | null;
  precedence: number | null;
  created_at: number;
  modified_at: number;
}

interface GroupMemberTable {
  pool_id: string;
  sub: string;
  group_name: string;
  created_at: number;
}

interface IdentityProviderTable {
  pool_id: string;
  name: string;
  type: IdentityProviderTypeType;
  sealed_details: string;
  attribute_mapping: string;
  identifiers: string;
  acr_mapping: string | null;
  created_at: number;
  modified_at: number;
}

interface IdentityProviderIdentifierTable {
  pool_id: string;
  identifier: string;
  provider: string;
}

interface LinkedIdentityTable {
  pool_id: string;
  provider: string;
  attribute: string;
  value: string;
  sub: string;
  provider_type: IdentityProviderTypeType;
  issuer: string | null;
  created_at: number;
}

interface ResourceServerTable {
  pool_id: string;
  identifier: string;
  name: string;
  scopes: string;
  created_at: number;
  modified_at: number;
}

interface DomainTable {
  name: string;
  pool_id: string;
  kind: DomainRecord["kind"];
  managed_login_version: number;
  custom_config: string | null;
  created_at: number;
  modified_at: number;
}

interface BrandingStyleTable {
  pool_id: string;
  id: string;
  client_id: string;
  uses_defaults: number;
  settings: string;
  assets: string;
  created_at: number;
  modified_at: number;
}

interface UiCustomizationTable {
  pool_id: string;
  client_id: string;
  css: string | null;
  image: string | null;
  created_at: number;
  modified_at: number;
}

interface TermsTable {
  pool_id: string;
  id: string;
  client_id: string;
  name: TermsRecord["name"];
  source: TermsRecord["source"];
  enforcement: TermsRecord["enforcement"];
  links: string;
  created_at: number;
  modified_at: number;
}

interface CodeTable {
  pool_id: string;
  sub: string;
  purpose: CodePurpose;
  mac: string;
  attribute: "email" | "phone_number";
  destination: string;
  created_at: number;
  expires_at: number;
}

interface RecoveryCodeTable {
  pool_id: string;
  sub: string;
  mac: string;
  created_at: number;
}

interface AttemptTable {
  pool_id: string;
  subject: string;
  authenticator: Authenticator;
  failures: number;
  last_failed_at: number;
  blocked_until: number;
  consecutive: number;
}

interface UsageWindowTable {
  pool_id: string;
  subject: string;
  action: string;
  uses: number;
  closes_at: number;
}

interface ConsumedIdTable {
  pool_id: string;
  id: string;
  expires_at: number;
}

interface TokenFamilyTable {
  pool_id: string;
  id: string;
  sub: string;
  client_id: string;
  secret_mac: string;
  generation: number;
  rotated_at: number;
  auth_time: number;
  proven: string;
  event_id: string;
  scope: string;
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
  device_key: string | null;
  device_confirmed: number | null;
  session_id: string | null;
  last_active_at: number | null;
  device_type: string | null;
  ip_address: string | null;
}

interface OutboxTable {
  pool_id: string;
  id: string;
  sealed_message: string;
  created_at: number;
  next_attempt_at: number;
  attempts: number;
}

interface MigrationTable {
  version: number;
  name: string;
}
