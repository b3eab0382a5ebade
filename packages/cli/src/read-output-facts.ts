import type { OutputFacts } from "@poolhouse/backend/outputs";
import { CommandError } from "./command-error.ts";
import type { Connection } from "./connection.ts";
import { readAll } from "./pages.ts";

/** Which pool an app uses, through which of its clients. */
export interface App {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** What no server knows: it comes from the definition, if there is one. */
export type DefinedFacts = Partial<Pick<OutputFacts, "custom" | "identityPoolId" | "preferredChallenge">>;

/**
 * Reads what the configuration of an app is made from.
 *
 * @throws Refusal if the pool or the client is not there, or may not be read.
 * @example const facts = await readOutputFacts(connection, { userPoolId, userPoolClientId });
 */
export async function readOutputFacts(
  connection: Connection,
  { userPoolId: UserPoolId, userPoolClientId: ClientId }: App,
  { custom = {}, ...defined }: DefinedFacts = {},
): Promise<OutputFacts> {
  const { UserPool: pool = {} } = await connection.ask("DescribeUserPool", { UserPoolId });
  const [mfa, { UserPoolClient: client = {} }, groups, identityProviders, issuer] = await Promise.all([
    connection.ask("GetUserPoolMfaConfig", { UserPoolId }),
    connection.ask("DescribeUserPoolClient", { UserPoolId, ClientId }),
    readAll(connection, "ListGroups", { UserPoolId }),
    readAll(connection, "ListIdentityProviders", { UserPoolId }),
    readIssuer(connection, UserPoolId),
  ]);
  const [region = ""] = UserPoolId.split("_");
  const { endpoint } = connection;
  return { ...defined, endpoint, issuer, region, pool, mfa, client, groups, identityProviders, custom };
}

/** Only the pool's own discovery document says it: an installation may have an issuer of another name than its address. */
async function readIssuer({ endpoint }: Connection, poolId: string): Promise<string> {
  const address = `${endpoint}/${poolId}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) }).catch(() => undefined);
  const content: unknown = answer?.ok === true ? await answer.json() : undefined;
  if (typeof content === "object" && content !== null && "issuer" in content) {
    if (typeof content.issuer === "string") return content.issuer;
  }
  throw new CommandError(`${address} does not say who issues the tokens of this pool.`);
}
