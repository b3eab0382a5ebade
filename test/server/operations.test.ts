// What holds for each of the 140 operations, asked over HTTP: bad input, wrong callers, unknown pools and clients are refused
// with errors that the model lists.
import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  checkInput,
  type JsonObject,
  type OperationName,
  everyOperation,
  operationOf,
} from "@poolhouse/protocol";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../packages/server/src/operations/index.ts";
import type { Caller } from "../../packages/server/src/operations/operation.ts";
import { expectModelledRefusal, expectProtocolHeaders } from "../support/expect-refusal.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { newOperatorKey, type OperatorKey } from "../support/running-server.ts";
import { membersOf, requiredOf, sampleInput, wrongTypeFor } from "../support/sample-input.ts";
import { sendCall, type WireAnswer } from "../support/wire-call.ts";

const person = { username: "ada@example.com", password: "Correct-Horse-9" };
let server: InProcessServer;
let app: ProvisionedApp;
let tokens: { AccessToken: string; IdToken: string; RefreshToken: string };

beforeAll(async () => {
  server = await startInProcessServer();
  app = await provisionApp(server.sdk, { mfa: "OPTIONAL" });
  await provisionPerson(server.sdk, app, { ...person, permanent: true });
  tokens = await signIn(app);
});
afterAll(async () => {
  await server.stop();
  const [fault] = server.faults;
  if (fault !== undefined) throw new Error(`${fault.where} failed`, { cause: fault.cause });
});

async function signIn({ clientId }: ProvisionedApp): Promise<typeof tokens> {
  const { AuthenticationResult } = await server.sdk.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
    }),
  );
  const { AccessToken = "", IdToken = "", RefreshToken = "" } = AuthenticationResult ?? {};
  return { AccessToken, IdToken, RefreshToken };
}

/** As its rightful caller would send it: operators sign. */
function send(name: OperationName, body: unknown, signer?: OperatorKey): Promise<WireAnswer> {
  const rightful = operations[name].caller === "operator" ? server.operatorKey : undefined;
  return sendCall(server.url, { name, body, signer: signer ?? rightful });
}

/** What exists: its ids and tokens stand in for the samples. */
const known = (): JsonObject => ({
  UserPoolId: app.userPoolId,
  ClientId: app.clientId,
  AccessToken: tokens.AccessToken,
});

const calledBy = (...callers: Caller[]): OperationName[] =>
  everyOperation.filter((name) => callers.includes(operations[name].caller));
const having = (member: string, names: readonly OperationName[]): OperationName[] =>
  names.filter((name) => Object.hasOwn(membersOf(name), member));

describe("bad input", () => {
  it.each(everyOperation)("%s has a sample that the model allows", (name) => {
    expect(checkInput(name, sampleInput(name, known()))).toMatchObject({ ok: true });
  });

  it.each(everyOperation)("%s refuses a body that is not a JSON object", async (name) => {
    for (const body of ['{"UserPoolId":', "[]", '"text"', "7", "{} {}", '{"a":"\u0001"}']) {
      const answer = await send(name, body);
      expectModelledRefusal(name, answer);
      expect(answer.type).toBe("SerializationException");
    }
  });

  it.each(everyOperation.filter((name) => requiredOf(name).length > 0))(
    "%s names every missing member at once",
    async (name) => {
      const answer = await send(name, {});
      expectModelledRefusal(name, answer);
      const missing = requiredOf(name);
      const count = missing.length === 1 ? "1 validation error" : `${missing.length} validation errors`;
      expect(answer).toMatchObject({ type: "InvalidParameterException" });
      expect(answer.message).toMatch(new RegExp(`^${count} detected: `));
      for (const member of missing) {
        const path = member.charAt(0).toLowerCase() + member.slice(1);
        const text = `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
        expect(answer.message).toContain(text);
        const without = Object.entries(sampleInput(name, known())).filter(([key]) => key !== member);
        const alone = await send(name, Object.fromEntries(without));
        expect(alone.message).toBe(`1 validation error detected: ${text}`);
      }
    },
  );

  it.each(everyOperation)("%s refuses every member of a wrong type", async (name) => {
    for (const [member, shapeName] of Object.entries(membersOf(name))) {
      const wrong = wrongTypeFor(shapeName);
      if (wrong === undefined) continue;
      const answer = await send(name, { ...sampleInput(name, known()), [member]: wrong });
      expectModelledRefusal(name, answer);
      expect(answer).toMatchObject({ type: "SerializationException", message: "Unexpected field type" });
    }
  });
});

describe("wrong callers", () => {
  it.each(calledBy("operator"))(
    "%s refuses who did not sign, or signed with a foreign key (E5)",
    async (name) => {
      const body = { ...sampleInput(name, known()), AccessToken: tokens.AccessToken };
      for (const unsigned of [body, {}]) {
        const answer = await sendCall(server.url, { name, body: unsigned });
        expectModelledRefusal(name, answer);
        expect(answer.type).toBe("MissingAuthenticationTokenException");
      }
      const stranger = await send(name, body, newOperatorKey());
      expectModelledRefusal(name, stranger);
      expect(stranger.type).toBe("UnrecognizedClientException");
      const { accessKeyId } = server.operatorKey;
      const impostor = await send(name, body, { ...newOperatorKey(), accessKeyId });
      expectModelledRefusal(name, impostor);
      expect(impostor.type).toBe("InvalidSignatureException");
    },
  );

  it.each(calledBy("accessToken", "accessTokenOrSession"))(
    "%s refuses what is not an access token of this service",
    async (name) => {
      const issuer = `${server.url}/${app.userPoolId}`;
      const forged = await new SignJWT({ token_use: "access", client_id: app.clientId })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(issuer)
        .setSubject("f47ac10b-58cc-4372-a567-0e02b2c3d479")
        .setExpirationTime("1h")
        .sign(Buffer.alloc(32, 1));
      const altered = `${tokens.AccessToken.slice(0, -6)}AAAAAA`;
      for (const AccessToken of ["sample", forged, altered, tokens.IdToken, tokens.RefreshToken]) {
        const answer = await send(name, sampleInput(name, { ...known(), AccessToken }));
        expectModelledRefusal(name, answer);
        expect(answer).toMatchObject({
          type: "NotAuthorizedException",
          message: "Invalid Access Token",
        });
      }
    },
  );

  it.each(calledBy("accessToken", "accessTokenOrSession"))(
    "%s refuses who has no token at all",
    async (name) => {
      const { AccessToken: _, ...without } = sampleInput(name, known());
      expectModelledRefusal(name, await send(name, without));
      expectModelledRefusal(name, await send(name, without, server.operatorKey));
    },
  );
});

describe("what does not exist", () => {
  // Two operations make what they name, and the audit trail tells of pools that are gone.
  const namesPool = (name: OperationName): boolean =>
    name !== "AdminImportUserPool" && name !== "ListAuditEvents";
  const namesClient = (name: OperationName): boolean => name !== "AdminImportUserPoolClient";

  it.each(having("UserPoolId", calledBy("operator")).filter(namesPool))(
    "%s refuses an unknown pool",
    async (name) => {
      const UserPoolId = "eu-west-1_Nowhere00";
      const answer = await send(name, sampleInput(name, { ...known(), UserPoolId }));
      expectModelledRefusal(name, answer);
      expect(answer).toMatchObject({
        type: "ResourceNotFoundException",
        message: `User pool ${UserPoolId} does not exist.`,
      });
    },
  );

  it.each(calledBy("client"))("%s refuses an unknown client", async (name) => {
    const ClientId = "0123456789abcdefghijklmnop";
    const answer = await send(name, sampleInput(name, { ...known(), ClientId }));
    expectModelledRefusal(name, answer);
    // Who has only a secret to show must not learn which half of the pair is wrong.
    if (name === "GetClientToken") expect(answer.message).toBe("Invalid client or secret");
    else if (answer.type === "ResourceNotFoundException")
      expect(answer.message).toBe(`User pool client ${ClientId} does not exist.`);
    else expect(operationOf(name).errors).not.toContain("ResourceNotFoundException");
  });

  it.each(having("ClientId", calledBy("operator")).filter(namesClient))(
    "%s refuses an unknown client",
    async (name) => {
      const ClientId = "0123456789abcdefghijklmnop";
      const answer = await send(name, sampleInput(name, { ...known(), ClientId }));
      expectModelledRefusal(name, answer);
      expect(answer.message).toBe(`User pool client ${ClientId} does not exist.`);
    },
  );
});

describe("a well-formed call", () => {
  /** These end what the other tests use, so they get a pool and a sign-in of their own. */
  const ends = /^(Delete|Update)|SignOut|^RevokeToken$/;

  it.each(everyOperation)("%s is answered, or refused with an error of its model", async (name) => {
    const answer = await send(name, sampleInput(name, ends.test(name) ? await fresh() : known()));
    if (answer.status === 200) expectProtocolHeaders(answer);
    else expectModelledRefusal(name, answer);
  });

  async function fresh(): Promise<JsonObject> {
    const own = await provisionApp(server.sdk);
    await provisionPerson(server.sdk, own, { ...person, permanent: true });
    const { AccessToken } = await signIn(own);
    return { UserPoolId: own.userPoolId, ClientId: own.clientId, AccessToken };
  }
});
