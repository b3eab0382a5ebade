import { everyOperation, type OperationName } from "@poolhouse/protocol";
import { describe, expect, test } from "vitest";
import { operations } from "../operations/index.ts";
import { allowsOperation, allowsPool, fullPolicy, policyFault, signedOperations } from "./key-policy.ts";

const allowed = (...entries: string[]): OperationName[] =>
  signedOperations.filter((name) => allowsOperation({ operations: entries, pools: ["*"] }, name));

const fault = (operation: string, pool = "*"): string | undefined =>
  policyFault({ operations: [operation], pools: [pool] });

describe("what a key may do", () => {
  test("is asked about exactly the operations that operators sign", () => {
    const operators = everyOperation.filter((name) => operations[name].caller === "operator");
    expect(signedOperations.toSorted()).toEqual(operators.toSorted());
  });

  test("is everything unless it is said", () => {
    expect(policyFault(fullPolicy)).toBeUndefined();
    expect(signedOperations.every((name) => allowsOperation(fullPolicy, name))).toBe(true);
    expect(allowsPool(fullPolicy, "eu-west-1_Any")).toBe(true);
    expect(allowsPool(fullPolicy, undefined)).toBe(true);
  });

  test("is a name, and then that operation alone", () => {
    expect(allowed("AdminGetUser")).toEqual(["AdminGetUser"]);
    expect(allowed("AdminGetUser", "ListUsers").toSorted()).toEqual(["AdminGetUser", "ListUsers"]);
  });

  test("is a name with stars, each for any characters", () => {
    expect(allowed("Admin*")).toEqual(signedOperations.filter((name) => name.startsWith("Admin")));
    expect(allowed("*Domain").toSorted()).toEqual([
      "CreateUserPoolDomain",
      "DeleteUserPoolDomain",
      "DescribeUserPoolDomain",
      "UpdateUserPoolDomain",
    ]);
    expect(allowed("*Terms*Client")).toEqual(["DescribeTermsByClient"]);
  });

  test("is a family, without the operations of it that need no key", () => {
    expect(allowed("tags").toSorted()).toEqual(["ListTagsForResource", "TagResource", "UntagResource"]);
    expect(allowed("users")).not.toContain("GetUser");
  });

  test("is reading or writing, which share nothing and leave nothing out", () => {
    const [reads, writes] = [allowed("read"), allowed("write")];
    expect(reads.filter((name) => writes.includes(name))).toEqual([]);
    expect(reads.length + writes.length).toBe(signedOperations.length);
    const named = signedOperations.filter((name) => /^(Admin)?(Get|List|Describe)/.test(name));
    expect(reads.toSorted()).toEqual([...named, "VerifyAuditTrail"].toSorted());
    expect(writes).toEqual(
      expect.arrayContaining([
        "AdminInitiateAuth",
        "TagResource",
        "StartUserImportJob",
        "AddCustomAttributes",
      ]),
    );
  });

  test("is a pool by its exact id, and then nothing that belongs to no pool", () => {
    const policy = { operations: ["*"], pools: ["eu-west-1_AbC"] };
    expect(allowsPool(policy, "eu-west-1_AbC")).toBe(true);
    for (const other of ["eu-west-1_AbCd", "eu-west-1_abc", "eu-west-1_Ab", "*", "", undefined]) {
      expect(allowsPool(policy, other)).toBe(false);
    }
  });

  test.each([
    ["AdminGetUsr", "'AdminGetUsr' allows nothing"],
    ["admingetuser", "'admingetuser' allows nothing"],
    ["Nothing*", "'Nothing*' allows nothing"],
    ["(Admin|List)*", "'(Admin|List)*' allows nothing"],
    ["", "'' allows nothing"],
    ["constructor", "'constructor' allows nothing"],
    ["passkeys", "'passkeys' allows nothing"],
    ["SignUp", "'SignUp' needs no key"],
    ["GetClientToken", "'GetClientToken' needs no key"],
  ])("cannot be %j", (entry, text) => {
    expect(fault(entry)).toContain(text);
    expect(fault("*")).toBeUndefined();
  });

  test.each(["eu-west-1_*", "", "eu-west-1", "arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_Abc"])(
    "is in no pool %j",
    (pool) => {
      expect(fault("*", pool)).toContain("is not the id of a user pool");
    },
  );

  test("is something, in some pool", () => {
    expect(policyFault({ operations: [], pools: ["*"] })).toContain("at least one operation");
    expect(policyFault({ operations: ["*"], pools: [] })).toContain("at least one user pool");
  });
});
