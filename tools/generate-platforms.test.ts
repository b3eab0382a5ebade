import { describe, expect, it } from "vitest";
import { checkPlatforms, findUnproven, renderPlatforms } from "./generate-platforms.ts";
import { type Row, rows } from "./platforms/parity.ts";

const row = (proof: object): Row => ({ scenario: "a code", ...proof });
const journey = { file: "amplify-codes", test: "asks for the code" };
const replay = { file: "mobile-codes", test: "asks for the code" };
const find = (fact: Row, text: string | undefined) => findUnproven([fact], () => text);

describe("the page of platforms", () => {
  it("is what the facts say, and every test that it names exists", () => {
    expect(checkPlatforms()).toEqual([]);
  });

  it("has the twenty scenarios", () => {
    expect(rows).toHaveLength(20);
    expect(renderPlatforms()).toMatch(/^\| 20 \| an operator takes a lost factor away/m);
  });

  it("shows what is proven, what is impossible, and leaves the rest empty", () => {
    const text = renderPlatforms([row({ js: [journey], flutter: { impossible: "it cannot" } })]);
    expect(text).toContain(
      "| 1 | a code | [yes](../../test/compat/amplify-codes.test.ts) |  |  | n/a |  |  |",
    );
    expect(text).toContain("- JavaScript: “asks for the code” (`test/compat/amplify-codes.test.ts`)");
    expect(text).toContain("- Flutter: n/a, it cannot");
  });
});

describe("a proof", () => {
  it("is a test that runs", () => {
    expect(find(row({ js: [journey] }), 'it("asks for the code", async () => {});')).toEqual([]);
    expect(find(row({ js: [journey] }), 'test(\n  "asks for the code",')).toEqual([]);
  });

  it("is none where the file is missing, or the test is missing, left out, or has another name", () => {
    expect(find(row({ js: [journey] }), undefined)).toEqual([
      "test/compat/amplify-codes.test.ts is missing: the platforms' facts name it",
    ]);
    const lost = ['test/compat/amplify-codes.test.ts: has no test "asks for the code"'];
    for (const text of ["", 'it.skip("asks for the code", run);', 'it("asks for the code twice", run);'])
      expect(find(row({ js: [journey] }), text)).toEqual(lost);
  });

  it("holds for the dialects that the block around it names", () => {
    const body = 'it("asks for the code", run);';
    expect(find(row({ swift: [replay] }), `describe.each(dialects)("$name", () => { ${body} });`)).toEqual(
      [],
    );
    const some = `describe.each([android, swift])("$name", () => { ${body} });`;
    expect(find(row({ swift: [replay] }), some)).toEqual([]);
    expect(find(row({ flutter: [replay] }), some)).toEqual([
      'test/compat/mobile-codes.test.ts: "asks for the code" does not run for Flutter',
    ]);
  });
});
