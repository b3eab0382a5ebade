import { expect, test } from "vitest";
import { secretHash } from "./secret-hash.ts";

test("a secret hash is as published", async () => {
  expect(await secretHash("alice", "3n4b5urk1ft4fl3mg5e62d9ado", "secretsecretsecretsecret1")).toBe(
    "AHvDaiCQDG/rGFIQuGimjewNjVMxa8ewoVw2JyMIPcM=",
  );
});
