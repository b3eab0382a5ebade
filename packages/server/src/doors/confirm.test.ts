import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { createPool, type TestPool } from "../../../../test/support/pools.ts";
import { createDatabase } from "../../../../test/support/postgres.ts";
import { createService, type Service } from "../../../../test/support/service.ts";
import { day, hour } from "../kernel/clock.ts";
import { silentLog } from "../kernel/log.ts";
import { openStore } from "../store/open.ts";
import { confirmLink } from "../operations/messages/confirm-link.ts";
import { confirmDoor } from "./confirm.ts";
import { createDoors } from "./doors.ts";

const Username = "ann@example.com";
const linkPool = {
  UsernameAttributes: ["email" as const],
  AutoVerifiedAttributes: ["email" as const],
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" as const },
};
const aliasPool = { ...linkPool, UsernameAttributes: [], AliasAttributes: ["email" as const] };

/** What opens an engine's database twice, as two processes would where they can. */
interface Engine {
  readonly first: Service;
  readonly second: Service;
  close(): Promise<void>;
}

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  async SQLite() {
    const first = await createService();
    return { first, second: first, close: () => first.close() };
  },
  async PostgreSQL() {
    const database = await createDatabase(inject("postgresUrl"));
    const open = async (seed: string) => createService({ store: await openStore(database.url), seed });
    const [first, second] = [await open("first"), await open("second")];
    return {
      first,
      second,
      async close() {
        await Promise.all([first.close(), second.close()]);
        await database.drop();
      },
    };
  },
};

describe.each(Object.keys(engines))("links in e-mails, on %s", (name) => {
  let engine: Engine;
  let service: Service;
  beforeAll(async () => {
    engine = (await engines[name]?.()) ?? expect.fail("an unknown engine");
    service = engine.first;
  });
  afterAll(() => engine.close());

  const signUp = async (pool: TestPool, name = Username, email?: string): Promise<string> => {
    // So that the newest message of an address is one.
    service.clock.advance(1000);
    const UserAttributes = email === undefined ? [] : [{ Name: "email", Value: email }];
    const { ClientId } = pool;
    await service.call("SignUp", { ClientId, Username: name, Password: "Correct-Horse-1", UserAttributes });
    return newestLink(pool, email ?? name);
  };

  async function newestLink(pool: TestPool, to: string): Promise<string> {
    const message = (await service.messages(to)).find(({ poolId }) => poolId === pool.UserPoolId);
    const [link] = /http:\/\/localhost:9229\/confirmUser\/\?\S+/.exec(message?.body ?? "") ?? [];
    return new URL(link ?? expect.fail(`no link in ${message?.body}`)).href.replace(
      "http://localhost:9229",
      "",
    );
  }

  const door = (of: Service) =>
    confirmDoor({
      world: of.world,
      log: silentLog,
      newRequestId: () => "request",
      addressOf: () => "",
    });
  const open = async (link: string): Promise<Response> => door(service).request(link);
  const press = async (link: string, by: Service = service): Promise<Response> =>
    door(by).request(link, { method: "POST" });
  const find = (pool: TestPool, name = Username) => service.store.users.findByName(pool.UserPoolId, name);

  it("confirm by the button, not by being looked at", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const link = await signUp(pool);
    const page = await open(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<form method="post">');
    expect(await find(pool)).toMatchObject({ status: "UNCONFIRMED" });
    const answer = await press(link);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("Your address is confirmed");
    expect(await find(pool)).toMatchObject({
      status: "CONFIRMED",
      attributes: { email: Username, email_verified: "true" },
    });
  });

  it("name client and user as the protocol does, with a code that nobody can guess", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const link = new URL(await signUp(pool), "http://x");
    const user = await find(pool);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: pool.ClientId,
      user_name: user?.username,
      confirmation_code: expect.stringMatching(/^[\w-]{32}$/),
    });
  });

  it("work once, also when two press at the same time", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const link = await signUp(pool);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => press(link, index % 2 === 0 ? engine.first : engine.second)),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect((await press(link)).status).toBe(400);
  });

  it("work for 24 hours", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const link = await signUp(pool);
    service.clock.advance(day);
    expect((await press(link)).status).toBe(400);
    service.clock.advance(-1);
    expect((await press(link)).status).toBe(200);
  });

  it("look the same for unknown users, wrong codes, unknown clients and used links", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const link = await signUp(pool);
    await press(link);
    const change = (name: string, value: string): string => {
      const url = new URL(link, "http://x");
      url.searchParams.set(name, value);
      return url.pathname + url.search;
    };
    const links = [
      link,
      change("user_name", "nobody@example.com"),
      change("confirmation_code", "123456"),
      change("client_id", "1234567890abcdefghijklmnop"),
    ];
    for (const form of [open, press]) {
      const pages = await Promise.all(links.map(async (each) => (await form(each)).text()));
      expect(new Set(pages).size).toBe(1);
    }
  });

  it("are tried 15 times an hour for one user, there or not", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const link = await signUp(pool);
    for (const each of [link, link.replace(/user_name=[^&]*/, "user_name=nobody")]) {
      const wrong = each.replace(/code=.*/, "code=wrong");
      for (let tries = 0; tries < 15; tries += 1) expect((await press(wrong)).status).toBe(400);
      expect((await press(each)).status).toBe(429);
    }
    service.clock.advance(hour);
    expect((await press(link)).status).toBe(200);
  });

  it("are void once a newer one was sent", async () => {
    const pool = await createPool(service, { pool: linkPool });
    const old = await signUp(pool);
    service.clock.advance(1000);
    await service.call("ResendConfirmationCode", { ClientId: pool.ClientId, Username });
    const fresh = await newestLink(pool, Username);
    expect((await press(old)).status).toBe(400);
    expect((await press(fresh)).status).toBe(200);
  });

  it("do not take an address away from somebody else", async () => {
    const pool = await createPool(service, { pool: aliasPool });
    expect((await press(await signUp(pool, "ann", Username))).status).toBe(200);
    const answer = await press(await signUp(pool, "bob", Username));
    expect(answer.status).toBe(409);
    expect(await find(pool, "bob")).toMatchObject({ status: "UNCONFIRMED" });
  });
});

describe("links in e-mails", () => {
  let service: Service;
  beforeEach(async () => {
    service = await createService();
  });
  afterEach(() => service.close());
  const door = () =>
    confirmDoor({
      world: service.world,
      log: silentLog,
      newRequestId: () => "request",
      addressOf: () => "",
    });

  it("prove an address that an operator has given, too", async () => {
    const pool = await createPool(service, {
      pool: {
        ...linkPool,
        UsernameAttributes: [],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      },
    });
    const { UserPoolId } = pool;
    await service.call("AdminCreateUser", { UserPoolId, Username: "ann", MessageAction: "SUPPRESS" });
    const UserAttributes = [{ Name: "email", Value: "new@example.com" }];
    await service.call("AdminUpdateUserAttributes", { UserPoolId, Username: "ann", UserAttributes });
    const [message] = await service.messages("new@example.com");
    const link = /\/confirmUser\/\S+/.exec(message?.body ?? "")?.[0] ?? "";
    expect(link).toContain(`user_pool_id=${UserPoolId}`);
    const press = async (): Promise<number> => (await door().request(link, { method: "POST" })).status;
    const statuses = await Promise.all([press(), press(), press()]);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await service.store.users.findByName(UserPoolId, "ann")).toMatchObject({
      attributes: { email: "new@example.com", email_verified: "true" },
    });
  });

  it("go with a code that can be typed where the text has both", async () => {
    const pool = await createPool(service, {
      pool: {
        ...linkPool,
        VerificationMessageTemplate: {
          DefaultEmailOption: "CONFIRM_WITH_LINK",
          EmailMessageByLink: "{##Here##} or {####}",
        },
      },
    });
    const { ClientId } = pool;
    await service.call("SignUp", { ClientId, Username, Password: "Correct-Horse-1" });
    const [message] = await service.messages();
    expect(message?.code).toMatch(/^\d{6}$/);
    expect(message?.body).toContain(`confirmation_code=${message?.code} or ${message?.code}`);
    expect(
      await service.call("ConfirmSignUp", { ClientId, Username, ConfirmationCode: message?.code ?? "" }),
    ).toEqual({});
  });

  it("that were cut on the way are told from those that do not work", async () => {
    for (const query of [
      "",
      "?client_id=a",
      "?client_id=a&user_name=b",
      `?user_name=b&confirmation_code=c`,
    ]) {
      for (const method of ["GET", "POST"]) {
        const answer = await door().request(`/confirmUser${query}`, { method });
        expect(answer.status).toBe(400);
        expect(await answer.text()).toContain("This link is not complete");
      }
    }
  });

  it("lead to a page without scripts, that nobody keeps, frames or hears of", async () => {
    const answer = await door().request("/confirmUser/?client_id=a&user_name=b&confirmation_code=c");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='; form-action 'self'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(await answer.text()).not.toMatch(/<script|confirmation_code/);
  });

  it("begin with the server's public address, and are served below its path", async () => {
    const world = { ...service.world, issuerUrl: "https://id.example.com/idp" };
    const link = confirmLink(world, { poolId: "p", clientId: "c", username: "a b", code: "d" });
    expect(link).toBe(
      "https://id.example.com/idp/confirmUser/?client_id=c&user_name=a+b&confirmation_code=d",
    );
    const doors = createDoors({ world, log: silentLog, assertModel: false, pathPrefix: "/idp" });
    for (const path of [link.replace("https://id.example.com", ""), link.replace(/.*\/idp/, "")]) {
      const answer = await doors.request(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
    }
  });
});
