import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../test/support/http-gateway.ts";
import { type Config, readConfig } from "./config.ts";
import { checkGateways } from "./gateways.ts";
import { silentLog } from "./kernel/log.ts";
import { type RunningServer, startServer } from "./main.ts";
import { call } from "./operations/call.ts";

let folder: string;
let gateway: HttpGateway;
let server: RunningServer | undefined;
let notices: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-sms-"));
  gateway = await startHttpGateway({ status: 200 });
  notices = [];
});

afterEach(async () => {
  await gateway.close();
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true });
});

function configure(...flags: string[]): Config {
  const environment = { POOLHOUSE_SMS_SECRET: "a secret for nothing but tests" };
  const all = ["--port", "0", "--data-dir", folder, "--sms-url", `${gateway.url}/sms`, ...flags];
  return readConfig(all, environment);
}

async function start(...flags: string[]): Promise<World> {
  const notice = (text: string): void => void notices.push(text);
  server = await startServer(configure(...flags), { log: { ...silentLog, notice } });
  return server.world;
}

type World = RunningServer["world"];

/** A pool that verifies telephone numbers, and a person who signs up with one. */
async function signUp(world: World, Username = "+4915112345678"): Promise<string> {
  // The operations' answers, of which only the ids are read.
  const { UserPool } = (await call(world, "CreateUserPool", {
    PoolName: "people",
    UsernameAttributes: ["phone_number"],
    AutoVerifiedAttributes: ["phone_number"],
  })) as { UserPool: { Id: string } };
  const UserPoolId = UserPool.Id;
  const { UserPoolClient } = (await call(world, "CreateUserPoolClient", {
    UserPoolId,
    ClientName: "web",
  })) as {
    UserPoolClient: { ClientId: string };
  };
  await call(world, "SignUp", { ClientId: UserPoolClient.ClientId, Username, Password: "Correct-Horse-1" });
  return UserPoolId;
}

const messagesIn = (): { to: string; body: string }[] =>
  gateway.requests
    .map(({ body }) => JSON.parse(body) as { type: string; to: string; body: string })
    .filter(({ type }) => type === "message");

const failureOf = async (world: World, UserPoolId: string): Promise<unknown> => {
  const answer = (await call(world, "DescribeUserPool", { UserPoolId })) as { UserPool: object };
  return "SmsConfigurationFailure" in answer.UserPool ? answer.UserPool.SmsConfigurationFailure : undefined;
};

describe("a server with a gateway for text messages", () => {
  it("sends a code after the answer", async () => {
    const world = await start("--sms-countries", "+49");
    const poolId = await signUp(world);
    await server?.delivered();
    expect(messagesIn()).toMatchObject([
      { to: "+4915112345678", body: /^Your verification code is \d{6}\. $/ },
    ]);
    expect(await failureOf(world, poolId)).toBeUndefined();
  });

  it("answers while the gateway hangs", async () => {
    gateway.behave("hang");
    const world = await start("--sms-countries", "+49");
    await signUp(world);
    await expect.poll(() => messagesIn().length).toBe(1);
    expect(await world.store.outbox.count()).toBe(1);
  });

  it("sends nothing where no country is allowed, and says so at the start", async () => {
    const world = await start();
    expect(notices).toContain("Text messages go nowhere until --sms-countries says where they may go.");
    await expect(signUp(world)).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    expect(messagesIn()).toEqual([]);
  });

  it("stops at the cap", async () => {
    const world = await start("--sms-countries", "*", "--sms-price", "0.4", "--sms-daily-cap", "1");
    await signUp(world, "+4915112345678");
    await signUp(world, "+33612345678");
    await expect(signUp(world, "+14255550839")).rejects.toMatchObject({ reason: "sms_budget_spent" });
    await server?.delivered();
    expect(messagesIn()).toHaveLength(2);
  });

  it("shows in the pool that the gateway refuses our credentials", async () => {
    gateway.behave({ status: 401 });
    const world = await start("--sms-countries", "+49");
    const poolId = await signUp(world);
    await server?.delivered();
    expect(await failureOf(world, poolId)).toBe("the gateway answered HTTP 401");
  });
});

it("gateways can be checked without a server", async () => {
  gateway.behave({ status: 200 }, { status: 403 });
  const config = configure("--smtp-url", "smtp://127.0.0.1:1");
  const smtp = { channels: ["EMAIL"], failure: expect.stringContaining("ECONNREFUSED") };
  expect(await checkGateways(config)).toEqual([smtp, { channels: ["SMS"], failure: undefined }]);
  const refused = { channels: ["SMS"], failure: "the gateway answered HTTP 403" };
  expect(await checkGateways(config)).toEqual([smtp, refused]);
});
