import type { AuthResource } from "@poolhouse/backend";
import type { OwnAuth } from "@poolhouse/backend/definition";
import type { OperationInputs } from "@poolhouse/protocol";
import type { Ask } from "./ask.ts";

/** The part of a definition that a pool for a test has. */
type Defined = Pick<OwnAuth, "pool" | "mfa" | "client" | "groups">;

/** A group of the pool. */
export type GroupWanted = string | { readonly name: string; readonly precedence: number };

/** What the pool is to be; of everything that is left out the defaults of the service hold, unless it says otherwise here. */
export interface PoolSettings {
  /**
   * What `defineAuth` answers, or the same as plain data. What stands beside it here goes before it. Its triggers are not run, and
   * external providers are not there.
   */
  readonly definition?: AuthResource | Defined;
  /** As `CreateUserPool` takes it. People sign up and in by e-mail address, unless this or the definition says otherwise. */
  readonly pool?: Partial<OperationInputs["CreateUserPool"]>;
  /** Whether a second factor is asked for, by authenticator app; or all of it, as `SetUserPoolMfaConfig` takes it. */
  readonly mfa?: "OFF" | "OPTIONAL" | "ON" | Omit<OperationInputs["SetUserPoolMfaConfig"], "UserPoolId">;
  /** As `CreateUserPoolClient` takes it. Every flow is allowed, unless this or the definition says otherwise. */
  readonly client?: Partial<Omit<OperationInputs["CreateUserPoolClient"], "UserPoolId">>;
  readonly groups?: readonly GroupWanted[];
  /** When the clock starts: milliseconds since the epoch or a date. The machine's time unless said. */
  readonly now?: number | Date;
}

/** A pool with its app client, as it was made. */
export interface MadePool {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolClientSecret?: string;
}

const usualPool = {
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
} satisfies PoolSettings["pool"];

const usualClient = {
  ExplicitAuthFlows: [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
  ],
  PreventUserExistenceErrors: "ENABLED",
} satisfies PoolSettings["client"];

/** Makes what the settings say, by the operations that anybody would call. */
export async function makePool(ask: Ask, settings: PoolSettings): Promise<MadePool> {
  const definition = readDefinition(settings);
  const pool = { PoolName: "testing", ...(definition?.pool ?? usualPool), ...settings.pool };
  const { UserPool } = await ask("CreateUserPool", pool);
  const UserPoolId = UserPool?.Id ?? "";
  const mfa = readMfa({ ...settings, definition });
  if (mfa !== undefined) await ask("SetUserPoolMfaConfig", { UserPoolId, ...mfa });
  const client = { ClientName: "testing", ...(definition?.client ?? usualClient), ...settings.client };
  const { UserPoolClient } = await ask("CreateUserPoolClient", { UserPoolId, ...client });
  await Promise.all(
    readGroups({ ...settings, definition }).map(({ name: GroupName, precedence: Precedence }) =>
      ask("CreateGroup", { UserPoolId, GroupName, Precedence }),
    ),
  );
  const secret = UserPoolClient?.ClientSecret;
  return {
    userPoolId: UserPoolId,
    userPoolClientId: UserPoolClient?.ClientId ?? "",
    ...(secret !== undefined && { userPoolClientSecret: secret }),
  };
}

function readDefinition({ definition }: PoolSettings): Defined | undefined {
  if (definition === undefined || !("source" in definition)) return definition;
  const auth = definition.source();
  if (auth.kind === "own") return auth;
  throw new Error("A test cannot have a pool that its definition only refers to.");
}

/** With the definition as data. */
type Read = Omit<PoolSettings, "definition"> & { readonly definition: Defined | undefined };

function readMfa({
  definition,
  mfa = definition?.mfa,
}: Read): Omit<OperationInputs["SetUserPoolMfaConfig"], "UserPoolId"> | undefined {
  if (typeof mfa === "object" || mfa === undefined) return mfa;
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  return { MfaConfiguration: mfa, ...(mfa !== "OFF" && { SoftwareTokenMfaConfiguration }) };
}

/** A name alone gets its place in the list as its precedence. */
function readGroups({ definition, groups = definition?.groups ?? [] }: Read): {
  name: string;
  precedence: number;
}[] {
  return groups.map((group, precedence) =>
    typeof group === "string" ? { name: group, precedence } : { ...group },
  );
}
