/**
 * Every rule between members, with its exact refusal, and nothing changed by it: settings of pools by both operations that take
 * them, settings of clients likewise, then single requests. A rule in the code that no row proves fails the last test.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "../../packages/server/src/operations/call.ts";
import { clientRules, secretClientRules } from "../support/client-rules.ts";
import { newPoolRules, poolRules, type PoolSettings, type Refusal } from "../support/pool-rules.ts";
import { provenElsewhere } from "../support/proven-rules.ts";
import { providerRules } from "../support/provider-rules.ts";
import { requestRules } from "../support/request-rules.ts";
import { resourceRules } from "../support/resource-rules.ts";
import { createService, type Service } from "../support/service.ts";
import { membersOf } from "../support/sample-input.ts";

let service: Service;
beforeAll(async () => {
  service = await createService({ keyPairs: 2 });
});
afterAll(() => service.close());

async function createPool(settings: PoolSettings = {}): Promise<string> {
  const { UserPool } = await service.call("CreateUserPool", { PoolName: "rules", ...settings });
  return UserPool?.Id ?? "";
}

const refused = ([reason, type, message]: Refusal): object => ({ reason, type, message });

describe("CreateUserPool refuses when", () => {
  it.each([...poolRules, ...newPoolRules])("%s", async (_what, settings, refusal) => {
    await expect(createPool(settings)).rejects.toMatchObject(refused(refusal));
  });
});

describe("UpdateUserPool refuses when", () => {
  it.each(poolRules)("%s", async (_what, settings, refusal) => {
    const UserPoolId = await createPool();
    const before = await service.call("DescribeUserPool", { UserPoolId });
    const update = service.call("UpdateUserPool", { UserPoolId, ...settings });
    await expect(update).rejects.toMatchObject(refused(refusal));
    expect(await service.call("DescribeUserPool", { UserPoolId })).toEqual(before);
  });
});

describe("an app client is refused when", () => {
  const schema: PoolSettings["Schema"] = [
    { Name: "email", Required: true },
    { Name: "x", DeveloperOnlyAttribute: true },
  ];
  it.each([
    ...clientRules.map((row) => [...row, false] as const),
    ...secretClientRules.map((row) => [...row, true] as const),
  ])("%s", async (_what, settings, refusal, GenerateSecret) => {
    const UserPoolId = await createPool({ Schema: schema });
    const create = service.call("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "app",
      GenerateSecret,
      ...settings,
    });
    await expect(create).rejects.toMatchObject(refused(refusal));
    const made = await service.call("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "app",
      GenerateSecret,
    });
    const ClientId = made.UserPoolClient?.ClientId ?? "";
    const update = service.call("UpdateUserPoolClient", { UserPoolId, ClientId, ...settings });
    await expect(update).rejects.toMatchObject(refused(refusal));
    expect(await service.call("DescribeUserPoolClient", { UserPoolId, ClientId })).toEqual(made);
  });

  it("its secret is given and to be made", async () => {
    const secrets = { GenerateSecret: true, ClientSecret: "s".repeat(32) };
    const create = service.call("CreateUserPoolClient", {
      UserPoolId: await createPool(),
      ClientName: "app",
      ...secrets,
    });
    await expect(create).rejects.toMatchObject({
      reason: "client_secret_twice",
      message: "ClientSecret cannot be given when GenerateSecret is true.",
    });
  });
});

const everyRequest = [...requestRules, ...resourceRules, ...providerRules];

describe("a request is refused for", () => {
  it.each(everyRequest)("$what", async ({ calls, refusal, plan }) => {
    const UserPoolId = await createPool({ UserPoolTier: plan ?? "ESSENTIALS" });
    const client = await service.call("CreateUserPoolClient", { UserPoolId, ClientName: "app" });
    const known = { UserPoolId, ClientId: client.UserPoolClient?.ClientId ?? "", Username: "alice" };
    await service.call("AdminCreateUser", { UserPoolId, Username: "alice", MessageAction: "SUPPRESS" });
    const run = (row: (typeof calls)[number] | undefined): Promise<unknown> => {
      if (row === undefined) throw new Error("a rule needs a request");
      const [name, input] = row;
      const ids = Object.entries(known).filter(([member]) => Object.hasOwn(membersOf(name), member));
      // Inputs are JSON; their interfaces merely have no index signature.
      return call(service.world, name, { ...Object.fromEntries(ids), ...input } as unknown as JsonObject);
    };
    for (const before of calls.slice(0, -1)) await run(before);
    await expect(run(calls.at(-1))).rejects.toMatchObject(refused(refusal));
  });
});

/** The rules of settings; those of sign-ins and people have their own tests. */
const rooms = [
  "pools",
  "clients",
  "domains.ts",
  "terms.ts",
  "resource-servers.ts",
  "log-delivery.ts",
  "groups.ts",
  "provisioned-limits.ts",
  "identity-providers",
  "sessions",
  "mfa-preference.ts",
  "branding",
  "risk/configuration.ts",
];

it("no rule between settings is without proof", () => {
  const rules = "packages/server/src/rules";
  const files = rooms.flatMap((room) =>
    room.endsWith(".ts")
      ? [join(rules, room)]
      : readdirSync(join(rules, room)).map((file) => join(rules, room, file)),
  );
  const sources = files
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => readFileSync(file, "utf8"));
  // A reason is the last argument of a refusal.
  const reasons = sources.flatMap((source) =>
    [...source.matchAll(/,\s*"([a-z]+(?:_[a-z]+)+)",?\s*\)/g)].map(([, reason = ""]) => reason),
  );
  const rows = [...poolRules, ...newPoolRules, ...clientRules, ...secretClientRules].map(
    ([, , [reason]]) => reason,
  );
  const proven = new Set([...rows, ...everyRequest.map(({ refusal: [reason] }) => reason)]);
  const open = reasons.filter((reason) => !proven.has(reason) && !Object.hasOwn(provenElsewhere, reason));
  expect(reasons.length).toBeGreaterThan(60);
  expect([...new Set(open)]).toEqual([]);
  for (const [reason, [file, text]] of Object.entries(provenElsewhere)) {
    expect(reasons, reason).toContain(reason);
    expect(readFileSync(file, "utf8").includes(text), `${reason} in ${file}`).toBe(true);
  }
});
