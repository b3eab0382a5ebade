import { expect, test } from "vitest";
import { explainedIn } from "./check-dependencies.ts";

test("names are read from the first column of tables, several in a cell", () => {
  const page = [
    "| Package | Reason |",
    "| --- | --- |",
    "| `a`, `@b/c` | Better than `d`. |",
    "",
    "Text about `e`.",
  ];
  expect(explainedIn(page.join("\n"))).toEqual(["a", "@b/c"]);
});
