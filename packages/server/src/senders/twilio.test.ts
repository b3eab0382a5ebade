import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../../test/support/http-gateway.ts";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { createTwilioSender, type TwilioOptions } from "./twilio.ts";

const message: Message = {
  id: "1",
  poolId: "eu-west-1_A",
  channel: "SMS",
  to: "+4915112345678",
  body: "Dein Code ist 012345 & gilt drei Minuten",
  purpose: "Authentication",
  at: 0,
};
const taken = { status: 201, body: '{"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued"}' };

let gateway: HttpGateway;
let options: TwilioOptions;
let sender: Sender;

beforeEach(async () => {
  gateway = await startHttpGateway(taken);
  options = { url: gateway.url, account: "AC1", token: "to:ken", from: "+15005550006", patience: 500 };
  sender = createTwilioSender(options);
});

afterEach(() => gateway.close());

describe("the Twilio API", () => {
  it("gets a form with the account's credentials", async () => {
    await sender.send(message);
    expect(gateway.requests).toMatchObject([
      {
        method: "POST",
        path: "/2010-04-01/Accounts/AC1/Messages.json",
        headers: {
          authorization: `Basic ${Buffer.from("AC1:to:ken").toString("base64")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
      },
    ]);
    expect(Object.fromEntries(new URLSearchParams(gateway.requests[0]!.body))).toEqual({
      To: message.to,
      From: "+15005550006",
      Body: message.body,
    });
  });

  it("is told a messaging service by its name", async () => {
    const from = "MG0123456789abcdef0123456789abcdef";
    await createTwilioSender({ ...options, from }).send(message);
    const form = new URLSearchParams(gateway.requests[0]!.body);
    expect([form.get("MessagingServiceSid"), form.get("From")]).toEqual([from, null]);
  });

  it("refuses a message for good, and only the number of the error is told", async () => {
    gateway.behave({ status: 400, body: `{"code": 21211, "message": "${message.to} is not valid"}` });
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toEqual(new MessageRefused("the gateway refused the message: 21211"));
    expect(failure).toBeInstanceOf(MessageRefused);
  });

  it.each([401, 403, 404, 429, 500, 503])("%i: not taken, to be offered again", async (status) => {
    gateway.behave({ status });
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toEqual(new Error(`the gateway answered HTTP ${status}`));
    expect(failure).not.toBeInstanceOf(DeliveryUncertain);
  });

  it.each([
    ["hangs", "hang"],
    ["breaks off", "reset"],
    ["says yes without a word", { status: 201, body: "" }],
    ["says yes to something else", { status: 200, body: "<html>Welcome!</html>" }],
    ["loses the answer on the way", { status: 504 }],
  ] as const)("%s: nobody knows, so it is not offered again", async (_, behaviour) => {
    gateway.behave(behaviour);
    await expect(sender.send(message)).rejects.toBeInstanceOf(DeliveryUncertain);
  });

  it("is checked by looking at the account", async () => {
    gateway.behave({ status: 200 }, { status: 401 });
    await sender.check?.();
    expect(gateway.requests).toMatchObject([{ method: "GET", path: "/2010-04-01/Accounts/AC1.json" }]);
    await expect(sender.check?.()).rejects.toThrow("HTTP 401");
  });
});
