import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import type { Fault } from "./kernel/log.ts";
import { type RunningServer, startServer } from "./main.ts";
import { call } from "./operations/call.ts";

let folder: string;
let running: RunningServer[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-main-"));
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  rmSync(folder, { recursive: true });
});

const otherKey = Buffer.from(Array.from({ length: 32 }, (_, at) => 200 - at)).toString("base64");

interface Started extends RunningServer {
  faults: Fault[];
  notices: string[];
}

async function start(flags: string[] = [], environment: Record<string, string> = {}): Promise<Started> {
  const config = readConfig(["--port", "0", "--data-dir", folder, ...flags], environment);
  const faults: Fault[] = [];
  const notices: string[] = [];
  const log = {
    request: () => {},
    fault: (fault: Fault) => void faults.push(fault),
    notice: (text: string) => void notices.push(text),
  };
  const server = await startServer(config, { log, assertModel: true });
  running.push(server);
  return { ...server, faults, notices };
}

async function restart(server: RunningServer, ...args: Parameters<typeof start>): Promise<Started> {
  running = running.filter((each) => each.url !== server.url);
  await server.stop();
  return start(...args);
}

describe("the root key", () => {
  it("is made at the first start, for its owner's eyes only, and found at the next", async () => {
    const first = await start();
    const file = join(folder, "root.key");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await restart(first);
  });

  it("is demanded of a database that has data", async () => {
    const first = await start();
    rmSync(join(folder, "root.key"));
    await expect(restart(first)).rejects.toThrow(/has data, but its root key is not at .*root\.key/);
  });

  it("must be the one the database was made with", async () => {
    const first = await start();
    writeFileSync(join(folder, "root.key"), otherKey, { mode: 0o600 });
    await expect(restart(first)).rejects.toThrow("is not the one this database was made with");
    await expect(start([], { POOLHOUSE_ROOT_KEY: otherKey })).rejects.toThrow("is not the one");
  });

  it("may come from the environment, and then no file is made", async () => {
    const first = await start([], { POOLHOUSE_ROOT_KEY: otherKey });
    expect(() => statSync(join(folder, "root.key"))).toThrow("ENOENT");
    await restart(first, [], { POOLHOUSE_ROOT_KEY: otherKey });
  });

  it("is pointed at when others may read its file", async () => {
    writeFileSync(join(folder, "root.key"), otherKey, { mode: 0o644 });
    expect((await start()).notices).toEqual([expect.stringContaining("chmod 600")]);
  });

  it("is refused when it is no key", async () => {
    writeFileSync(join(folder, "root.key"), "hello", { mode: 0o600 });
    await expect(start()).rejects.toThrow("must hold 32 bytes in base64");
  });
});

describe("a started server", () => {
  const keys = { POOLHOUSE_ACCESS_KEY_ID: "AKIDEXAMPLE", POOLHOUSE_SECRET_ACCESS_KEY: "0123456789abcdef" };

  const client = (url: string, accessKeyId: string, secretAccessKey: string, more = {}) =>
    new CognitoIdentityProviderClient({
      endpoint: url,
      region: "eu-west-1",
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...more },
    });

  const list = (url: string, ...credentials: [string, string, object?]) =>
    client(url, ...credentials).send(new ListUserPoolsCommand({ MaxResults: 1 }));

  it("answers the operator key of the environment, also with another secret after a restart", async () => {
    const first = await start([], keys);
    expect(await list(first.url, "AKIDEXAMPLE", "0123456789abcdef")).toMatchObject({ UserPools: [] });
    const second = await restart(first, [], {
      ...keys,
      POOLHOUSE_SECRET_ACCESS_KEY: "another 0123456789".replace(" ", "-"),
    });
    await expect(list(second.url, "AKIDEXAMPLE", "0123456789abcdef")).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    expect(await list(second.url, "AKIDEXAMPLE", "another-0123456789")).toMatchObject({ UserPools: [] });
  });

  it("refuses unknown keys, foreign session tokens, and requests without a signature", async () => {
    const { url } = await start([], keys);
    const unrecognized = {
      name: "UnrecognizedClientException",
      message: "The security token included in the request is invalid.",
    };
    await expect(list(url, "AKIDOTHER", "0123456789abcdef")).rejects.toMatchObject(unrecognized);
    await expect(
      list(url, "AKIDEXAMPLE", "0123456789abcdef", { sessionToken: "foreign" }),
    ).rejects.toMatchObject(unrecognized);
    const unsigned = await fetch(url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools" },
      body: '{"MaxResults":1}',
    });
    expect(await unsigned.json()).toEqual({
      __type: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
  });

  it("is live and ready", async () => {
    const { url } = await start();
    const live = await fetch(`${url}/health/live`);
    const ready = await fetch(`${url}/health/ready`);
    expect([live.status, await live.json()]).toEqual([200, { status: "live" }]);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
  });

  it("publishes a pool's keys and metadata under the issuer that its tokens name", async () => {
    const { url, world } = await start(["--issuer-url", "https://id.example.com/"]);
    const body = { PoolName: "people" };
    // The output of CreateUserPool.
    const made = (await call(world, "CreateUserPool", body)) as { UserPool: { Id: string } };
    const issuer = `https://id.example.com/${made.UserPool.Id}`;
    const discovery = await fetch(`${url}/${made.UserPool.Id}/.well-known/openid-configuration`);
    expect(await discovery.json()).toEqual({
      id_token_signing_alg_values_supported: ["RS256"],
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ["code", "token"],
      scopes_supported: ["openid", "email", "phone", "profile"],
      subject_types_supported: ["public"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    });
    const jwks = await fetch(`${url}/${made.UserPool.Id}/.well-known/jwks.json`);
    expect(jwks.headers.get("cache-control")).toBe("public, max-age=86400");
    expect(jwks.headers.get("access-control-allow-origin")).toBe("*");
    const key = {
      alg: "RS256",
      e: "AQAB",
      kid: expect.any(String),
      kty: "RSA",
      n: expect.any(String),
      use: "sig",
    };
    expect(await jwks.json()).toEqual({ keys: [key, key] });
  });

  it("has no discovery documents for an unknown pool, and nothing at other paths", async () => {
    const { url } = await start();
    for (const path of [
      "eu-west-1_nobody/.well-known/jwks.json",
      "eu-west-1_nobody/.well-known/openid-configuration",
      "x",
    ]) {
      const response = await fetch(`${url}/${path}`);
      expect(response.status).toBe(404);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(await response.json()).toEqual({ message: expect.any(String) });
    }
  });

  it("answers under the path prefix too", async () => {
    const { url } = await start(["--path-prefix", "/idp"]);
    const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.Nothing" };
    for (const path of ["/", "/idp", "/idp/"]) {
      const response = await fetch(url + path, { method: "POST", headers });
      expect(await response.json()).toEqual({ __type: "UnknownOperationException" });
    }
  });

  it("has a mailbox only if told so", async () => {
    const without = await start();
    expect((await fetch(`${without.url}/_mailbox`)).status).toBe(404);
    const other = await restart(without, ["--mailbox"]);
    expect((await fetch(`${other.url}/_mailbox`)).status).toBe(200);
    expect(await (await fetch(`${other.url}/_mailbox/messages`)).json()).toEqual([]);
  });
});
