import { describe, expect, it } from "vitest";
import type { Message } from "../ports/sender.ts";
import { createMailbox } from "../senders/mailbox.ts";
import { mailboxDoor } from "./mailbox.ts";

function message(changes: Partial<Message> = {}): Message {
  return {
    id: "m1",
    poolId: "eu-west-1_pool",
    channel: "EMAIL",
    to: "alice@example.com",
    subject: "Your verification code",
    body: "Your code is 123456.",
    code: "123456",
    purpose: "SignUp",
    at: 1_772_355_907_000,
    ...changes,
  };
}

async function build(...messages: Message[]) {
  const mailbox = createMailbox();
  for (const each of messages) await mailbox.send(each);
  const door = mailboxDoor(mailbox);
  const page = async (query = "") => (await door.request(`/_mailbox${query}`)).text();
  return { door, mailbox, page };
}

describe("the mailbox's JSON", () => {
  it("has the messages, newest first, with the members scripts rely on", async () => {
    const { door } = await build(
      message(),
      message({ id: "m2", channel: "SMS", to: "+15550100", subject: undefined }),
    );
    const response = await door.request("/_mailbox/messages");
    const { poolId: _poolId, ...first } = message();
    const { subject: _subject, ...second } = { ...first, id: "m2", channel: "SMS", to: "+15550100" };
    expect(await response.json()).toEqual([second, first]);
  });

  it("has only the messages to one destination, if one is named", async () => {
    const { door } = await build(message(), message({ id: "m2", to: "bob+1@example.com" }));
    const response = await door.request("/_mailbox/messages?to=bob%2B1%40example.com");
    expect(await response.json()).toMatchObject([{ id: "m2" }]);
  });

  it("can be emptied", async () => {
    const { door, mailbox } = await build(message());
    expect((await door.request("/_mailbox/messages", { method: "DELETE" })).status).toBe(204);
    expect(mailbox.list()).toEqual([]);
  });

  it("may not be read by pages of other origins", async () => {
    const { door } = await build(message());
    const response = await door.request("/_mailbox/messages", {
      headers: { origin: "https://elsewhere.example" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("the mailbox's page", () => {
  it("shows a message with its code", async () => {
    const { page } = await build(message());
    const text = await page();
    expect(text).toContain("<code>123456</code>");
    expect(text).toContain("Your code is 123456.");
    expect(text).toContain("2026-03-01 09:05:07 UTC");
  });

  it("shows what others wrote as text, never as markup", async () => {
    const attack = `"><script>alert(1)</script>`;
    const { page } = await build(
      message({ to: attack, subject: attack, body: attack, code: attack, purpose: attack }),
    );
    expect(await page()).not.toContain("<script>alert");
    expect(await page(`?to=${encodeURIComponent(attack)}`)).not.toContain("<script>alert");
  });

  it("allows no script but its own file", async () => {
    const { door, page } = await build();
    const policy = (await door.request("/_mailbox")).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(await page()).not.toMatch(/<script(?! src="\/_mailbox\/mailbox\.js")|style=|\son\w+=/);
    expect((await door.request("/_mailbox/mailbox.js")).headers.get("content-type")).toBe("text/javascript");
    expect((await door.request("/_mailbox/mailbox.css")).headers.get("content-type")).toBe("text/css");
  });

  it("has e-mails and text messages side by side", async () => {
    const { page } = await build(message(), message({ id: "m2", channel: "SMS", to: "+15550100" }));
    expect(await page()).toMatch(/id="emails">.*data-id="m1".*id="texts">.*data-id="m2"/s);
  });

  it("leads from a message to all messages of the same person", async () => {
    const { page } = await build(message({ to: "ada+1@example.com" }));
    expect(await page()).toContain('href="/_mailbox?to=ada%2B1%40example.com"');
  });

  it("says that there is nothing yet", async () => {
    const { page } = await build();
    expect(await page()).toMatch(/No e-mails yet.*No text messages yet/s);
    expect(await page("?to=nobody")).toMatch(/No e-mails to nobody.*No text messages to nobody/s);
  });

  it.each([
    [{ "sec-fetch-site": "same-origin" }, 303],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ origin: "http://localhost" }, 303],
    [{ origin: "https://elsewhere.example" }, 403],
  ])("is emptied by its own form only: %j gets %i", async (headers, status) => {
    const { door, mailbox } = await build(message());
    // A request can have any header here; a page cannot choose these two.
    const response = await door.request("/_mailbox/clear", { method: "POST", headers: { ...headers } });
    expect(response.status).toBe(status);
    expect(mailbox.list()).toHaveLength(status === 303 ? 0 : 1);
  });
});

describe("the mailbox's events", () => {
  it("tell of a message when it comes, and end when the mailbox closes", async () => {
    const { door, mailbox } = await build();
    const response = await door.request("/_mailbox/events");
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    await mailbox.send(message());
    mailbox.close();
    expect(await response.text()).toBe(": listening\n\ndata: changed\n\n");
  });

  it("are not waited for by a mailbox whose listener has left", async () => {
    const { door, mailbox } = await build();
    const response = await door.request("/_mailbox/events");
    await response.body?.cancel();
    await mailbox.send(message());
    expect(mailbox.list()).toHaveLength(1);
  });
});
