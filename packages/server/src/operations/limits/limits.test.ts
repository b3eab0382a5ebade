import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const definition = (
  Category: string,
): { LimitClass: "API_CATEGORY"; Attributes: Record<string, string> } => ({
  LimitClass: "API_CATEGORY",
  Attributes: { Category },
});
const LimitDefinition = definition("UserRead");
const limit = async (): Promise<unknown> =>
  (await service.call("GetProvisionedLimit", { LimitDefinition })).Limit;

describe("a provisioned limit", () => {
  test("is the free one until it is raised, and again when it is lowered", async () => {
    const free = { LimitDefinition, ProvisionedLimitValue: 120, FreeLimitValue: 120 };
    const raised = { ...free, ProvisionedLimitValue: 500 };
    expect(await limit()).toEqual(free);
    const update = { LimitDefinition, RequestedLimitValue: 500 };
    expect(await service.call("UpdateProvisionedLimit", update)).toEqual({ Limit: raised });
    expect(await limit()).toEqual(raised);
    await service.call("UpdateProvisionedLimit", { LimitDefinition, RequestedLimitValue: 120 });
    expect(await limit()).toEqual(free);
  });

  test.each([
    [119, "InvalidParameterException"],
    [100_001, "ServiceQuotaExceededException"],
  ])("cannot be %d", async (RequestedLimitValue, type) => {
    const call = service.call("UpdateProvisionedLimit", { LimitDefinition, RequestedLimitValue });
    await expect(call).rejects.toMatchObject({ type });
    expect(await limit()).toMatchObject({ ProvisionedLimitValue: 120 });
  });

  test.each([
    [definition("toString"), "ResourceNotFoundException"],
    [{ ...LimitDefinition, Attributes: {} }, "InvalidParameterException"],
    [{ ...LimitDefinition, Attributes: { Category: "UserRead", Pool: "x" } }, "InvalidParameterException"],
  ])("is found by its category alone: %j", async (given, type) => {
    const call = service.call("GetProvisionedLimit", { LimitDefinition: given });
    await expect(call).rejects.toMatchObject({ type });
  });
});
