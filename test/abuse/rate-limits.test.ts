/**
 * One stranger against a server behind a proxy: the stranger is held back, whatever the request says, and everybody else is
 * served. The limits are a file's and small, so that what a slow machine lets through does not matter.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { targetOf } from "../support/target.ts";

let server: RunningServer;
let app: ProvisionedApp;
const folder = mkdtempSync(join(tmpdir(), "poolhouse-limits-"));
beforeAll(async () => {
  const file = join(folder, "limits.json");
  writeFileSync(file, JSON.stringify({ UserAccountRecovery: 6 }));
  const flags = ["--rate-limits", file, "--trusted-proxies", "127.0.0.1"];
  server = await startRunningServer({ flags });
  app = await provisionApp(server.sdk, { mfa: "OFF" });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A request that the proxy hands on, with what it says about the sender. */
async function ask(forwardedFor: string, clientId = app.clientId): Promise<Response> {
  return fetch(server.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": targetOf("ConfirmForgotPassword"),
      "x-forwarded-for": forwardedFor,
    },
    body: JSON.stringify({
      ClientId: clientId,
      Username: "nobody",
      ConfirmationCode: "000000",
      Password: "Wrong-Horse-9",
    }),
  });
}

/** What an address is told, asking so many times at once. */
async function hear(times: number, forwardedFor: (turn: number) => string): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: times }, (_, turn) => ask(forwardedFor(turn))));
  // Every refusal of the protocol has its type and message.
  const told = await Promise.all(
    answers.map((each) => each.json() as Promise<{ __type: string; message: string }>),
  );
  return told.map(({ __type, message }) => `${__type}: ${message}`);
}

const exceeded = "TooManyRequestsException: Rate exceeded";

describe("a stranger who asks without end", () => {
  it("is refused, also under addresses of the stranger's own making, and nobody else is", async () => {
    const stranger = "203.0.113.7";
    expect(await hear(200, () => stranger)).toContain(exceeded);
    const disguised = await hear(60, (turn) => `198.51.100.${turn}, 10.0.0.1, ${stranger}`);
    expect(disguised.filter((each) => each === exceeded).length).toBeGreaterThan(20);
    const others = await hear(5, (turn) => `192.0.2.${turn}`);
    expect(others).not.toContain(exceeded);
    const { UserPools } = await server.sdk.send(new ListUserPoolsCommand({ MaxResults: 1 }));
    expect(UserPools).toHaveLength(1);
  });

  it("cannot lock others out with a great many addresses", async () => {
    const crowd = await hear(250, (turn) => `203.0.${turn}.1`);
    expect(crowd.filter((each) => each === exceeded)).toEqual([]);
    const networks = await hear(300, (turn) => `203.0.${turn % 30}.1`);
    expect(networks).toContain(exceeded);
    expect(await hear(3, () => "192.0.2.200")).not.toContain(exceeded);
  });

  it("gets the refusal in the protocol's form", async () => {
    await hear(200, () => "203.0.113.9");
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask("203.0.113.9")));
    const [answer] = answers.filter(({ headers }) => headers.get("x-amzn-errormessage") === "Rate exceeded");
    if (answer === undefined) throw new Error("nothing was refused");
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException:");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
});
