import { expect, it } from "vitest";
import type { Message } from "../ports/sender.ts";
import { createMailbox } from "./mailbox.ts";

const message = (id: string, to = "ada@example.com"): Message => ({
  id,
  poolId: "eu-west-1_A",
  channel: "EMAIL",
  to,
  body: "hello",
  purpose: "SignUp",
  at: 0,
});

it("a mailbox lists the newest message first, for all or for one address", async () => {
  const mailbox = createMailbox();
  for (const id of ["1", "2", "3"]) await mailbox.send(message(id, id === "2" ? "+14255550839" : undefined));
  expect(mailbox.list().map(({ id }) => id)).toEqual(["3", "2", "1"]);
  expect(mailbox.list("ada@example.com").map(({ id }) => id)).toEqual(["3", "1"]);
  mailbox.clear();
  expect(mailbox.list()).toEqual([]);
});

it("a mailbox keeps the newest thousand messages", async () => {
  const mailbox = createMailbox();
  for (let id = 1; id <= 1_001; id += 1) await mailbox.send(message(String(id)));
  expect(mailbox.list()).toHaveLength(1_000);
  expect(mailbox.list().at(-1)?.id).toBe("2");
});

it("a mailbox tells those who listen of every change, until they leave or it closes", async () => {
  const mailbox = createMailbox();
  const heard: string[] = [];
  const listen = (name: string) =>
    mailbox.subscribe({
      changed: () => heard.push(`${name} changed`),
      ended: () => heard.push(`${name} ended`),
    });
  const leave = listen("ada");
  await mailbox.send(message("1"));
  leave();
  listen("grace");
  mailbox.clear();
  mailbox.close();
  await mailbox.send(message("2"));
  listen("late");
  expect(heard).toEqual(["ada changed", "grace changed", "grace ended", "late ended"]);
});
