import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId } = await createPool(service, {}));
});
afterEach(() => service.close());

const RegionName = "eu-west-3";

describe("replicas and signing certificates", () => {
  test("are not enabled in a pool, and no pool has any", async () => {
    const call = (poolId: string): Promise<unknown>[] => [
      service.call("CreateUserPoolReplica", { UserPoolId: poolId, RegionName }),
      service.call("DeleteUserPoolReplica", { UserPoolId: poolId, RegionName }),
      service.call("ListUserPoolReplicas", { UserPoolId: poolId }),
      service.call("UpdateUserPoolReplica", { UserPoolId: poolId, RegionName, Status: "INACTIVE" }),
      service.call("GetSigningCertificate", { UserPoolId: poolId }),
    ];
    const refusals = async (poolId: string): Promise<unknown[]> =>
      (await Promise.allSettled(call(poolId))).map((answer) =>
        answer.status === "rejected" ? answer.reason.type : "answered",
      );
    expect(await refusals(UserPoolId)).toEqual(
      Array.from({ length: 5 }, () => "OperationNotEnabledException"),
    );
    expect(await refusals("eu-west-1_Nowhere00")).toEqual(
      Array.from({ length: 5 }, () => "ResourceNotFoundException"),
    );
  });
});
