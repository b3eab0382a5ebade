/** Threat protection: its configuration, the events of sign-ins, and what people say of them. */
import { expect } from "vitest";
import { sealFeedbackToken } from "../../../packages/server/src/rules/risk/auth-events.ts";
import { loadPool } from "../../../packages/server/src/operations/load.ts";
import { expectNothing, type Rows, type Scene, type SdkOperation } from "./scene.ts";

/** Somebody who has signed in once, and what was noted of it. */
async function withEvent(scene: Scene): Promise<{ UserPoolId: string; Username: string; EventId: string }> {
  const { Username } = await scene.signedIn();
  const user = { UserPoolId: scene.UserPoolId, Username };
  const { AuthEvents = [] } = await scene.send("AdminListUserAuthEvents", user);
  expect(AuthEvents).toMatchObject([
    { EventType: "SignIn", EventResponse: "Pass", CreationDate: expect.any(Date) },
  ]);
  return { ...user, EventId: AuthEvents[0]?.EventId ?? "" };
}

async function feedbackOf({ send }: Scene, user: { UserPoolId: string; Username: string }): Promise<unknown> {
  const { AuthEvents = [] } = await send("AdminListUserAuthEvents", user);
  return AuthEvents[0]?.EventFeedback;
}

export const riskRows = {
  DescribeRiskConfiguration: async ({ send, UserPoolId }) => {
    const { RiskConfiguration } = await send("DescribeRiskConfiguration", { UserPoolId });
    expect(RiskConfiguration).toEqual({ UserPoolId });
  },
  SetRiskConfiguration: async ({ send, ownPool }) => {
    const { UserPoolId } = await ownPool({
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
    });
    const RiskExceptionConfiguration = { BlockedIPRangeList: ["192.0.2.0/24"] };
    const { RiskConfiguration } = await send("SetRiskConfiguration", {
      UserPoolId,
      RiskExceptionConfiguration,
    });
    expect(RiskConfiguration).toMatchObject({
      UserPoolId,
      RiskExceptionConfiguration,
      LastModifiedDate: expect.any(Date),
    });
  },
  AdminListUserAuthEvents: async (scene) => {
    await withEvent(scene);
  },
  AdminUpdateAuthEventFeedback: async (scene) => {
    const { EventId, ...user } = await withEvent(scene);
    const input = { ...user, EventId, FeedbackValue: "Valid" } as const;
    expectNothing(await scene.send("AdminUpdateAuthEventFeedback", input));
    expect(await feedbackOf(scene, user)).toMatchObject({ FeedbackValue: "Valid" });
  },
  UpdateAuthEventFeedback: async (scene) => {
    const { EventId, ...user } = await withEvent(scene);
    const { world } = scene;
    const pool = await loadPool(world, user.UserPoolId);
    const stored = await world.store.users.findByName(pool.id, user.Username);
    // As the notification of the event would have it.
    const event = { poolId: pool.id, sub: stored?.sub ?? "", id: EventId };
    const given = { now: world.clock.now(), random: world.random };
    const FeedbackToken = sealFeedbackToken(pool.keys.for("feedback"), event, given);
    const input = { ...user, EventId, FeedbackToken, FeedbackValue: "Invalid" } as const;
    expectNothing(await scene.send("UpdateAuthEventFeedback", input));
    expect(await feedbackOf(scene, user)).toMatchObject({ FeedbackValue: "Invalid" });
  },
} satisfies Partial<Rows<SdkOperation>>;
