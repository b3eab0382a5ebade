import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../../test/support/http-gateway.ts";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { createSnsSender } from "./sns.ts";

const message: Message = {
  id: "1",
  poolId: "eu-west-1_A",
  channel: "SMS",
  to: "+4915112345678",
  body: "Your authentication code is 012345. ",
  purpose: "Authentication",
  at: 0,
};

const namespace = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';
const taken = {
  status: 200,
  body: `<PublishResponse ${namespace}><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`,
};
const refusal = (status: number, code: string) => ({
  status,
  body: `<ErrorResponse ${namespace}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message.to}</Message></Error></ErrorResponse>`,
});

let gateway: HttpGateway;
let sender: Sender;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIATEST");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret of the test");
  gateway = await startHttpGateway(taken);
  sender = await createSnsSender({
    region: "eu-west-1",
    endpoint: gateway.url,
    from: "Example",
    patience: 800,
  });
});

afterEach(async () => {
  sender.close?.();
  await gateway.close();
  vi.unstubAllEnvs();
});

describe("Amazon SNS", () => {
  it("gets a signed request for one transactional message", async () => {
    await sender.send(message);
    expect(gateway.requests).toHaveLength(1);
    expect(gateway.requests[0]!.headers["authorization"]).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIATEST\//);
    const form = new URLSearchParams(gateway.requests[0]!.body);
    expect(form.get("Action")).toBe("Publish");
    expect(form.get("PhoneNumber")).toBe(message.to);
    expect(form.get("Message")).toBe(message.body);
    expect([...form.values()]).toEqual(
      expect.arrayContaining(["AWS.SNS.SMS.SMSType", "Transactional", "Example"]),
    );
  });

  it("refuses a message for good, in words that do not repeat it", async () => {
    gateway.behave(refusal(400, "InvalidParameter"));
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MessageRefused);
    expect(failure).toMatchObject({ message: expect.not.stringContaining("4915112345678") });
  });

  it.each([
    [403, "AuthorizationError"],
    [400, "Throttling"],
    [500, "InternalError"],
  ])("%i %s: not taken, to be offered again, and asked once only", async (status, code) => {
    gateway.behave(refusal(status, code));
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "Error", message: expect.stringContaining(code) });
    expect(gateway.requests).toHaveLength(1);
  });

  it.each([
    ["hangs", "hang"],
    ["breaks off", "reset"],
    ["says yes to something else", { status: 200, body: `<PublishResponse ${namespace}/>` }],
    ["loses the answer on the way", { status: 504, body: "gateway timeout" }],
  ] as const)("%s: nobody knows, so it is not offered again", async (_, behaviour) => {
    gateway.behave(behaviour);
    await expect(sender.send(message)).rejects.toBeInstanceOf(DeliveryUncertain);
    expect(gateway.requests).toHaveLength(1);
  });

  it("that is not there has not taken the message", async () => {
    await gateway.close();
    await expect(sender.send(message)).rejects.toThrow("did not take the message: ECONNREFUSED");
    gateway = await startHttpGateway(taken);
  });

  it("is checked by a request that sends nothing", async () => {
    const attributes = "<GetSMSAttributesResult><attributes/></GetSMSAttributesResult>";
    gateway.behave({
      status: 200,
      body: `<GetSMSAttributesResponse ${namespace}>${attributes}</GetSMSAttributesResponse>`,
    });
    await sender.check?.();
    expect(new URLSearchParams(gateway.requests[0]!.body).get("Action")).toBe("GetSMSAttributes");
    gateway.behave(refusal(403, "InvalidClientTokenId"));
    await expect(sender.check?.()).rejects.toThrow();
  });
});
