/** Hosted pages as small as they can be: everybody is signed in at once, codes are good once, and PKCE is checked. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface OAuthServer {
  readonly url: string;
  /** What came in, oldest first: method and address, and the form of a POST. */
  readonly requests: readonly {
    readonly method: string;
    readonly url: URL;
    readonly form: URLSearchParams;
  }[];
  /** Where a browser that is sent to `url` is sent on to. */
  visit(url: string): Promise<URL>;
  /** Refuses whoever comes next, with this error. */
  refuseNext(error: string): void;
  close(): Promise<void>;
}

/** Starts it on loopback. Its tokens name `issuer` and `username`; its keys are where a pool of that name has them. */
export async function startOAuthServer(tokens: {
  issuer: string;
  userPoolId: string;
  username: string;
}): Promise<OAuthServer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" }] };
  const grants = new Map<string, URLSearchParams>();
  const requests: { method: string; url: URL; form: URLSearchParams }[] = [];
  let refusal: string | undefined;

  const sign = (claims: Record<string, string>): Promise<string> =>
    new SignJWT({ ...claims, sub: "sub-1", jti: randomUUID() })
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .setIssuer(tokens.issuer)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);

  async function exchange(form: URLSearchParams): Promise<object> {
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const holds =
      grant?.get("code_challenge") === challenge &&
      grant.get("redirect_uri") === form.get("redirect_uri") &&
      grant.get("client_id") === form.get("client_id");
    if (!holds) return { error: "invalid_grant" };
    const client = form.get("client_id") ?? "";
    const { username } = tokens;
    return {
      access_token: await sign({ token_use: "access", client_id: client, username, origin_jti: "o1" }),
      id_token: await sign({ token_use: "id", aud: client, "cognito:username": username }),
      refresh_token: "refresh-1",
      token_type: "Bearer",
      expires_in: 3600,
    };
  }

  function authorize(query: URLSearchParams): string {
    const back = new URL(query.get("redirect_uri") ?? "");
    const code = randomUUID();
    if (refusal === undefined) back.searchParams.set("code", code);
    else back.searchParams.set("error", refusal);
    refusal = undefined;
    grants.set(code, query);
    back.searchParams.set("state", query.get("state") ?? "");
    return back.href;
  }

  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const url = new URL(request.url ?? "", "http://host");
      const form = new URLSearchParams(body);
      requests.push({ method: request.method ?? "", url, form });
      const path = url.pathname;
      if (path === "/oauth2/authorize" || path === "/signup")
        return response.writeHead(302, { location: authorize(url.searchParams) }).end();
      if (path === "/logout")
        return response.writeHead(302, { location: url.searchParams.get("logout_uri") ?? "" }).end();
      const answer = path === "/oauth2/token" ? await exchange(form) : path.endsWith("jwks.json") ? jwks : {};
      return response
        .writeHead("error" in answer ? 400 : 200, { "content-type": "application/json" })
        .end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async visit(url) {
      const answer = await fetch(url, { redirect: "manual" });
      return new URL(answer.headers.get("location") ?? "");
    },
    refuseNext(error) {
      refusal = error;
    },
    close: () => close(server),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
