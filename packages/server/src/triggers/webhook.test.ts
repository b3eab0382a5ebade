// Webhooks against a real HTTP server on loopback.
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createDecipheriv } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import type { TriggerEvent } from "../kernel/trigger-event.ts";
import { TriggerRaised, TriggerUnavailable, TriggerUnreadable } from "../ports/trigger.ts";
import { isAllowedAddress } from "./addresses.ts";
import { encryptCodes } from "./protect-code.ts";
import { createTriggers, type TriggerFunction } from "./triggers.ts";
import { createWebhook } from "./webhook.ts";

const secret = "a secret of the two of us";
const clock = { now: () => 1_772_355_907_123 };
const event: TriggerEvent = {
  version: "1",
  triggerSource: "CustomEmailSender_SignUp",
  region: "eu-west-1",
  userPoolId: "eu-west-1_pool",
  userName: "ann",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "client" },
  request: { code: "123456" },
  response: {},
};

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

/** A receiver that does as told with every request, and keeps them. */
async function receive(
  react: (received: Received, answer: ServerResponse) => void,
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const got = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(got);
      react(got, answer);
    });
  });
  servers.push(server);
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, received };
}

function run(
  url: string,
  options: { allowPrivate?: boolean; attempt?: number; more?: object } = {},
): Promise<unknown> {
  const webhook: TriggerFunction = {
    ...createWebhook({ url, secret, allowPrivateAddresses: options.allowPrivate ?? true, clock }),
    ...options.more,
  };
  const triggers = createTriggers(new Map([["hook", webhook]]), { attempt: options.attempt ?? 2000 });
  return triggers.run({ address: "hook", event, id: "msg_1" });
}

const echo = ({ body }: Received, answer: ServerResponse): void => void answer.end(body);

describe("a webhook", () => {
  it("gets the event signed by id, time and body, and answers it", async () => {
    const { url, received } = await receive(echo);
    expect(await run(url)).toEqual(event);
    const [{ headers, body } = { headers: {}, body: "" }] = received;
    expect(JSON.parse(body)).toEqual(event);
    expect(headers).toMatchObject({ "webhook-id": "msg_1", "webhook-timestamp": "1772355907" });
    const mac = createHmac("sha256", secret).update(`msg_1.1772355907.${body}`).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${mac}`);
  });

  it.each([200, 400])("refuses as Lambda's runtimes do, with status %i", async (status) => {
    const { url } = await receive((_got, answer) => {
      answer.statusCode = status;
      answer.end(JSON.stringify({ errorType: "Error", errorMessage: "Domain not allowed" }));
    });
    const refusal = run(url);
    await expect(refusal).rejects.toBeInstanceOf(TriggerRaised);
    await expect(refusal).rejects.toThrow("Domain not allowed");
  });

  it.each([301, 302, 307, 403, 500])("that answers %i could not be asked", async (status) => {
    const elsewhere = await receive(echo);
    const { url } = await receive((_got, answer) => {
      answer.writeHead(status, { location: elsewhere.url }).end();
    });
    await expect(run(url)).rejects.toMatchObject({ name: "TriggerUnavailable", word: `Status${status}` });
    expect(elsewhere.received).toHaveLength(0);
  });

  it("that is not there could not be asked", async () => {
    await expect(run("http://127.0.0.1:1/")).rejects.toBeInstanceOf(TriggerUnavailable);
  });

  it("that hangs is asked three times under one id, and then given up", async () => {
    const { url, received } = await receive(() => {});
    await expect(run(url, { attempt: 150 })).rejects.toMatchObject({ word: "TimedOut" });
    expect(received.map(({ headers }) => headers["webhook-id"])).toEqual(["msg_1", "msg_1", "msg_1"]);
  });

  it("that resets the connection half-way could not be asked", async () => {
    const { url } = await receive((_got, answer) => {
      answer.writeHead(200, { "content-length": "100" });
      answer.write("{");
      setImmediate(() => answer.destroy());
    });
    await expect(run(url)).rejects.toBeInstanceOf(TriggerUnavailable);
  });

  it.each([
    ["no JSON", "<html>"],
    ["nothing", ""],
  ])("that answers %s is unreadable", async (_what, text) => {
    const { url } = await receive((_got, answer) => void answer.end(text));
    await expect(run(url)).rejects.toBeInstanceOf(TriggerUnreadable);
  });

  it("that answers without end is cut off", async () => {
    const { url } = await receive((_got, answer) => {
      const more = (): void => {
        while (!answer.destroyed && answer.write("x".repeat(65_536)));
      };
      answer.on("drain", more);
      more();
    });
    await expect(run(url)).rejects.toBeInstanceOf(TriggerUnreadable);
  });

  it("gets codes encrypted, bound to pool and user", async () => {
    const { url, received } = await receive(echo);
    const key = Buffer.alloc(32, 3);
    await run(url, { more: { protectCode: encryptCodes(key, seededRandom("codes")) } });
    const sent = JSON.parse(received[0]?.body ?? "{}") as TriggerEvent;
    const sealed = Buffer.from(String(sent.request["code"]), "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from("eu-west-1_pool|ann"));
    decipher.setAuthTag(sealed.subarray(-16));
    const code = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    expect(code.toString()).toBe("123456");
  });
});

describe("C11: a webhook's address", () => {
  it("on this machine is refused unless the configuration allows it, by address and by name", async () => {
    const { url, received } = await receive(echo);
    const { port } = new URL(url);
    for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
      await expect(run(`http://${host}:${port}/`, { allowPrivate: false })).rejects.toBeInstanceOf(
        TriggerUnavailable,
      );
    expect(received).toHaveLength(0);
  });

  it.each([
    ["93.184.216.34", true, true],
    ["2606:4700::1111", true, true],
    ["10.1.2.3", false, true],
    ["172.31.0.1", false, true],
    ["192.168.1.1", false, true],
    ["100.64.0.1", false, true],
    ["127.0.0.1", false, true],
    ["::1", false, true],
    ["fd12::1", false, true],
    ["::ffff:10.0.0.1", false, true],
    ["169.254.169.254", false, false],
    ["::ffff:169.254.169.254", false, false],
    ["fd00:ec2::254", false, false],
    ["fe80::1", false, false],
    ["64:ff9b::a9fe:a9fe", false, false],
    ["2002:a9fe:a9fe::", false, false],
    ["0.0.0.0", false, false],
    ["::", false, false],
    ["224.0.0.1", false, false],
    ["not an address", false, false],
  ])("%s: public %s, private allowed %s", (address, open, allowed) => {
    expect(isAllowedAddress(address, false)).toBe(open);
    expect(isAllowedAddress(address, true)).toBe(allowed);
  });
});
