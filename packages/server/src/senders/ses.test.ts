import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../../test/support/http-gateway.ts";
import { type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { createSesSender } from "./ses.ts";

const message: Message = {
  id: "1",
  poolId: "eu-west-1_A",
  channel: "EMAIL",
  to: "ada@example.com",
  subject: "Your code",
  body: "Your verification code is 012345. ",
  html: "<p>Your verification code is 012345.</p>",
  purpose: "SignUp",
  at: 0,
};
const taken = { status: 200, body: '{"MessageId":"m-1"}' };
const refusal = (status: number, name: string) => ({
  status,
  body: JSON.stringify({ __type: name, message: `no: ${message.to}` }),
});

let gateway: HttpGateway;
let sender: Sender;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIATEST");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret of the test");
  gateway = await startHttpGateway(taken);
  sender = await createSesSender({
    region: "eu-west-1",
    endpoint: gateway.url,
    configurationSet: "codes",
    from: "Example <no-reply@example.com>",
    patience: 800,
  });
});

afterEach(async () => {
  sender.close?.();
  await gateway.close();
  vi.unstubAllEnvs();
});

describe("Amazon SES", () => {
  it("gets a signed request for one message, with both parts", async () => {
    await sender.send(message);
    expect(gateway.requests).toHaveLength(1);
    const [request] = gateway.requests;
    expect(request).toMatchObject({ method: "POST", path: "/v2/email/outbound-emails" });
    expect(request!.headers["authorization"]).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIATEST\//);
    expect(JSON.parse(request!.body)).toEqual({
      FromEmailAddress: "Example <no-reply@example.com>",
      Destination: { ToAddresses: [message.to] },
      ConfigurationSetName: "codes",
      Content: {
        Simple: {
          Subject: { Data: message.subject, Charset: "UTF-8" },
          Body: {
            Text: { Data: message.body, Charset: "UTF-8" },
            Html: { Data: message.html, Charset: "UTF-8" },
          },
          Headers: [{ Name: "Auto-Submitted", Value: "auto-generated" }],
        },
      },
    });
  });

  it("hears the pool's own sender and reply address", async () => {
    await sender.send({ ...message, from: "Team <team@example.org>", replyTo: "help@example.org" });
    expect(JSON.parse(gateway.requests[0]!.body)).toMatchObject({
      FromEmailAddress: "Team <team@example.org>",
      ReplyToAddresses: ["help@example.org"],
    });
  });

  it("refuses a message for good, in words that do not repeat it", async () => {
    gateway.behave(refusal(400, "BadRequestException"));
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MessageRefused);
    expect(failure).toMatchObject({ message: expect.not.stringContaining("ada@") });
  });

  it.each([
    ["an identity that is not verified", refusal(400, "MessageRejected"), "MessageRejected"],
    ["too many at a time", refusal(429, "TooManyRequestsException"), "TooManyRequestsException"],
    ["a fault", refusal(500, "InternalFailure"), "InternalFailure"],
    ["no answer", "hang", "AbortError|TimeoutError"],
    ["half an answer", "reset", "ECONNRESET"],
    ["yes to something else", { status: 200, body: "{}" }, "Error"],
  ] as const)("%s: to be offered again, and asked once only", async (_, behaviour, word) => {
    gateway.behave(behaviour);
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "Error",
      message: expect.stringMatching(`not take the message: (${word})`),
    });
    expect(gateway.requests).toHaveLength(1);
  });

  it("is checked by a request that sends nothing", async () => {
    gateway.behave({ status: 200, body: '{"SendingEnabled":true}' });
    await sender.check?.();
    expect(gateway.requests[0]).toMatchObject({ method: "GET", path: "/v2/email/account" });
    gateway.behave({ status: 200, body: '{"SendingEnabled":false}' });
    await expect(sender.check?.()).rejects.toThrow("sending is switched off for the account");
    gateway.behave(refusal(403, "AccessDeniedException"));
    await expect(sender.check?.()).rejects.toThrow();
  });
});
