/**
 * Killed between a change and its entry in the audit trail: there is no such moment. Whatever was changed is told once, and
 * nothing is told that did not happen, on both engines.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEventType, OperationName } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, type Database } from "../support/postgres.ts";
import { newOperatorKey } from "../support/running-server.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { sendCall } from "../support/wire-call.ts";

const parallel = 8;
const kills = 4;
/** Answers that are waited for before each kill. */
const answersBetween = 30;

let database: Database;
beforeAll(async () => {
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

describe.each(["SQLite", "PostgreSQL"])("a server on %s that is killed while groups are made", (engine) => {
  const signer = newOperatorKey();
  const rootKey = randomBytes(32).toString("base64");
  let dataDir: string;
  let server: ServerProcess;
  let UserPoolId: string;
  const acknowledged = new Set<string>();

  const start = (): Promise<ServerProcess> =>
    startServerProcess({
      dataDir,
      ...(engine === "PostgreSQL" && { databaseUrl: database.url }),
      environment: {
        POOLHOUSE_ACCESS_KEY_ID: signer.accessKeyId,
        POOLHOUSE_SECRET_ACCESS_KEY: signer.secretAccessKey,
        POOLHOUSE_ROOT_KEY: rootKey,
      },
    });

  async function ask<T>(name: OperationName, body: object): Promise<T> {
    const answer = await sendCall(server.url, { name, body, signer });
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.text}`);
    // The model has what each operation answers; the caller says which one it is.
    return JSON.parse(answer.text) as T;
  }

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "poolhouse-audit-kills-"));
    server = await start();
    const made = await ask<{ UserPool: { Id: string } }>("CreateUserPool", { PoolName: "people" });
    UserPoolId = made.UserPool.Id;
  });
  afterAll(async () => {
    await server.end("SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Makes groups until the server is gone; the killer strikes after some answers. */
  async function makeGroups(round: number): Promise<void> {
    let answers = 0;
    let killing: Promise<unknown> | undefined;
    const worker = async (index: number): Promise<void> => {
      for (let count = 0; ; count += 1) {
        const GroupName = `${round}-${index}-${count}`;
        try {
          await ask("CreateGroup", { UserPoolId, GroupName });
        } catch {
          return; // The server is gone.
        }
        acknowledged.add(GroupName);
        answers += 1;
        if (answers === answersBetween) killing = server.end("SIGKILL");
      }
    };
    await Promise.all(Array.from({ length: parallel }, (_, index) => worker(index)));
    await killing;
  }

  async function everything<T>(
    name: "ListGroups" | "ListAuditEvents",
    body: object,
    read: (page: Record<string, unknown>) => T[],
  ): Promise<T[]> {
    const all: T[] = [];
    let NextToken: unknown;
    do {
      const page = await ask<Record<string, unknown>>(name, {
        ...body,
        ...(NextToken !== undefined && { NextToken }),
      });
      all.push(...read(page));
      NextToken = page["NextToken"];
    } while (NextToken !== undefined);
    return all;
  }

  it("tells of every group that exists, once, and of no other", async () => {
    for (let round = 0; round < kills; round += 1) {
      await makeGroups(round);
      server = await start();
    }
    const groups = await everything("ListGroups", { UserPoolId }, (page) =>
      (page["Groups"] as { GroupName: string }[]).map(({ GroupName }) => GroupName),
    );
    const told = await everything(
      "ListAuditEvents",
      { UserPoolId, EventType: "group.created", MaxResults: 1000 },
      (page) =>
        (page["AuditEvents"] as AuditEventType[]).map(
          ({ Details }) =>
            (JSON.parse(Details ?? "") as { request: { GroupName: string } }).request.GroupName,
        ),
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(kills * answersBetween);
    expect(told.toSorted()).toEqual(groups.toSorted());
    expect(groups).toEqual(expect.arrayContaining([...acknowledged]));
    expect(await ask("VerifyAuditTrail", {})).toMatchObject({ Findings: [], WaitingEvents: 0 });
  }, 60_000);
});
