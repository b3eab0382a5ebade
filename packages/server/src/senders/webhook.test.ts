import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../../test/support/http-gateway.ts";
import { type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { createWebhookSender } from "./webhook.ts";

const secret = "whsec_c2l4dGVlbiBieXRlcyBvciBtb3Jl";
const now = 1_772_355_907_000;
const message: Message = {
  id: "5f0c7a0e-9d1b-4c53-8a53-2f1f0b7f7b5e",
  poolId: "eu-west-1_A",
  channel: "SMS",
  to: "+4915112345678",
  body: "Your authentication code is 012345. ",
  code: "012345",
  purpose: "Authentication",
  at: now,
};

let gateway: HttpGateway;
let sender: Sender;

beforeEach(async () => {
  gateway = await startHttpGateway();
  sender = createWebhookSender({
    url: `${gateway.url}/sms`,
    secret,
    channel: "SMS",
    clock: { now: () => now },
    patience: 500,
  });
});

afterEach(() => gateway.close());

describe("the webhook", () => {
  it("gets the message with a signature over id, time and body, and its id as idempotency key", async () => {
    await sender.send(message);
    const [request] = gateway.requests;
    expect(request).toMatchObject({ method: "POST", path: "/sms" });
    expect(JSON.parse(request!.body)).toEqual({ type: "message", ...message });
    expect(request!.headers).toMatchObject({
      "idempotency-key": message.id,
      "webhook-id": message.id,
      "webhook-timestamp": "1772355907",
    });
    const signature = createHmac("sha256", "sixteen bytes or more")
      .update(`${message.id}.1772355907.${request!.body}`)
      .digest("base64");
    expect(request!.headers["webhook-signature"]).toBe(`v1,${signature}`);
  });

  it("gets e-mails with their subject, both parts and their sender", async () => {
    const email = createWebhookSender({
      url: `${gateway.url}/mail`,
      secret,
      channel: "EMAIL",
      from: "Example <no-reply@example.com>",
      clock: { now: () => now },
    });
    const mail: Message = {
      ...message,
      channel: "EMAIL",
      to: "ada@example.com",
      subject: "Code",
      html: "<p>1</p>",
    };
    await email.send(mail);
    await email.send({ ...mail, from: "team@example.org", replyTo: "help@example.org" });
    expect(email.channels).toEqual(["EMAIL"]);
    const [plain, own] = gateway.requests.map(({ body }) => JSON.parse(body));
    expect(plain).toEqual({ type: "message", ...mail, from: "Example <no-reply@example.com>" });
    expect(own).toMatchObject({ from: "team@example.org", replyTo: "help@example.org" });
  });

  it.each([400, 410, 422])("%i refuses the message for good", async (status) => {
    gateway.behave({ status });
    await expect(sender.send(message)).rejects.toBeInstanceOf(MessageRefused);
  });

  it.each([301, 401, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504])(
    "%i is a failure after which the message is offered again",
    async (status) => {
      gateway.behave({ status, body: `wrong: ${message.body}` });
      const failure: unknown = await sender.send(message).catch((error: unknown) => error);
      expect(failure).toEqual(new Error(`the gateway answered HTTP ${status}`));
    },
  );

  it.each(["hang", "reset"] as const)("so is one that does %s, under the same key", async (behaviour) => {
    gateway.behave(behaviour, { status: 202 });
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "Error", message: /gave no answer/ });
    await sender.send(message);
    expect(gateway.requests.map(({ headers }) => headers["idempotency-key"])).toEqual([
      message.id,
      message.id,
    ]);
  });

  it("so is one that is not there", async () => {
    await gateway.close();
    await expect(sender.send(message)).rejects.toThrow("cannot be reached: ECONNREFUSED");
    gateway = await startHttpGateway();
  });

  it("does not follow the message to another server", async () => {
    const other = await startHttpGateway();
    gateway.behave({ status: 307 });
    await expect(sender.send(message)).rejects.toThrow("HTTP 307");
    expect(other.requests).toEqual([]);
    await other.close();
  });

  it("is checked with a request that is no message", async () => {
    await sender.check?.();
    expect(JSON.parse(gateway.requests[0]!.body)).toEqual({ type: "check" });
    gateway.behave({ status: 401 });
    await expect(sender.check?.()).rejects.toThrow("HTTP 401");
  });
});
