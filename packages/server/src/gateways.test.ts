import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../test/support/http-gateway.ts";
import { type Config, readConfig } from "./config.ts";
import { checkGateways, sendTestMessage } from "./gateways.ts";
import { silentLog } from "./kernel/log.ts";
import { startServer } from "./main.ts";
import { call } from "./operations/call.ts";

let folder: string;
let gateway: HttpGateway;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-gateways-"));
  gateway = await startHttpGateway({ status: 200 });
});
afterEach(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const secret = "a secret for nothing but tests";

function configure(...flags: string[]): Config {
  const all = [
    "--port",
    "0",
    "--data-dir",
    folder,
    "--mail-from",
    "Example <no-reply@example.com>",
    ...flags,
  ];
  return readConfig(all, { POOLHOUSE_EMAIL_SECRET: secret, POOLHOUSE_SMS_SECRET: secret });
}

const requests = (): { [member: string]: string }[] => gateway.requests.map(({ body }) => JSON.parse(body));

describe("the gateway for e-mails", () => {
  it("gets what operations ask for, from the outbox that text messages are in, too", async () => {
    const config = configure("--email-url", `${gateway.url}/mail`, "--sms-url", `${gateway.url}/sms`);
    const server = await startServer({ ...config, sms: undefined }, { log: silentLog });
    // The operations' answers, of which only the ids are read.
    const { UserPool } = (await call(server.world, "CreateUserPool", {
      PoolName: "people",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" },
    })) as { UserPool: { Id: string } };
    const made = await call(server.world, "CreateUserPoolClient", {
      UserPoolId: UserPool.Id,
      ClientName: "web",
    });
    const { ClientId } = (made as { UserPoolClient: { ClientId: string } }).UserPoolClient;
    await call(server.world, "SignUp", {
      ClientId,
      Username: "ada@example.com",
      Password: "Correct-Horse-1",
    });
    await server.delivered();
    expect(requests().filter(({ type }) => type === "message")).toEqual([
      expect.objectContaining({
        channel: "EMAIL",
        to: "ada@example.com",
        from: "Example <no-reply@example.com>",
        subject: "Your verification link",
        body: expect.stringContaining(`Verify Email: ${server.url}/confirmUser/?client_id=${ClientId}&`),
        html: expect.stringContaining('<a href="'),
      }),
    ]);
    await server.stop();
  });

  it("can be checked without a server", async () => {
    gateway.behave({ status: 200 }, { status: 403 });
    const config = configure("--email-url", `${gateway.url}/mail`);
    expect(await checkGateways(config)).toEqual([{ channels: ["EMAIL"], failure: undefined }]);
    expect(await checkGateways(config)).toEqual([
      { channels: ["EMAIL"], failure: "the gateway answered HTTP 403" },
    ]);
  });
});

describe("a test message", () => {
  it("goes by the gateway of its channel", async () => {
    const config = configure("--email-url", `${gateway.url}/mail`, "--sms-url", `${gateway.url}/sms`);
    await sendTestMessage(config, "ada@example.com");
    await sendTestMessage(config, "+4915112345678");
    expect(gateway.requests.map(({ path }) => path)).toEqual(["/mail", "/sms"]);
    const [email, sms] = requests();
    expect(email).toMatchObject({
      to: "ada@example.com",
      subject: "A test message of Poolhouse",
      purpose: "Test",
    });
    expect(sms).toMatchObject({ to: "+4915112345678", body: expect.stringContaining("for a test message") });
  });

  it("needs a gateway that takes it", async () => {
    await expect(sendTestMessage(configure(), "ada@example.com")).rejects.toThrow("No --email-url is set.");
    await expect(sendTestMessage(configure("--mailbox"), "+4915112345678")).rejects.toThrow(
      "No --sms-url is set.",
    );
    gateway.behave({ status: 403 });
    const config = configure("--email-url", `${gateway.url}/mail`);
    await expect(sendTestMessage(config, "ada@example.com")).rejects.toThrow("the gateway answered HTTP 403");
  });
});
