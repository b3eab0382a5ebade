/** What an API that trusts the pool does with a token: fetch the pool's keys, check the signature, read the claims. */
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from "jose";
import { expect } from "vitest";

/** Who issued a token, and for which client. */
export interface Issued {
  readonly url: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

/** The tokens of a sign-in, as every client hands them out. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly idToken: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The claims of a token that verifies against the JWKS of its pool; throws for any other. */
export async function verifyToken({ url, userPoolId }: Issued, token: string): Promise<JWTPayload> {
  const issuer = `${url}/${userPoolId}`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ["RS256"] });
  return payload;
}

/** Verifies both tokens of a sign-in with the API and holds their claims against what clients read; returns the claims. */
export async function expectUserTokens(
  issued: Issued,
  tokens: IssuedTokens,
  person: { username?: string; email?: string } = {},
): Promise<{ access: JWTPayload; id: JWTPayload }> {
  const access = await verifyToken(issued, tokens.accessToken);
  const id = await verifyToken(issued, tokens.idToken);
  expect(keyIdOf(tokens.accessToken)).not.toBe(keyIdOf(tokens.idToken));
  const lasting = {
    sub: expect.stringMatching(uuid),
    iss: `${issued.url}/${issued.userPoolId}`,
    origin_jti: expect.stringMatching(uuid),
    event_id: expect.stringMatching(uuid),
    jti: expect.stringMatching(uuid),
    auth_time: expect.any(Number),
    iat: expect.any(Number),
    exp: Number(access.iat) + 3600,
  };
  const username = person.username ?? access.sub;
  expect(access).toEqual({
    ...lasting,
    client_id: issued.clientId,
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    username,
  });
  expect(id).toEqual({
    ...lasting,
    aud: issued.clientId,
    token_use: "id",
    "cognito:username": username,
    ...(person.email === undefined ? {} : { email: person.email, email_verified: true }),
  });
  expect(id).toMatchObject({
    sub: access.sub,
    origin_jti: access["origin_jti"],
    auth_time: access["auth_time"],
  });
  expect(id.jti).not.toBe(access.jti);
  return { access, id };
}

function keyIdOf(token: string): string | undefined {
  return decodeProtectedHeader(token).kid;
}
