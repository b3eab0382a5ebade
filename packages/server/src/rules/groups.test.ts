import { describe, expect, test } from "vitest";
import type { GroupRecord } from "../kernel/records.ts";
import { summarizeGroups } from "./groups.ts";

const group = (name: string, precedence?: number, roleArn?: string): GroupRecord => ({
  poolId: "pool",
  name,
  precedence,
  roleArn,
  createdAt: 0,
  modifiedAt: 0,
});

describe("a user's groups in tokens", () => {
  test.each<[string, GroupRecord[], ReturnType<typeof summarizeGroups>]>([
    ["none", [], { groups: [], roles: [], preferredRole: undefined }],
    [
      "by precedence, then by name, those without precedence last",
      [group("z"), group("b", 2), group("c", 0), group("a", 2), group("y")],
      { groups: ["c", "a", "b", "y", "z"], roles: [], preferredRole: undefined },
    ],
    [
      "with their roles, each once, the best one's preferred",
      [group("b", 1, "arn:b"), group("a", 2, "arn:a"), group("c", 3, "arn:b")],
      { groups: ["b", "a", "c"], roles: ["arn:b", "arn:a"], preferredRole: "arn:b" },
    ],
    [
      "with nobody's role preferred where the best are several",
      [group("a", 1, "arn:a"), group("b", 1, "arn:b")],
      { groups: ["a", "b"], roles: ["arn:a", "arn:b"], preferredRole: undefined },
    ],
    [
      "unless those have the same",
      [group("a", 1, "arn:a"), group("b", 1, "arn:a"), group("c", 2)],
      { groups: ["a", "b", "c"], roles: ["arn:a"], preferredRole: "arn:a" },
    ],
    [
      "with no role preferred where the best has none",
      [group("a", 1), group("b", 2, "arn:b")],
      { groups: ["a", "b"], roles: ["arn:b"], preferredRole: undefined },
    ],
  ])("%s", (_what, groups, claims) => {
    expect(summarizeGroups(groups)).toEqual(claims);
  });
});
