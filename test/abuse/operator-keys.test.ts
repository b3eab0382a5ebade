/**
 * Keys that may do a part of everything, tried on every operation that operators sign: what a key is not for is refused before
 * anything is looked up, and a key for one pool gets nowhere in another, by whichever name, id, ARN or domain it tries.
 */
import { everyOperation, type JsonObject, type OperationName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeyPolicy } from "../../packages/server/src/kernel/records.ts";
import { operations } from "../../packages/server/src/operations/index.ts";
import { createOperatorKey } from "../../packages/server/src/operator-keys.ts";
import { createPlace } from "../support/people.ts";
import type { OperatorKey } from "../support/running-server.ts";
import { membersOf, sampleInput } from "../support/sample-input.ts";
import { createService, type Service } from "../support/service.ts";
import { askSigned } from "../support/signed-call.ts";

let service: Service;
beforeAll(async () => {
  service = await createService({ seed: "operator-keys", keyPairs: 2 });
});
afterAll(() => service.close());

const signed = everyOperation.filter((name) => operations[name].caller === "operator");

const makeKey = (policy: KeyPolicy, expiresAt?: number): Promise<OperatorKey> =>
  createOperatorKey(service.world, { description: "a test's", policy, expiresAt });

const ask = (key: OperatorKey, name: OperationName, input: JsonObject): Promise<string> =>
  askSigned(service, key, name, input);

const arnOfUser = ({ accessKeyId }: OperatorKey): string => `arn:aws:iam::123456789012:user/${accessKeyId}`;
const arnOfPool = (id: string): string => `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`;
const denied = "AccessDeniedException: User: ";

/** Names a pool wherever the operation has a place for it. */
function inputAbout(name: OperationName, poolId: string): JsonObject {
  return sampleInput(name, { UserPoolId: poolId, ResourceArn: arnOfPool(poolId) });
}

/** Whether an operation is about one pool, and says so. */
const namesPool = (name: OperationName): boolean =>
  ["UserPoolId", "ResourceArn"].some((member) => Object.hasOwn(membersOf(name), member));

describe("a key for some operations", () => {
  it.each(signed)("is refused %s unless it is for it", async (name) => {
    const others = signed.filter((each) => each !== name);
    const input = inputAbout(name, "eu-west-1_Nowhere00");
    const resource = namesPool(name) ? arnOfPool("eu-west-1_Nowhere00") : "*";
    const [without, within] = [
      await makeKey({ operations: others, pools: ["*"] }),
      await makeKey({ operations: [name, "DescribeTerms"], pools: ["*"] }),
    ];
    expect(await ask(without, name, input)).toBe(
      `${denied}${arnOfUser(without)} is not authorized to perform: cognito-idp:${name} on resource: ${resource}`,
    );
    expect(await ask(within, name, input)).not.toContain("AccessDenied");
  });

  it("needs two permissions where the protocol asks for two", async () => {
    const key = await makeKey({ operations: ["DescribeTermsByClient"], pools: ["*"] });
    const input = inputAbout("DescribeTermsByClient", "eu-west-1_Nowhere00");
    const answer = await ask(key, "DescribeTermsByClient", input);
    expect(answer).toContain("is not authorized to perform: cognito-idp:DescribeTerms on resource");
  });

  it("is refused before its input is looked at, and what it sent is not repeated", async () => {
    const key = await makeKey({ operations: ["AdminGetUser"], pools: ["*"] });
    for (const UserPoolId of ["<script>", "x".repeat(5000), 7, null, ["a"], { $: 1 }]) {
      expect(await ask(key, "DeleteUserPool", { UserPoolId })).toBe(
        `${denied}${arnOfUser(key)} is not authorized to perform: cognito-idp:DeleteUserPool on resource: *`,
      );
    }
  });

  it("is told that its signature is wrong, not what it may not do", async () => {
    const key = await makeKey({ operations: ["AdminGetUser"], pools: ["*"] });
    const forged = { ...key, secretAccessKey: "0".repeat(40) };
    expect(await ask(forged, "ListUserPools", { MaxResults: 1 })).toContain("InvalidSignatureException");
  });
});

describe("a key with an end", () => {
  it("is unknown from then on", async () => {
    const { clock } = service;
    const key = await makeKey({ operations: ["*"], pools: ["*"] }, clock.now() + 60_000);
    clock.advance(59_999);
    expect(await ask(key, "ListUserPools", { MaxResults: 1 })).toContain("UserPools");
    clock.advance(1);
    expect(await ask(key, "ListUserPools", { MaxResults: 1 })).toBe(
      "UnrecognizedClientException: The security token included in the request is invalid.",
    );
  });
});

describe("a key for one pool", () => {
  it.each(signed)("is refused %s elsewhere, whether there is such a pool or not", async (name) => {
    const [own, other] = [await createPlace(service), await createPlace(service)];
    const key = await makeKey({ operations: ["*"], pools: [own.poolId] });
    for (const poolId of [other.poolId, "eu-west-1_Nowhere00", own.poolId.slice(0, -1), `${own.poolId}0`]) {
      const resource = namesPool(name) ? arnOfPool(poolId) : "*";
      expect(await ask(key, name, inputAbout(name, poolId))).toBe(
        `${denied}${arnOfUser(key)} is not authorized to perform: cognito-idp:${name} on resource: ${resource}`,
      );
    }
  });

  it.each(signed)("may call %s at home, where it says so", async (name) => {
    const { poolId } = await createPlace(service);
    const key = await makeKey({ operations: ["*"], pools: ["eu-west-1_Another00", poolId] });
    const answer = await ask(key, name, inputAbout(name, poolId));
    expect(answer.startsWith(denied)).toBe(!namesPool(name));
  });

  it.each(signed.filter((name) => !namesPool(name)))("cannot talk its way into %s", async (name) => {
    const { poolId } = await createPlace(service);
    const key = await makeKey({ operations: ["*"], pools: [poolId] });
    // Members that the operation does not have, and that it would ignore.
    const input = { ...inputAbout(name, poolId), UserPoolId: poolId, ResourceArn: arnOfPool(poolId) };
    expect(await ask(key, name, input)).toContain(denied);
  });

  it("is not let in by an ARN that only looks like its pool's", async () => {
    const [own, other] = [await createPlace(service), await createPlace(service)];
    const key = await makeKey({ operations: ["*"], pools: [own.poolId] });
    for (const ResourceArn of [
      `${arnOfPool(other.poolId)}/${own.poolId}`,
      `${arnOfPool(own.poolId)}/${other.poolId}`,
      `${arnOfPool(own.poolId)}\n${other.poolId}`,
      own.poolId,
      [arnOfPool(own.poolId)],
    ]) {
      expect(await ask(key, "ListTagsForResource", { ResourceArn })).toContain(denied);
    }
    expect(await ask(key, "ListTagsForResource", { ResourceArn: arnOfPool(own.poolId) })).toBe('{"Tags":{}}');
  });
});

describe("a key for one pool, saying that pool", () => {
  const marker = "of-the-other-pool";
  const Username = "somebody";

  /** A pool that has one of everything, all of it marked; the ids of it as inputs name them. */
  async function fillOther(): Promise<{ ids: JsonObject; show: () => Promise<string> }> {
    const { call } = service;
    const { poolId: UserPoolId, clientId: ClientId } = await createPlace(service);
    const pool = { UserPoolId };
    const UserAttributes = [{ Name: "name", Value: marker }];
    await call("AdminCreateUser", { ...pool, Username, UserAttributes, MessageAction: "SUPPRESS" });
    await call("CreateGroup", { ...pool, GroupName: "group", Description: marker });
    await call("AdminAddUserToGroup", { ...pool, GroupName: "group", Username });
    await call("CreateResourceServer", { ...pool, Identifier: "https://api.example", Name: marker });
    await call("CreateUserPoolDomain", { ...pool, Domain: "of-the-other" });
    await call("CreateIdentityProvider", {
      ...pool,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: { client_id: marker, client_secret: marker, authorize_scopes: "openid" },
      IdpIdentifiers: ["identifier"],
    });
    const { Terms } = await call("CreateTerms", {
      ...pool,
      ClientId,
      TermsName: "terms-of-use",
      TermsSource: "LINK",
      Enforcement: "NONE",
      Links: { "cognito:default": `https://example.com/${marker}` },
    });
    const style = await call("CreateManagedLoginBranding", { ...pool, ClientId, Settings: {} });
    await call("SetUICustomization", { ...pool, ClientId, CSS: `.logo-customizable { max-width: 60%; }` });
    const { UserImportJob } = await call("CreateUserImportJob", {
      ...pool,
      JobName: marker,
      CloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/log",
    });
    const { ClientSecrets: [secret] = [] } = await call("ListUserPoolClientSecrets", { ...pool, ClientId });
    const ids = {
      ClientId,
      ClientSecretId: secret?.ClientSecretId ?? "none",
      Username,
      GroupName: "group",
      Identifier: "https://api.example",
      Domain: "of-the-other",
      ProviderName: "Google",
      IdpIdentifier: "identifier",
      TermsId: Terms?.TermsId ?? "",
      ManagedLoginBrandingId: style.ManagedLoginBranding?.ManagedLoginBrandingId ?? "",
      JobId: UserImportJob?.JobId ?? "",
    };
    const lists = [
      "DescribeUserPool",
      "DescribeUserPoolClient",
      "ListUsers",
      "ListGroups",
      "ListUsersInGroup",
      "DescribeResourceServer",
      "DescribeUserPoolDomain",
      "DescribeIdentityProvider",
      "DescribeTerms",
      "DescribeManagedLoginBranding",
      "GetUICustomization",
      "DescribeUserImportJob",
      "GetUserPoolMfaConfig",
    ] as const;
    return {
      ids,
      async show() {
        const root = await makeKey({ operations: ["read"], pools: ["*"] });
        const shown = lists.map((name) => ask(root, name, sampleInput(name, { ...ids, UserPoolId })));
        const answers = await Promise.all(shown);
        expect(answers.filter((answer) => !answer.startsWith("{"))).toEqual([]);
        return answers.join("\n");
      },
    };
  }

  it("reaches nothing of another by its ids, names and domains", async () => {
    const { ids, show } = await fillOther();
    const before = await show();
    expect(before.split(marker).length).toBeGreaterThan(7);
    for (const name of signed.filter(namesPool)) {
      // A pool of its own for each: some of these operations take the pool away.
      const { poolId: UserPoolId } = await createPlace(service);
      const key = await makeKey({ operations: ["*"], pools: [UserPoolId] });
      const input = sampleInput(name, { ...ids, UserPoolId, ResourceArn: arnOfPool(UserPoolId) });
      const answer = await ask(key, name, input);
      expect(`${name} ${answer}`).not.toContain(marker);
      expect(answer).not.toContain(denied);
    }
    expect(await show()).toBe(before);
  });
});
