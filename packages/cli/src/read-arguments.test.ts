import { describe, expect, it } from "vitest";
import type { Command } from "./command.ts";
import { readArguments } from "./read-arguments.ts";

const command: Command = {
  name: "users invite",
  summary: "Invite somebody.",
  words: ["POOL", "[USER...]"],
  flags: {
    send: { value: "HOW", choices: ["email", "sms"], about: "How.", fallback: "email" },
    attribute: { value: "NAME=VALUE", isRepeated: true, about: "An attribute." },
    verified: { about: "No proof." },
  },
  load: () => Promise.reject(new Error("nobody runs it")),
};
const port = { port: { value: "PORT", about: "Port." }, mailbox: { about: "Keep messages." } };
const read = (...args: string[]) => readArguments(command, args, port);
const refusal = (...args: string[]): string => {
  try {
    read(...args);
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
  }
  return "accepted";
};

describe("what stands in a command line", () => {
  it("is words and flags in any order", () => {
    const given = read(
      "--verified",
      "people",
      "--attribute=a=b",
      "ada",
      "--attribute",
      "c=--d",
      "--send",
      "sms",
    );
    expect(given.words).toEqual(["people", "ada"]);
    expect(given.texts("attribute")).toEqual(["a=b", "c=--d"]);
    expect([given.text("send"), given.has("verified")]).toEqual(["sms", true]);
  });

  it("falls back where a flag is missing, and ends its flags at --", () => {
    const given = read("people", "--", "--verified");
    expect([given.text("send"), given.has("verified"), given.texts("attribute")]).toEqual([
      "email",
      false,
      [],
    ]);
    expect(given.words).toEqual(["people", "--verified"]);
  });

  it("passes the flags of serve on", () => {
    expect(read("people", "--port", "80", "--mailbox").settings).toEqual(["--port=80", "--mailbox"]);
  });

  it("is refused with what is wrong about it", () => {
    expect(refusal()).toBe("POOL is missing.");
    expect(refusal("people", "--verifid")).toBe("There is no flag --verifid. Did you mean '--verified'?");
    expect(refusal("people", "-v")).toBe("There is no flag -v.");
    expect(refusal("people", "--__proto__")).toBe("There is no flag --__proto__.");
    expect(refusal("people", "--send")).toBe("--send needs a value: --send HOW.");
    expect(refusal("people", "--send", "--verified")).toBe("--send needs a value: --send HOW.");
    expect(refusal("people", "--send", "pigeon")).toBe("--send must be one of email, sms.");
    expect(refusal("people", "--send", "sms", "--send", "sms")).toBe("--send is given twice.");
    expect(refusal("people", "--verified=yes")).toBe("--verified takes no value.");
  });
});
