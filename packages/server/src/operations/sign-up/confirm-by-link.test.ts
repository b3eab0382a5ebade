import { afterEach, describe, expect, it } from "vitest";
import { createPool, type TestPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createTestTriggers } from "../../../../../test/support/triggers.ts";
import { defaultRateLimits } from "../../rules/rate-limits.ts";
import { confirmByLink, type LinkResult } from "./confirm-by-link.ts";

const linkPool = {
  AutoVerifiedAttributes: ["email" as const],
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" as const },
};
const username = "ann";
let service: Service;
afterEach(() => service.close());

/** Signs ann up and answers the code of her link. */
async function signUp({ ClientId }: TestPool): Promise<string> {
  const UserAttributes = [{ Name: "email", Value: "ann@example.com" }];
  await service.call("SignUp", { ClientId, Username: username, Password: "Correct-Horse-1", UserAttributes });
  return (await service.messages())[0]?.code ?? "";
}

async function press(link: { clientId?: string; poolId?: string; code: string }): Promise<LinkResult> {
  const { world, clock } = service;
  const ctx = { world, now: clock.now(), requestId: "request", ipAddress: "192.0.2.1" };
  return confirmByLink(ctx, { username, ...link });
}

describe("confirming by a link", () => {
  it("is told in the audit trail, and trying to is not", async () => {
    service = await createService();
    const pool = await createPool(service, { pool: linkPool });
    const code = await signUp(pool);
    expect(await press({ clientId: pool.ClientId, code: "wrong" })).toMatchObject({ outcome: "refused" });
    expect(await press({ clientId: pool.ClientId, code })).toEqual({ outcome: "confirmed" });
    const { AuditEvents = [] } = await service.call("ListAuditEvents", { EventType: "user.confirmed" });
    expect(AuditEvents).toEqual([
      expect.objectContaining({
        OperationName: "ConfirmSignUp",
        ActorType: "client",
        Actor: pool.ClientId,
        UserPoolId: pool.UserPoolId,
        IpAddress: "192.0.2.1",
      }),
    ]);
    expect(JSON.stringify(AuditEvents)).not.toContain(code);
  });

  it("is told to PostConfirmation, whose trouble changes nothing", async () => {
    const hooks = createTestTriggers({
      PostConfirmation: () => {
        throw new Error("No desk is free");
      },
    });
    service = await createService({ triggers: hooks.trigger });
    const pool = await createPool(service, { pool: { ...linkPool, LambdaConfig: hooks.settings } });
    const code = await signUp(pool);
    expect(await press({ clientId: pool.ClientId, code })).toEqual({
      outcome: "troubled",
      reason: "trigger_refused",
      trouble: "PostConfirmation failed with error No desk is free.",
    });
    expect(hooks.events[0]).toMatchObject({
      triggerSource: "PostConfirmation_ConfirmSignUp",
      callerContext: { clientId: pool.ClientId },
    });
    expect(await service.store.users.findByName(pool.UserPoolId, username)).toMatchObject({
      status: "CONFIRMED",
    });
  });

  it("is limited as the operation is, for strangers from one address", async () => {
    service = await createService({ rateLimits: defaultRateLimits });
    const pool = await createPool(service, { pool: linkPool });
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 200; turn += 1)
      outcomes.add((await press({ poolId: pool.UserPoolId, code: "wrong" })).reason ?? "");
    expect(outcomes).toEqual(new Set(["user_unknown", "attempt_limit", "rate_of_address"]));
  });
});
