// Webhooks from a shell, at a server that really sends.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type HttpGateway, startHttpGateway } from "../support/http-gateway.ts";
import { type Ended, operatorAt } from "../support/poolhouse-command.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

let server: RunningServer;
let receiver: HttpGateway;
let run: (args: readonly string[], input?: string) => Promise<Ended>;

beforeAll(async () => {
  receiver = await startHttpGateway({ status: 204 });
  server = await startRunningServer({ flags: ["--private-webhooks"] });
  run = operatorAt(server.url, server.operatorKey);
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

/** Runs a command that must work; answers what it printed. */
async function done(...args: string[]): Promise<string> {
  const ended = await run(args);
  expect(ended).toMatchObject({ code: 0 });
  return ended.out;
}

describe("webhooks", () => {
  it("are made, told of what happens, listed, switched off and on, and deleted", async () => {
    const made = await done(
      "webhooks",
      "create",
      receiver.url,
      "--event",
      "pool.*",
      "--description",
      "tickets",
    );
    const [, id = "", secret = ""] = /^ID +(\S+)\nSECRET +whsec_(\S+)$/m.exec(made) ?? [];
    const pool = (await done("pools", "create", "people")).trim();
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), { timeout: 10_000 });
    const { body = "", headers = {} } = receiver.requests[0] ?? {};
    expect(JSON.parse(body)).toMatchObject({ type: "pool.created", data: { userPoolId: pool } });
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const mac = createHmac("sha256", Buffer.from(secret, "base64")).update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${mac}`);

    expect(await done("webhooks", "list")).toMatch(
      /^ID +URL +EVENTS +POOL +STATUS +DESCRIPTION\n.* pool\.\* +on +tickets\n$/,
    );
    expect(await done("webhooks", "disable", id)).toBe(`${id} is off.\n`);
    expect(JSON.parse(await done("webhooks", "list", "--json"))).toMatchObject({
      EventWebhooks: [{ EventWebhookId: id, Status: "DISABLED" }],
    });
    expect(await done("webhooks", "enable", id)).toBe(`${id} is on.\n`);
    expect(await done("webhooks", "delete", id, "--yes")).toBe(`${id} is deleted.\n`);
  });

  it.each([
    [["webhooks", "delete", "00000000-0000-0000-0000-000000000000", "--yes"], 3, "There is no webhook"],
    [
      ["webhooks", "create", "https://example.com", "--event", "user.delete"],
      1,
      "There is no event user.delete.",
    ],
    [["webhooks", "create"], 2, "webhooks create"],
  ])("poolhouse %j ends with %i", async (args, code, words) => {
    const ended = await run(args);
    expect(ended.err).toContain(words);
    expect(ended.code).toBe(code);
  });
});
