import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId } = await createPool(service));
});
afterEach(() => service.close());

const Identifier = "https://api.example.com/orders";
const scope = (ScopeName: string): { ScopeName: string; ScopeDescription: string } => ({
  ScopeName,
  ScopeDescription: `may ${ScopeName}`,
});
const unknown = {
  type: "ResourceNotFoundException",
  message: `Resource server ${Identifier} does not exist.`,
};
const invalid = "InvalidParameterException";

async function make(identifier: string, ...scopes: string[]): Promise<void> {
  const Scopes = scopes.map(scope);
  await service.call("CreateResourceServer", { UserPoolId, Identifier: identifier, Name: "api", Scopes });
  service.clock.advance(1);
}

describe("a resource server", () => {
  test("is made, shown, replaced and removed", async () => {
    const given = { UserPoolId, Identifier, Name: "Orders", Scopes: [scope("read"), scope("write")] };
    const made = await service.call("CreateResourceServer", given);
    expect(made).toEqual({ ResourceServer: given });
    const asked = { UserPoolId, Identifier };
    expect(await service.call("DescribeResourceServer", asked)).toEqual(made);
    const changed = await service.call("UpdateResourceServer", { ...asked, Name: "Old orders" });
    expect(changed).toEqual({ ResourceServer: { ...asked, Name: "Old orders" } });
    expect(await service.call("DescribeResourceServer", asked)).toEqual(changed);
    expect(await service.call("DeleteResourceServer", asked)).toBeUndefined();
    await expect(service.call("DescribeResourceServer", asked)).rejects.toMatchObject(unknown);
  });

  test("that does not exist cannot be changed or removed", async () => {
    const asked = { UserPoolId, Identifier };
    await expect(service.call("UpdateResourceServer", { ...asked, Name: "Orders" })).rejects.toMatchObject(
      unknown,
    );
    await expect(service.call("DeleteResourceServer", asked)).rejects.toMatchObject(unknown);
  });

  test("has an identifier of its own in its pool", async () => {
    await make(Identifier);
    await expect(make(Identifier)).rejects.toMatchObject({
      type: invalid,
      message: `${Identifier} already exists in user pool ${UserPoolId}.`,
    });
    ({ UserPoolId } = await createPool(service));
    await make(Identifier);
  });

  test("has each scope once", async () => {
    const twice = { type: invalid, message: "Duplicate scope name: read." };
    await expect(make(Identifier, "read", "write", "read")).rejects.toMatchObject(twice);
    await make(Identifier);
    const Scopes = [scope("read"), scope("read")];
    await expect(
      service.call("UpdateResourceServer", { UserPoolId, Identifier, Name: "api", Scopes }),
    ).rejects.toMatchObject(twice);
  });

  test.each(["aws.cognito", "aws.cognito/dcr"])(
    "cannot stand for the service's own scopes as %s",
    async (id) => {
      await expect(make(id, "register")).rejects.toMatchObject({ type: invalid });
    },
  );

  test("is one of 25 at most", async () => {
    for (let index = 0; index < 25; index += 1) await make(`api-${index}`);
    await expect(make("one-more")).rejects.toMatchObject({ type: "LimitExceededException" });
    await service.call("DeleteResourceServer", { UserPoolId, Identifier: "api-7" });
    await make("one-more");
  });
});

test("the list comes by age, in pages", async () => {
  for (const identifier of ["c", "a", "b"]) await make(identifier, "read");
  const first = await service.call("ListResourceServers", { UserPoolId, MaxResults: 2 });
  expect(first.ResourceServers.map((server) => server.Identifier)).toEqual(["c", "a"]);
  const next = { UserPoolId, MaxResults: 2, NextToken: first.NextToken };
  const rest = await service.call("ListResourceServers", next);
  expect(rest.ResourceServers.map((server) => server.Identifier)).toEqual(["b"]);
  expect(rest.NextToken).toBeUndefined();
});

describe("the scopes of an app client", () => {
  const settings = { ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as const], GenerateSecret: true };
  const notFound = (...scopes: string[]): object => ({
    type: "ScopeDoesNotExistException",
    message: `Scope not found, scope(s): ${scopes.join(", ")}`,
  });

  test("must be scopes of resource servers of its own pool", async () => {
    await make("inventory", "read");
    const wanted = ["openid", "inventory/read", "inventory/write", "elsewhere/read"];
    const given = { UserPoolId, ClientName: "robot", ...settings };
    await expect(
      service.call("CreateUserPoolClient", { ...given, AllowedOAuthScopes: wanted }),
    ).rejects.toMatchObject(notFound("inventory/write", "elsewhere/read"));
    const AllowedOAuthScopes = ["inventory/read"];
    const made = await service.call("CreateUserPoolClient", { ...given, AllowedOAuthScopes });
    expect(made.UserPoolClient).toMatchObject({ AllowedOAuthScopes });
    const { UserPoolId: elsewhere } = await createPool(service);
    await expect(
      service.call("CreateUserPoolClient", { ...given, UserPoolId: elsewhere, AllowedOAuthScopes }),
    ).rejects.toMatchObject(notFound("inventory/read"));
  });

  test("must exist when the client is changed, too", async () => {
    await make("inventory", "read");
    const { UserPoolClient } = await service.call("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "robot",
      ...settings,
    });
    const { GenerateSecret: _made, ...flows } = settings;
    const change = { UserPoolId, ClientId: UserPoolClient?.ClientId ?? "", ...flows };
    const AllowedOAuthScopes = ["inventory/read"];
    const changed = await service.call("UpdateUserPoolClient", { ...change, AllowedOAuthScopes });
    expect(changed.UserPoolClient).toMatchObject({ AllowedOAuthScopes });
    await service.call("DeleteResourceServer", { UserPoolId, Identifier: "inventory" });
    await expect(
      service.call("UpdateUserPoolClient", { ...change, AllowedOAuthScopes }),
    ).rejects.toMatchObject(notFound("inventory/read"));
  });
});
