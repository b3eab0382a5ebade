/**
 * A ready UserMigration function: it asks a user pool elsewhere, Cognito's or another that speaks the protocol, whether a
 * password is right, by signing in there with USER_PASSWORD_AUTH as any app would. It needs an app client of that pool and no
 * other rights, so it knows nobody without their password.
 */
import { secretHash } from "@poolhouse/protocol";
import { regionOf } from "../kernel/ids.ts";
import { TriggerUnavailable, TriggerUnreadable } from "../ports/trigger.ts";
import { type TriggerFunction, triggerLimits } from "./triggers.ts";

/** The pool to ask. */
export interface OldPool {
  /** Its id, which says its region. */
  readonly poolId: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Where it answers, if it is not one of Amazon's. */
  readonly endpoint?: string | undefined;
}

/** Asks the old pool. The answer is the event with `userAttributes` and the status CONFIRMED if the password is right. */
export function askOldPool(pool: OldPool): TriggerFunction {
  return {
    async invoke({ body, signal }) {
      // Our own event, which the pool's settings made one of UserMigration.
      const event = JSON.parse(body) as MigrationEvent;
      const isSignIn = event.triggerSource === "UserMigration_Authentication";
      const response = isSignIn ? await askAbout({ pool, signal }, event) : {};
      return JSON.stringify({ ...event, response });
    },
  };
}

interface MigrationEvent {
  readonly triggerSource: string;
  readonly userName: string;
  /** `userAttributes` is there for who was imported: then only the password is in question. */
  readonly request: {
    readonly password?: string;
    readonly userAttributes?: Readonly<Record<string, string>>;
  };
}

interface Asking {
  readonly pool: OldPool;
  readonly signal: AbortSignal;
}

async function askAbout(asking: Asking, { userName, request }: MigrationEvent): Promise<object> {
  const { clientId: ClientId, clientSecret } = asking.pool;
  const AuthParameters = {
    USERNAME: userName,
    PASSWORD: request.password ?? "",
    ...(clientSecret !== undefined && { SECRET_HASH: await secretHash(userName, ClientId, clientSecret) }),
  };
  const signedIn = await post(asking, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId,
    AuthParameters,
  });
  if (signedIn === undefined) return {};
  // A challenge follows a right password only; what it asks for is the new pool's business now.
  const known = request.userAttributes ?? (await readAttributes(asking, signedIn));
  return known === undefined
    ? {}
    : { userAttributes: known, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" };
}

/** The attributes of somebody who is new here, with the sub and the username of before; undefined where a challenge keeps them from being read. */
async function readAttributes(asking: Asking, signedIn: Answer): Promise<Record<string, string> | undefined> {
  const AccessToken = signedIn.AuthenticationResult?.AccessToken;
  const user = AccessToken === undefined ? undefined : await post(asking, "GetUser", { AccessToken });
  if (user?.UserAttributes === undefined) return undefined;
  const said = user.UserAttributes.map(({ Name, Value = "" }): [string, string] => [Name, Value]);
  const { identities: _links, ...attributes } = Object.fromEntries(said);
  // Where people sign in with an attribute the username is the sub, and the name that was typed fills that attribute.
  const hasName = user.Username !== undefined && user.Username !== attributes["sub"];
  return { ...attributes, ...(hasName && { username: user.Username }) };
}

/** What is read of the answers. */
interface Answer {
  readonly AuthenticationResult?: { readonly AccessToken?: string };
  readonly Username?: string;
  readonly UserAttributes?: readonly { readonly Name: string; readonly Value?: string }[];
}

/** Undefined if the pool says that this is not how the person gets in. */
async function post({ pool, signal }: Asking, operation: string, input: object): Promise<Answer | undefined> {
  const { endpoint = `https://cognito-idp.${regionOf(pool.poolId)}.amazonaws.com/` } = pool;
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
  };
  const body = JSON.stringify(input);
  let answer: Response;
  try {
    answer = await fetch(endpoint, { method: "POST", headers, body, signal, redirect: "error" });
  } catch (cause) {
    throw new TriggerUnavailable("Unreachable", `${endpoint} cannot be reached`, { cause });
  }
  const content = await readContent(answer, endpoint);
  if (answer.ok) return content;
  if (isNobody(content)) return undefined;
  const { __type: type = String(answer.status), message = "" } = content;
  throw new TriggerUnavailable("SourceRefused", `${pool.poolId} answered ${type}: ${message}`);
}

type Content = Answer & { readonly __type?: string; readonly message?: string };

async function readContent(answer: Response, endpoint: string): Promise<Content> {
  const length = Number(answer.headers.get("content-length") ?? 0);
  if (length > triggerLimits.size) throw new TriggerUnreadable("the answer is too large");
  try {
    const content: unknown = await answer.json();
    if (typeof content === "object" && content !== null) return content;
  } catch (cause) {
    throw new TriggerUnreadable(`what answers at ${endpoint} is no user pool`, { cause });
  }
  throw new TriggerUnreadable(`what answers at ${endpoint} is no user pool`);
}

const refusals: ReadonlySet<string | undefined> = new Set([
  "UserNotFoundException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
]);

/** Other refusals say that the client or its secret is wrong, and must not look like a wrong password. */
function isNobody({ __type: type, message = "" }: Content): boolean {
  const name = type?.split("#").at(-1);
  if (refusals.has(name)) return true;
  const words =
    /^(Incorrect username or password|User is disabled|User does not exist|Password attempts exceeded)/;
  return name === "NotAuthorizedException" && words.test(message);
}
