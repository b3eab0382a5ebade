import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type HttpGateway, startHttpGateway } from "../../../test/support/http-gateway.ts";
import { createService, type Service } from "../../../test/support/service.ts";
import { deliverDue, startEventWebhooks } from "./event-webhooks.ts";
import { type Log, silentLog } from "./kernel/log.ts";
import { linkPending } from "./operations/audit/link-pending.ts";
import type { World } from "./operations/operation.ts";

const second = 1000;
const hour = 3600 * second;
let service: Service;
let receiver: HttpGateway;
let world: World;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService({ keyPairs: 2 });
  world = { ...service.world, privateWebhooks: true };
  receiver = await startHttpGateway();
  UserPoolId = (await service.call("CreateUserPool", { PoolName: "people" })).UserPool?.Id ?? "";
  await linkPending(world);
});
afterEach(async () => {
  await receiver.close();
  await service.close();
});

/** Straight into the store: over the protocol, loopback needs a setting that a test's service does not have. */
async function listen(events: string[], url = receiver.url): Promise<{ id: string; secret: string }> {
  const { CreateEventWebhook } = await import("./operations/webhooks/CreateEventWebhook.ts");
  const ctx = {
    world,
    now: service.clock.now(),
    requestId: "request",
    ipAddress: "127.0.0.1",
    operator: { accessKeyId: "key" },
  };
  const { EventWebhook, Secret = "" } = await CreateEventWebhook.run(ctx, { Url: url, EventTypes: events });
  return { id: EventWebhook?.EventWebhookId ?? "", secret: Secret };
}

/** Makes a group, and lets a moment pass beside answering. */
async function makeGroup(GroupName: string, log: Pick<Log, "notice"> = silentLog): Promise<void> {
  await service.call("CreateGroup", { UserPoolId, GroupName });
  await linkPending(world);
  await deliverDue(world, log);
}
const heard = (): string[] =>
  receiver.requests.map(({ body }) => {
    const event = JSON.parse(body) as { data: { details: { request: { GroupName: string } } } };
    return event.data.details.request.GroupName;
  });

describe("webhooks of operators", () => {
  it("hear of an event, signed, with an id that stays the same", async () => {
    const { secret } = await listen(["group.*"]);
    receiver.behave({ status: 500 }, { status: 204 });
    await makeGroup("editors");
    service.clock.advance(5 * second);
    await deliverDue(world, silentLog);
    await deliverDue(world, silentLog);
    expect(receiver.requests).toHaveLength(2);
    const [first, again] = receiver.requests;
    expect(JSON.parse(again?.body ?? "")).toMatchObject({
      id: again?.headers["webhook-id"],
      type: "group.created",
      timestamp: expect.stringMatching(/Z$/),
      data: {
        operation: "CreateGroup",
        actorType: "operator",
        userPoolId: UserPoolId,
        details: { request: { GroupName: "editors" } },
      },
    });
    expect(again?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    const { "webhook-id": id, "webhook-timestamp": time } = again?.headers ?? {};
    const signed = `${String(id)}.${String(time)}.${again?.body}`;
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    expect(again?.headers["webhook-signature"]).toBe(
      `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
    );
  });

  it("hear only of what they asked for, from then on", async () => {
    await service.call("CreateGroup", { UserPoolId, GroupName: "before" });
    await linkPending(world);
    await listen(["user.*", "group.deleted"]);
    await makeGroup("editors");
    await service.call("DeleteGroup", { UserPoolId, GroupName: "editors" });
    await makeGroup("others");
    expect(receiver.requests.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      "group.deleted",
    ]);
  });

  it("that fail are asked ever more seldom, keep the order, and hold nobody else up", async () => {
    await listen(["*"]);
    const other = await startHttpGateway();
    await listen(["group.*"], other.url);
    receiver.behave({ status: 503 });
    await makeGroup("a");
    await makeGroup("b");
    expect(heard()).toEqual(["a"]);
    expect(other.requests).toHaveLength(2);
    await other.close();
    for (const wait of [5, 30, 120, 600]) {
      service.clock.advance(wait * second - 1);
      await deliverDue(world, silentLog);
      const before = receiver.requests.length;
      service.clock.advance(1);
      await deliverDue(world, silentLog);
      expect(receiver.requests).toHaveLength(before + 1);
    }
    receiver.behave({ status: 200 });
    service.clock.advance(hour);
    await deliverDue(world, silentLog);
    expect(heard().slice(-2)).toEqual(["a", "b"]);
    expect(await service.store.eventWebhooks.countWaiting()).toBe(0);
  });

  it.each(["reset", { status: 302 }, { status: 404 }] as const)(
    "that answer %j have not taken the event",
    async (behaviour) => {
      await listen(["*"]);
      receiver.behave(behaviour);
      await makeGroup("a");
      expect(await service.store.eventWebhooks.countWaiting()).toBe(1);
    },
  );

  it("that fail for three days are switched off, and heard of in the log", async () => {
    const { id } = await listen(["*"]);
    receiver.behave({ status: 500 });
    const notice = vi.fn<Log["notice"]>();
    await makeGroup("a", { notice });
    for (let hours = 0; hours < 72; hours += 1) {
      service.clock.advance(hour);
      await deliverDue(world, { notice });
    }
    expect(await service.store.eventWebhooks.find(id)).toMatchObject({
      isEnabled: false,
      lastFailure: "Status500",
    });
    expect(notice).toHaveBeenLastCalledWith(expect.stringContaining("switched off"), expect.anything());
    const asked = receiver.requests.length;
    receiver.behave({ status: 200 });
    await makeGroup("b");
    expect(receiver.requests).toHaveLength(asked);
    await service.call("UpdateEventWebhook", { EventWebhookId: id, Status: "ENABLED" });
    await makeGroup("c");
    expect(heard().at(-1)).toBe("c");
  });

  it("that say they are gone are switched off at once", async () => {
    const { id } = await listen(["*"]);
    receiver.behave({ status: 410 });
    await makeGroup("a");
    expect(await service.store.eventWebhooks.find(id)).toMatchObject({ isEnabled: false });
  });

  it("lose nothing when the process ends between the change and the delivery", async () => {
    await listen(["*"]);
    await service.call("CreateGroup", { UserPoolId, GroupName: "a" });
    await linkPending(world);
    const { clock, store } = world;
    const now = clock.now();
    // Claimed by a process that then dies.
    expect(await store.eventWebhooks.claim({ now, until: now + 120 * second, limit: 8 })).toHaveLength(1);
    await deliverDue(world, silentLog);
    expect(receiver.requests).toHaveLength(0);
    service.clock.advance(120 * second);
    await deliverDue(world, silentLog);
    expect(heard()).toEqual(["a"]);
  });

  it("on this machine are not called unless the server is set to", async () => {
    await listen(["*"]);
    await service.call("CreateGroup", { UserPoolId, GroupName: "a" });
    await linkPending(world);
    await deliverDue(service.world, silentLog);
    expect(receiver.requests).toHaveLength(0);
    const [webhook] = await service.store.eventWebhooks.listEnabled();
    expect(webhook).toMatchObject({ failures: 1, lastFailure: "AddressForbidden" });
  });

  it("are served every second, until the server stops", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const webhooks = startEventWebhooks(world, silentLog);
    await listen(["*"]);
    await service.call("CreateGroup", { UserPoolId, GroupName: "a" });
    await linkPending(world);
    vi.advanceTimersByTime(second);
    vi.useRealTimers();
    await vi.waitFor(() => expect(heard()).toEqual(["a"]));
    await webhooks.stop();
  });
});
