import type { UserType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { sampleUser } from "../../store/conformance-records.ts";
import type { UserRecord } from "../../kernel/records.ts";

let service: Service;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId } = await createPool(service, {}));
});
afterEach(() => service.close());

async function add(username: string, changes: Partial<UserRecord> = {}): Promise<void> {
  const sub = `sub of ${username}`;
  const user = sampleUser({ poolId: UserPoolId, username, sub, attributes: {}, ...changes });
  await service.store.users.insert(user, []);
}

const list = async (Filter: string): Promise<(string | undefined)[]> =>
  ((await service.call("ListUsers", { UserPoolId, Filter })).Users ?? []).map(({ Username }) => Username);

/** All pages from one on, each as long as it came. */
async function listPages(
  request: { Filter?: string; Limit: number },
  PaginationToken?: string,
): Promise<(string | undefined)[][]> {
  const answer = await service.call("ListUsers", { UserPoolId, ...request, PaginationToken });
  const page = (answer.Users ?? []).map(({ Username }) => Username);
  if (answer.PaginationToken === undefined) return [page];
  return [page, ...(await listPages(request, answer.PaginationToken))];
}

describe("ListUsers", () => {
  test("shows whole users, oldest first, and of their attributes those that are asked for", async () => {
    const attributes = { email: "ada@example.com", name: "Ada" };
    await add("ada", { attributes, createdAt: 2000, modifiedAt: 3000 });
    await add("bob", { createdAt: 1000, status: "FORCE_CHANGE_PASSWORD", enabled: false });
    const { Users } = await service.call("ListUsers", { UserPoolId, AttributesToGet: [] });
    expect(Users?.map(({ Username }) => Username)).toEqual(["bob", "ada"]);
    expect(Users?.[1]).toEqual({
      Username: "ada",
      Attributes: [
        { Name: "sub", Value: "sub of ada" },
        { Name: "email", Value: "ada@example.com" },
        { Name: "name", Value: "Ada" },
      ],
      UserCreateDate: 2,
      UserLastModifiedDate: 3,
      Enabled: true,
      UserStatus: "CONFIRMED",
    } satisfies UserType);
    const some = await service.call("ListUsers", { UserPoolId, AttributesToGet: ["name", "custom:x"] });
    expect(some.Users?.map(({ Attributes }) => Attributes)).toEqual([[], [{ Name: "name", Value: "Ada" }]]);
  });

  test("finds by each attribute, and only in its pool", async () => {
    const attributes = {
      email: "ada@example.com",
      phone_number: "+15551234567",
      name: "Ada Lovelace",
      given_name: "Ada",
      family_name: "Lovelace",
      preferred_username: "countess",
    };
    await add("ada", { attributes, sub: "0b9e6f6e-41a5-4f0c-9d54-0d2f0c4f6d11" });
    await add("bob", { status: "UNCONFIRMED", enabled: false });
    const filters = [
      'username = "ada"',
      'sub = "0B9E6F6E-41a5-4f0c-9d54-0d2f0c4f6d11"',
      'sub ^= "0b9e6f6e-4"',
      'email ^= "ADA@"',
      'phone_number = "+15551234567"',
      'name ^= "ada l"',
      'given_name = "ada"',
      '"family_name"="LOVELACE"',
      'preferred_username ^= "count"',
      'cognito:user_status = "confirmed"',
      'status = "Enabled"',
    ];
    expect(await Promise.all(filters.map(list))).toEqual(filters.map(() => ["ada"]));
    expect(await list('cognito:user_status ^= "U"')).toEqual(["bob"]);
    expect(await list('status = "Disabled"')).toEqual(["bob"]);
    const { UserPoolId: other } = await createPool(service, {});
    const elsewhere = await service.call("ListUsers", { UserPoolId: other, Filter: 'username ^= "a"' });
    expect(elsewhere).toEqual({ Users: [] });
  });

  test("has every user on one page of its list, whatever the order and the size of the pages", async () => {
    const names = Array.from({ length: 9 }, (_, index) => `user${index}`);
    await Promise.all(
      names.map((name, index) =>
        add(name, {
          createdAt: 1000 + (index % 2),
          enabled: index % 3 > 0,
          status: index % 4 > 0 ? "CONFIRMED" : "COMPROMISED",
          attributes: { name: "same" },
        }),
      ),
    );
    const filters = ["", 'name = "same"', 'username ^= "user"', 'status ^= ""', 'cognito:user_status ^= "C"'];
    const requests = filters.flatMap((Filter) => [1, 2, 4, 9].map((Limit) => ({ Filter, Limit })));
    const pages = await Promise.all(requests.map((request) => listPages(request)));
    expect(pages.map((each) => each.flat().length)).toEqual(requests.map(() => 9));
    expect(pages.map((each) => new Set(each.flat()))).toEqual(requests.map(() => new Set(names)));
    expect(pages.map((each) => each.length)).toEqual(requests.map(({ Limit }) => Math.ceil(9 / Limit)));
  });

  test("goes on behind users whom only the last look turned away", async () => {
    for (const name of ["ANN", "Ann", "ann"]) await add(name);
    expect((await listPages({ Filter: 'username = "ann"', Limit: 1 })).flat()).toEqual(["ann"]);
  });

  test("has sixty users on a page where the request does not say how many", async () => {
    await Promise.all(Array.from({ length: 61 }, (_, index) => add(`user${index}`)));
    expect((await listPages({ Limit: 0 })).map(({ length }) => length)).toEqual([60, 1]);
  });

  test("refuses tokens of another filter, of another pool and of an hour ago, but not of another spelling", async () => {
    for (const name of ["a1", "a2", "a3"]) await add(name);
    const request = { UserPoolId, Filter: 'username ^= "a"', Limit: 1 };
    const { PaginationToken } = await service.call("ListUsers", request);
    const respelled = await service.call("ListUsers", {
      ...request,
      Filter: 'username^="a"',
      PaginationToken,
    });
    expect(respelled.Users).toHaveLength(1);
    const refusal = { type: "InvalidParameterException", message: "Invalid pagination token given." };
    const { UserPoolId: other } = await createPool(service, {});
    for (const changes of [{ Filter: 'username ^= "b"' }, { Filter: "" }, { UserPoolId: other }]) {
      const call = service.call("ListUsers", { ...request, ...changes, PaginationToken });
      await expect(call).rejects.toMatchObject(refusal);
    }
    service.clock.advance(60 * 60 * 1000);
    await expect(service.call("ListUsers", { ...request, PaginationToken })).rejects.toMatchObject(refusal);
  });

  test.each([
    ['custom:x = "a"', "Invalid search attribute: custom:x"],
    ["email = a", "Error while parsing filter"],
  ])("refuses the filter %s", async (Filter, message) => {
    const call = service.call("ListUsers", { UserPoolId, Filter });
    await expect(call).rejects.toMatchObject({ type: "InvalidParameterException", message });
  });

  test("takes what is meant to break out of a statement for a value", async () => {
    await add("ada", { attributes: { name: "Ada" } });
    const values = [
      "' or '1'='1",
      "'; drop table users; --",
      "%",
      "_",
      "a%' escape '\\",
      "Ada' union select * from pools --",
      "Ada') or (1=1",
      "$1",
      "?",
      ":below",
      "\\x27 or 1=1",
      '" or "1"="1',
      "0x27",
      "a*",
      "ada/**/",
      "\u2019 or 1=1",
    ];
    const filters = values.flatMap((value) => {
      const escaped = value.replaceAll(/["\\]/g, String.raw`\$&`);
      return [
        `name = "${escaped}"`,
        `name ^= "${escaped}"`,
        `username = "${escaped}"`,
        `status = "${escaped}"`,
      ];
    });
    expect(await Promise.all(filters.map(list))).toEqual(filters.map(() => []));
    expect(await list("")).toEqual(["ada"]);
    const broken = values.map((value) => `name = "a"${value}`);
    const answers = await Promise.allSettled(broken.map(list));
    expect(answers.map((each) => each.status === "rejected" && each.reason.message)).toEqual(
      broken.map(() => "Error while parsing filter"),
    );
  });
});
