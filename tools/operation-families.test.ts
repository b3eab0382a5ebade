import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFamily, membersOf } from "../packages/server/src/rules/operation-families.ts";
import { readFamilies } from "./generate-reference.ts";

const families = readFamilies(readFileSync("packages/server/src/operations/index.ts", "utf8"));

test.each(families)(
  "to an operator key the family $name is what the reference calls so",
  ({ name, members }) => {
    if (!isFamily(name)) throw new Error(`${name} is not in operation-families.ts`);
    expect(membersOf(name).toSorted()).toEqual(members.toSorted());
  },
);
