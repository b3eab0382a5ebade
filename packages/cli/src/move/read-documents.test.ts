import { describe, expect, test } from "vitest";
import { readDocuments } from "./read-documents.ts";

/** The text in pieces of every kind. */
async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}
async function read(text: string, length = 7): Promise<object[]> {
  const found: object[] = [];
  for await (const each of readDocuments(inPieces(text, length), "Users")) found.push(each);
  return found;
}

const users = [
  { Username: "ada", Attributes: [{ Name: "name", Value: 'a "{[\\' }] },
  { Username: "grace", Attributes: [], Users: "]}" },
];

describe("objects in a text", () => {
  test.each<[string, string]>([
    ["lines", users.map((user) => JSON.stringify(user)).join("\n")],
    ["a list", JSON.stringify(users)],
    ["a pretty list", JSON.stringify(users, undefined, 2)],
    ["a member", JSON.stringify({ Count: 2, Users: users, PaginationToken: "x" }, undefined, 4)],
    ["two pages", users.map((user) => JSON.stringify({ Users: [user], Next: {} })).join("\n")],
  ])("are found in %s, however it comes", async (_form, text) => {
    for (const length of [1, 7, 1000]) expect(await read(text, length)).toEqual(users);
  });

  test("are none where the text is empty, or its list", async () => {
    expect(await read(" \n")).toEqual([]);
    expect(await read('{"Users":[]}')).toEqual([]);
  });

  test.each<[string, string]>([
    ["breaks off", '{"Users":[{"Username":"ada"'],
    ["is no JSON", "{Username: ada}"],
    ["has one that is far too long", `{"Username":"${"a".repeat(1024 * 1024)}"}`],
  ])("are refused where the text %s", async (_what, text) => {
    await expect(read(text, 1000)).rejects.toThrow(SyntaxError);
  });
});
