import { afterEach, beforeEach, expect, it } from "vitest";
import { createService, type Service } from "../../../test/support/service.ts";
import { createOperatorKey } from "./operator-keys.ts";
import { tellLocally } from "./tell-locally.ts";

let service: Service;
beforeEach(async () => {
  service = await createService({ keyPairs: 2 });
});
afterEach(() => service.close());

it("tells of operator keys that are made and deleted beside the server, without the secret", async () => {
  const told = tellLocally(service.world, "CreateOperatorKey", "root");
  const { accessKeyId, secretAccessKey } = await createOperatorKey(told, "my laptop");
  const { store } = tellLocally(service.world, "DeleteOperatorKey", "root");
  await store.operatorKeys.remove("nobody");
  await store.operatorKeys.remove(accessKeyId);
  const { AuditEvents = [] } = await service.call("ListAuditEvents", {});
  expect(AuditEvents).toMatchObject([
    { EventType: "operator-key.deleted", ActorType: "local", Actor: "root" },
    { EventType: "operator-key.created", ActorType: "local", Actor: "root" },
  ]);
  for (const { Details = "" } of AuditEvents) expect(JSON.parse(Details)).toEqual({ id: accessKeyId });
  expect(JSON.stringify(AuditEvents)).not.toContain(secretAccessKey);
  expect(await service.call("VerifyAuditTrail", {})).toMatchObject({ Findings: [], CheckedEvents: 2 });
});
