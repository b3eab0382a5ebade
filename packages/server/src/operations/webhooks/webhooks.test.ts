import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService({ keyPairs: 2 });
});
afterEach(() => service.close());

const Url = "https://hooks.example.com/poolhouse";

describe("webhooks", () => {
  it("are made with a secret that is shown once, listed, changed and removed", async () => {
    const made = await service.call("CreateEventWebhook", {
      Url,
      EventTypes: ["user.*"],
      Description: "tickets",
    });
    expect(made.Secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const { EventWebhookId = "" } = made.EventWebhook ?? {};
    const { EventWebhooks = [] } = await service.call("ListEventWebhooks", {});
    expect(EventWebhooks).toEqual([made.EventWebhook]);
    expect(made.EventWebhook).toMatchObject({
      Url,
      EventTypes: ["user.*"],
      Status: "ENABLED",
      Description: "tickets",
    });
    const changed = await service.call("UpdateEventWebhook", {
      EventWebhookId,
      EventTypes: ["*"],
      Status: "DISABLED",
    });
    expect(changed.EventWebhook).toMatchObject({
      EventTypes: ["*"],
      Status: "DISABLED",
      Description: "tickets",
    });
    await service.call("DeleteEventWebhook", { EventWebhookId });
    expect(await service.call("ListEventWebhooks", {})).toMatchObject({ EventWebhooks: [] });
    const missing = { type: "ResourceNotFoundException" };
    await expect(service.call("DeleteEventWebhook", { EventWebhookId })).rejects.toMatchObject(missing);
    await expect(service.call("UpdateEventWebhook", { EventWebhookId })).rejects.toMatchObject(missing);
  });

  it("are told in the audit trail, without the secret or the address", async () => {
    const { Secret = "" } = await service.call("CreateEventWebhook", { Url, EventTypes: ["user.*"] });
    const { AuditEvents = [] } = await service.call("ListAuditEvents", {});
    expect(AuditEvents).toEqual([expect.objectContaining({ EventType: "webhook.created" })]);
    expect(JSON.stringify(AuditEvents)).not.toContain(Secret);
    expect(JSON.stringify(AuditEvents)).not.toContain(Url);
  });

  it.each([
    [{ Url: "http://hooks.example.com" }, "Url must be an https address."],
    [{ Url: "https://" + "[" }, "Url must be an https address."],
    [{ EventTypes: ["user.delete"] }, "There is no event user.delete."],
    [{ EventTypes: ["*", "users.*"] }, "There is no event users.*."],
  ])("are refused with %j", async (change, message) => {
    const input = { Url, EventTypes: ["*"], ...change };
    await expect(service.call("CreateEventWebhook", input)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message,
    });
  });

  it("are refused for a pool that is not there, and beyond twenty", async () => {
    const input = { Url, EventTypes: ["*"] };
    await expect(
      service.call("CreateEventWebhook", { ...input, UserPoolId: "eu-west-1_Nowhere00" }),
    ).rejects.toMatchObject({ type: "ResourceNotFoundException" });
    for (let count = 0; count < 20; count += 1) await service.call("CreateEventWebhook", input);
    await expect(service.call("CreateEventWebhook", input)).rejects.toMatchObject({
      type: "LimitExceededException",
    });
  });
});
