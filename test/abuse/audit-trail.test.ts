/**
 * The audit trail against somebody who has the database (D14): whatever is altered, removed, moved, cut off or made up is found
 * and named, on both engines, and what a request holds in confidence is not in it.
 */
import { DatabaseSync } from "node:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  everyOperation,
  type JsonObject,
  type JsonValue,
  type OperationInputs,
  operationOf,
  shapeOf,
  type VerifyAuditTrailResponse,
} from "@poolhouse/protocol";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { describeRequest } from "../../packages/server/src/rules/audit/details.ts";
import { eventOf } from "../../packages/server/src/rules/audit/effects.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";

/** A database, and a way past the service into it. */
interface Break {
  url: string;
  run(sql: string): Promise<void>;
  end(): Promise<void>;
}

function openSqlite(): Promise<Break> {
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-audit-"));
  const file = join(folder, "poolhouse.db");
  return Promise.resolve({
    url: `sqlite:${file}`,
    async run(sql) {
      const database = new DatabaseSync(file);
      database.exec(sql);
      database.close();
    },
    async end() {
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function openPostgres(): Promise<Break> {
  const database: Database = await createDatabase(inject("postgresUrl"));
  return {
    url: database.url,
    async run(sql) {
      const client = new pg.Client(database.url);
      await client.connect();
      await client.query(sql);
      await client.end();
    },
    end: () => database.drop(),
  };
}

describe.each([
  ["SQLite", openSqlite],
  ["PostgreSQL", openPostgres],
])("an audit trail on %s", (_engine, open) => {
  let broken: Break;
  let service: Service;
  beforeEach(async () => {
    broken = await open();
    service = await createService({ store: await openStore(broken.url), keyPairs: 2 });
    const { UserPool } = await service.call("CreateUserPool", { PoolName: "people" });
    for (const GroupName of ["a", "b", "c", "d"])
      await service.call("CreateGroup", { UserPoolId: UserPool?.Id ?? "", GroupName });
    await service.call("ListAuditEvents", {});
  });
  afterEach(async () => {
    await service.close();
    await broken.end();
  });

  const verify = (input: OperationInputs["VerifyAuditTrail"] = {}): Promise<VerifyAuditTrailResponse> =>
    service.call("VerifyAuditTrail", input);
  const findings = async (input?: OperationInputs["VerifyAuditTrail"]): Promise<string[]> =>
    ((await verify(input)).Findings ?? []).map(
      ({ Kind, SequenceNumber, EventId }) => `${Kind} ${SequenceNumber ?? EventId}`,
    );

  it("is found whole, in one go or page by page", async () => {
    expect(await verify()).toMatchObject({ CheckedEvents: 5, WaitingEvents: 0, Findings: [] });
    let token: string | undefined;
    let checked = 0;
    do {
      const page = await verify({ MaxResults: 2, ...(token !== undefined && { NextToken: token }) });
      expect(page.Findings).toEqual([]);
      checked += page.CheckedEvents ?? 0;
      token = page.NextToken;
    } while (token !== undefined);
    expect(checked).toBe(5);
  });

  it.each([
    ["at", "at + 1"],
    ["actor", "'somebody-else'"],
    ["actor_kind", "'user'"],
    ["operation", "'DeleteGroup'"],
    ["event", "'group.deleted'"],
    ["details", "'{}'"],
    ["ip_address", "'192.0.2.7'"],
    ["pool_id", "null"],
    ["sub", "'somebody'"],
    ["request_id", "'other'"],
  ])("names an entry whose %s was altered, and no other", async (column, value) => {
    await broken.run(`update audit_trail set ${column} = ${value} where seq = 3`);
    expect(await findings()).toEqual(["ALTERED 3"]);
  });

  it("names entries that were removed", async () => {
    await broken.run("delete from audit_trail where seq in (2, 3)");
    expect(await findings()).toEqual(["MISSING 2", "MISSING 3"]);
  });

  it("names entries that were removed and the gap closed", async () => {
    await broken.run("delete from audit_trail where seq = 2");
    for (const seq of [3, 4, 5])
      await broken.run(`update audit_trail set seq = ${seq - 1} where seq = ${seq}`);
    expect(await findings()).toEqual(["MISPLACED 2", "MISPLACED 3", "MISPLACED 4"]);
  });

  it("names entries that changed places", async () => {
    await broken.run(
      "update audit_trail set seq = 99 where seq = 2; update audit_trail set seq = 2 where seq = 3; " +
        "update audit_trail set seq = 3 where seq = 99",
    );
    expect(await findings()).toEqual(["MISPLACED 2", "MISPLACED 3", "MISPLACED 4"]);
  });

  it("names the link that was altered", async () => {
    await broken.run("update audit_trail set link = 'x' where seq = 4");
    expect(await findings()).toEqual(["MISPLACED 4", "MISPLACED 5"]);
  });

  it("names what was added by hand, in the chain or to those that wait", async () => {
    const columns =
      "id, at, request_id, operation, event, actor_kind, actor, ip_address, pool_id, sub, details, mac";
    const copied = columns.replace("id,", "'forged' as id,").replace("actor,", "'forged' as actor,");
    await broken.run(
      `insert into audit_trail (${columns}, seq, link) select ${copied}, 6, link from audit_trail where seq = 5;` +
        `insert into audit_pending (${columns}, turn) select ${copied}, 1 from audit_trail where seq = 5`,
    );
    expect(await findings()).toEqual(["FORGED forged", "ALTERED 6"]);
    const { AuditEvents = [] } = await service.call("ListAuditEvents", { Actor: "forged" });
    expect(AuditEvents.map(({ SequenceNumber }) => SequenceNumber)).toEqual([6]);
  });

  it("shows that its end was cut off to whoever kept a checkpoint", async () => {
    const { Checkpoint = "" } = await verify();
    expect(Checkpoint).toMatch(/^5:/);
    await broken.run("delete from audit_trail where seq > 3");
    expect(await findings()).toEqual([]);
    expect(await findings({ Checkpoint })).toEqual(["CUT_OFF 5"]);
    const { Checkpoint: shorter = "" } = await verify();
    expect(await findings({ Checkpoint: shorter })).toEqual([]);
  });

  it("is linked without gap or repetition by many at once, while changes go on", async () => {
    const { UserPool } = await service.call("CreateUserPool", { PoolName: "more" });
    const UserPoolId = UserPool?.Id ?? "";
    const changes = Array.from({ length: 24 }, (_, index) =>
      service.call("CreateGroup", { UserPoolId, GroupName: `group-${index}` }),
    );
    await Promise.all([...changes, ...Array.from({ length: 8 }, () => verify())]);
    expect(await verify()).toMatchObject({ CheckedEvents: 30, WaitingEvents: 0, Findings: [] });
  });
});

describe("what the audit trail keeps of a request", () => {
  /** Members whose texts are ids of things, or the names that operators give them. */
  const told = new Set(
    (
      "AttributeName ClientId ClientName ClientSecretId CredentialId DeviceKey Domain EventId EventTypes EventWebhookId GroupName IdpIdentifiers " +
      "Identifier JobId JobName ManagedLoginBrandingId Name PoolName ProviderName RegionName ResourceArn RoleArn ScopeName " +
      "SessionId SoftwareTokenId TagKeys TermsId TermsName UserAttributeNames UserPoolId"
    ).split(" "),
  );
  const marker = "eLepHant";

  /** An input with everything in it, a marker for every text that is free, and those that may be told left out. */
  function mark(shapeName: string): JsonValue {
    if (shapeName === "Document") return { [marker]: marker };
    const shape = shapeOf(shapeName);
    switch (shape.type) {
      case "string":
        return shape.enum?.[0] ?? marker;
      case "blob":
        return marker;
      case "list":
        return [mark(shape.member)];
      case "map":
        return { [marker]: mark(shape.value) };
      case "structure": {
        const members = Object.entries(shape.members).filter(([member]) => !told.has(member));
        return Object.fromEntries(members.map(([member, target]) => [member, mark(target)]));
      }
      default:
        return shape.type === "boolean" ? true : 7;
    }
  }

  it.each(everyOperation)("%s: no text that is not an id or a name", (name) => {
    const marked = mark(operationOf(name).input) as JsonObject; // The input of an operation is a structure.
    expect(JSON.stringify(describeRequest(name, marked))).not.toContain(marker);
  });

  it("tells names, flags and numbers", () => {
    const input = {
      UserPoolId: "eu-west-1_a",
      Username: marker,
      Permanent: true,
      Password: marker,
    };
    expect(describeRequest("AdminSetUserPassword", input)).toEqual({
      members: ["UserPoolId", "Username", "Permanent", "Password"],
      request: { UserPoolId: "eu-west-1_a", Permanent: true },
    });
  });

  it("tells nothing that callers say of themselves", () => {
    const details = describeRequest("SignUp", {
      ClientId: "client",
      ValidationData: [{ Name: marker, Value: marker }],
      UserAttributes: [{ Name: "email", Value: marker }],
      ClientMetadata: { [marker]: marker },
    });
    expect(details).toEqual({
      members: ["ClientId", "UserAttributes"],
      request: { ClientId: "client", UserAttributes: [{ Name: "email" }] },
    });
  });

  it("is small, however large the request", () => {
    const UserAttributeNames = Array.from({ length: 2000 }, (_, index) => `custom:attribute-${index}`);
    expect(describeRequest("DeleteUserAttributes", { UserAttributeNames })).toEqual({
      members: ["UserAttributeNames"],
    });
  });

  it("is told of a new password that a sign-in demands, and of no other sign-in", () => {
    expect(eventOf("RespondToAuthChallenge", { ChallengeName: "NEW_PASSWORD_REQUIRED" })).toBe(
      "user.password-changed",
    );
    expect(eventOf("RespondToAuthChallenge", { ChallengeName: "SMS_MFA" })).toBeUndefined();
    expect(eventOf("InitiateAuth", { AuthFlow: "USER_SRP_AUTH" })).toBeUndefined();
  });
});
