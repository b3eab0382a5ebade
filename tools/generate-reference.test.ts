import { readFileSync } from "node:fs";
import { everyOperation } from "@poolhouse/protocol";
import { describe, expect, it } from "vitest";
import { checkFamilies, readFamilies, renderReference } from "./generate-reference.ts";

const families = readFamilies(readFileSync("packages/server/src/operations/index.ts", "utf8"));

describe("the reference of operations", () => {
  it("finds every operation in one family", () => {
    expect(families).toHaveLength(25);
    expect(families.flatMap(({ members }) => members).toSorted()).toEqual(everyOperation.toSorted());
    expect(checkFamilies(families)).toEqual([]);
  });

  it("complains about an operation in no family, or in two, and about a file in another folder", () => {
    const [signIn, tokens, ...others] = families;
    if (signIn === undefined || tokens === undefined) throw new Error("there are no families");
    const twice = { ...tokens, members: [...tokens.members, "InitiateAuth" as const] };
    expect(checkFamilies([signIn, twice, ...others])).toEqual([
      "packages/server/src/operations/index.ts: InitiateAuth is in 2 families",
      "packages/server/src/operations/tokens/InitiateAuth.ts is missing: its operation is of that family",
    ]);
    expect(checkFamilies([tokens, ...others])).toContain(
      "packages/server/src/operations/index.ts: InitiateAuth is in 0 families",
    );
  });

  it("says of an operation who may call it and how it may refuse", () => {
    const text = renderReference(families);
    expect(text).toMatch(/^\| `GetUser` \| access token \| Forbidden, InternalError, .*UserNotFound \|$/m);
    expect(text).toMatch(/^\| `UpdateAuthEventFeedback` \| notification \| InternalError, /m);
    expect(text).toMatch(/^\*\*140 of 140\*\* operations are built\./m);
  });
});
