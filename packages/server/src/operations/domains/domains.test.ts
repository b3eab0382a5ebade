import type { CreateUserPoolDomainRequest } from "@poolhouse/protocol";
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

const certificate = { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/one" };
const Domain = "our-shop";
const own = "auth.example.com";
const unknown = { type: "ResourceNotFoundException", message: "No such domain or user pool exists." };
const invalid = "InvalidParameterException";

const give = (input: Partial<CreateUserPoolDomainRequest> = {}): Promise<object> =>
  service.call("CreateUserPoolDomain", { UserPoolId, Domain, ...input });

describe("a user pool's domain", () => {
  test("is given, shown, changed and taken away", async () => {
    expect(await give()).toEqual({ ManagedLoginVersion: 1 });
    const shown = {
      UserPoolId,
      AWSAccountId: "123456789012",
      Domain,
      Status: "ACTIVE",
      ManagedLoginVersion: 1,
    };
    expect(await service.call("DescribeUserPoolDomain", { Domain })).toEqual({ DomainDescription: shown });
    const change = { UserPoolId, Domain, ManagedLoginVersion: 2 };
    expect(await service.call("UpdateUserPoolDomain", change)).toEqual({ ManagedLoginVersion: 2 });
    expect(await service.call("UpdateUserPoolDomain", { UserPoolId, Domain })).toEqual({
      ManagedLoginVersion: 2,
    });
    expect(await service.call("DeleteUserPoolDomain", { UserPoolId, Domain })).toEqual({});
    expect(await service.call("DescribeUserPoolDomain", { Domain })).toEqual({ DomainDescription: {} });
  });

  test("with a certificate is a name of the operator's own, beside the prefix", async () => {
    await give();
    await give({ Domain: own, CustomDomainConfig: certificate });
    const { DomainDescription } = await service.call("DescribeUserPoolDomain", { Domain: own });
    expect(DomainDescription).toMatchObject({ Domain: own, CustomDomainConfig: certificate });
    const CustomDomainConfig = { ...certificate, SecurityPolicy: "TLS_V1_3_2025" as const };
    await service.call("UpdateUserPoolDomain", { UserPoolId, Domain: own, CustomDomainConfig });
    const { DomainDescription: changed } = await service.call("DescribeUserPoolDomain", { Domain: own });
    expect(changed).toMatchObject({ CustomDomainConfig, ManagedLoginVersion: 1 });
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId });
    expect(UserPool).toMatchObject({ Domain, CustomDomain: own });
  });

  test("is nobody else's, and one of its kind", async () => {
    await give();
    const taken = { type: invalid, message: "Domain already associated with another user pool." };
    const second = { type: invalid, message: "User pool already has a domain configured." };
    await expect(give()).rejects.toMatchObject(taken);
    await expect(give({ Domain: "our-other-shop" })).rejects.toMatchObject(second);
    ({ UserPoolId } = await createPool(service));
    await expect(give()).rejects.toMatchObject(taken);
    await expect(service.call("DeleteUserPoolDomain", { UserPoolId, Domain })).rejects.toMatchObject(unknown);
    await expect(service.call("UpdateUserPoolDomain", { UserPoolId, Domain })).rejects.toMatchObject(unknown);
  });

  test("keeps the pool from being deleted", async () => {
    await give();
    await expect(service.call("DeleteUserPool", { UserPoolId })).rejects.toMatchObject({
      type: invalid,
      message: "User pool cannot be deleted. It has a domain configured that should be deleted first.",
    });
    await service.call("DeleteUserPoolDomain", { UserPoolId, Domain });
    await service.call("DeleteUserPool", { UserPoolId });
  });
});

describe("a domain is refused", () => {
  test.each<[string, Partial<CreateUserPoolDomainRequest>, string, RegExp]>([
    ["with aws in it", { Domain: "laws" }, invalid, /^Domain cannot contain reserved word: aws$/],
    ["with cognito in it", { Domain: "my-cognito" }, invalid, /reserved word: cognito$/],
    ["with a dot but no certificate", { Domain: own }, invalid, /^The domain name contains an invalid/],
    ["with a certificate but no dot", { CustomDomainConfig: certificate }, invalid, /not a valid subdomain/],
    ["that is no name", { Domain: "-shop" }, invalid, /^1 validation error/],
    ["that is no full name", { Domain: "auth..com", CustomDomainConfig: certificate }, invalid, /^1 valid/],
    ["with an unknown login version", { ManagedLoginVersion: 3 }, invalid, /1 or 2/],
    [
      "with a second region",
      { Routing: { Failover: { SecondaryRegion: "eu-west-2", PrimaryRoute53HealthCheckId: "one" } } },
      "OperationNotEnabledException",
      /region/,
    ],
  ])("%s", async (_case, input, type, message) => {
    await expect(give(input)).rejects.toMatchObject({ type, message: expect.stringMatching(message) });
  });

  test("with managed login in the plan that has none", async () => {
    ({ UserPoolId } = await createPool(service, { pool: { UserPoolTier: "LITE" } }));
    const refused = { type: "FeatureUnavailableInTierException" };
    await expect(give({ ManagedLoginVersion: 2 })).rejects.toMatchObject(refused);
    await give();
    const change = { UserPoolId, Domain, ManagedLoginVersion: 2 };
    await expect(service.call("UpdateUserPoolDomain", change)).rejects.toMatchObject(refused);
  });

  test("with a certificate for a prefix", async () => {
    await give();
    const change = { UserPoolId, Domain, CustomDomainConfig: certificate };
    await expect(service.call("UpdateUserPoolDomain", change)).rejects.toMatchObject({ type: invalid });
  });
});
