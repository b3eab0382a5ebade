// The audit trail from a shell.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, operatorAt } from "../support/poolhouse-command.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

let server: RunningServer;
let run: (args: readonly string[], input?: string) => Promise<Ended>;
let pool: string;

beforeAll(async () => {
  server = await startRunningServer();
  run = operatorAt(server.url, server.operatorKey);
  pool = (await done("pools", "create", "people")).trim();
  await done("groups", "create", pool, "editors");
});
afterAll(() => server.stop());

/** Runs a command that must work; answers what it printed. */
async function done(...args: string[]): Promise<string> {
  const ended = await run(args);
  expect(ended).toMatchObject({ code: 0 });
  return ended.out;
}

describe("the audit trail", () => {
  it("is listed as a table or as JSON, filtered", async () => {
    expect(await done("audit", "list", "--pool", "people")).toMatch(
      /^NUMBER +TIME +EVENT +BY +FROM +POOL +USER +DETAILS\n3 .* group\.created .*"GroupName":"editors".*\n2 .* pool\.created /,
    );
    const answer: unknown = JSON.parse(
      await done("audit", "list", "--event", "group.created", "--from", "2020-01-01", "--json"),
    );
    expect(answer).toEqual({
      AuditEvents: [
        expect.objectContaining({
          EventType: "group.created",
          Actor: server.operatorKey.accessKeyId,
          UserPoolId: pool,
          CreationDate: expect.stringMatching(/Z$/),
        }),
      ],
    });
    expect(JSON.parse(await done("audit", "list", "--until", "2020-01-01", "--json"))).toEqual({
      AuditEvents: [],
    });
  });

  it("is exported as JSON lines", async () => {
    const lines = (await done("audit", "export", "--pool", pool)).trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { EventType: string }).EventType)).toEqual([
      "group.created",
      "pool.created",
    ]);
  });

  it("is verified, against a checkpoint too; what is wrong makes the exit code 1", async () => {
    const whole = await done("audit", "verify");
    expect(whole).toMatch(/^3 changes are as they were written\.\nCheckpoint: 3:[\w-]{43}\n$/);
    const checkpoint = /Checkpoint: (\S+)/.exec(whole)?.[1] ?? "";
    expect(await done("audit", "verify", "--checkpoint", checkpoint)).toBe(whole);
    const foreign = await run(["audit", "verify", "--checkpoint", `9:${"a".repeat(43)}`]);
    expect(foreign).toMatchObject({ code: 1 });
    expect(foreign.out).toContain("Change 9 is not the end that the checkpoint names");
    const asJson = await run(["audit", "verify", "--json", "--checkpoint", `9:${"a".repeat(43)}`]);
    expect(JSON.parse(asJson.out)).toMatchObject({
      CheckedEvents: 3,
      Checkpoint: checkpoint,
      Findings: [{ Kind: "CUT_OFF", SequenceNumber: 9 }],
    });
  });

  it.each([
    [["audit", "list", "--from", "yesterday"], 2, "must be a time"],
    [["audit", "list", "--pool", "nobody"], 3, "There is no user pool 'nobody'"],
    [["audit", "verify", "--checkpoint", "newest"], 1, "checkpoint"],
  ])("poolhouse %j ends with %i", async (args, code, words) => {
    const ended = await run(args);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });
});
