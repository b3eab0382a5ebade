import { describe, expect, it, vi } from "vitest";
import { withInstants } from "./instants.ts";
import { factsOf, plainText, tableOf } from "./output.ts";
import { createProgress } from "./progress.ts";
import { suggest } from "./suggest.ts";

describe("a table", () => {
  it("is as wide as it must be, without blanks at the end of a line", () => {
    const columns = [
      { title: "ID", of: ({ id }: { id: string }) => id },
      { title: "ENABLED", of: () => true },
      { title: "NOTE", of: () => undefined },
    ];
    expect(tableOf([{ id: "a" }, { id: "longer" }], columns)).toBe(
      "ID      ENABLED  NOTE\na       yes\nlonger  yes",
    );
  });

  it("lets no stranger's text steer the terminal", () => {
    expect(plainText("a\u001B[2Jb\nc\u202Ed")).toBe("a\\u{1b}[2Jb\\u{a}c\\u{202e}d");
    expect(factsOf({ Name: "\u0007", Empty: "", None: undefined })).toBe("Name  \\u{7}");
  });
});

describe("the JSON of an answer", () => {
  it("has instants as text and everything else as it is", () => {
    const answer = { Users: [{ UserCreateDate: 1_772_355_907.5, Enabled: true, Precedence: 3 }] };
    expect(withInstants(answer)).toEqual({
      Users: [{ UserCreateDate: "2026-03-01T09:05:07Z", Enabled: true, Precedence: 3 }],
    });
  });
});

describe("progress", () => {
  const onto = (isTTY: boolean, isQuiet: boolean): string => {
    const said: string[] = [];
    const write = (text: unknown): boolean => said.push(String(text)) > 0;
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const progress = createProgress("users", isQuiet, { isTTY, write });
    for (const [at, done] of [
      [1001, 60],
      [1300, 120],
      [1399, 180],
      [1400, 240],
    ] as const) {
      now.mockReturnValue(at);
      progress.report(done, 600);
    }
    progress.end();
    now.mockRestore();
    return said.join("");
  };

  it("is a line now and then that goes away, for people who wait at a terminal", () => {
    const clear = "\r\u001B[K";
    expect(onto(true, false)).toBe(`${clear}120 of 600 users${clear}240 of 600 users${clear}`);
    expect(onto(true, true)).toBe("");
    expect(onto(false, false)).toBe("");
  });
});

describe("a suggestion", () => {
  it("is what begins so, or the nearest name", () => {
    const names = ["serve", "users list", "users show", "users"];
    expect(suggest("users l", names)).toEqual(["users list"]);
    expect(suggest("user lsit", names)).toEqual(["users list"]);
    expect(suggest("sevre", names)).toEqual(["serve"]);
    expect(suggest("toString", names)).toEqual([]);
    expect(suggest("", names)).toEqual([]);
  });
});
