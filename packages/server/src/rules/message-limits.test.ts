import { describe, expect, it, test } from "vitest";
import type { MessageLimits, SmsLimits } from "../kernel/message-limits.ts";
import { countSmsParts, type MessageRequest, networkOf, planMessage, refusalOf } from "./message-limits.ts";

const sms: SmsLimits = {
  countries: [
    { prefix: "+49", isAllowed: true },
    { prefix: "+1", isAllowed: true },
    { prefix: "+1876", isAllowed: false },
  ],
  prices: [
    { prefix: "", price: 100_000 },
    { prefix: "+1", price: 8_000 },
  ],
  dailyCap: 10_000_000,
  monthlyCap: 100_000_000,
};

const request: MessageRequest = { channel: "SMS", to: "+4915112345678", subject: "sub", ip: "198.51.100.7" };

const reasonOf = (limits: MessageLimits, changes: Partial<MessageRequest>): string | undefined =>
  planMessage(limits, { ...request, ...changes }).refusal?.reason;

const chargesOf = (changes: Partial<MessageRequest>) => {
  const plan = planMessage({ sms }, { ...request, ...changes });
  if (plan.refusal !== undefined) throw plan.refusal;
  return plan.charges;
};

const spendOf = (changes: Partial<MessageRequest>) =>
  chargesOf(changes)
    .filter(({ by }) => by === "money")
    .map(({ amount, limit }) => [amount, limit]);

describe("who may get a text message", () => {
  it("nobody where no country is allowed", () => {
    expect(reasonOf({ sms: { ...sms, countries: [] } }, {})).toBe("sms_country_not_allowed");
  });

  it("everybody where a pool sends for its own money, but not more often", () => {
    const plan = planMessage({}, { ...request, to: "+33612345678" });
    expect(plan.charges?.map(({ by }) => by)).toEqual(["number", "number", "user", "ip", "range"]);
  });

  it("everybody where there are no limits", () => {
    expect(planMessage(undefined, request)).toEqual({ charges: [] });
  });

  it.each([
    ["+4915112345678", undefined],
    ["+14255550839", undefined],
    ["+18765550839", "sms_country_not_allowed"],
    ["+33612345678", "sms_country_not_allowed"],
    ["+49", "sms_number_malformed"],
    ["4915112345678", "sms_number_malformed"],
    ["+4915112345678\n+33612345678", "sms_number_malformed"],
    ["+49 151 12345678", "sms_number_malformed"],
  ])("%j: %s", (to, reason) => {
    expect(reasonOf({ sms }, { to })).toBe(reason);
  });
});

describe("what a text message uses up", () => {
  it("is counted by number, user, address and range, the money last", () => {
    expect(chargesOf({}).map(({ by, subject, limit }) => [by, subject, limit])).toEqual([
      ["number", request.to, 1],
      ["number", request.to, 5],
      ["user", "sub", 10],
      ["ip", "198.51.100.7", 100],
      ["range", "+491511234", 50],
      ["money", "sms", 10_000_000],
      ["money", "sms", 100_000_000],
    ]);
  });

  it("is not counted by the address of a caller who is vouched for", () => {
    expect(chargesOf({ ip: undefined }).map(({ by }) => by)).not.toContain("ip");
  });

  it("is the price of the longest prefix for each part", () => {
    expect(spendOf({})).toEqual([
      [100_000, 10_000_000],
      [100_000, 100_000_000],
    ]);
    expect(spendOf({ to: "+14255550839", body: "é".repeat(161) })[0]?.[0]).toBe(16_000);
  });

  it("cannot be afforded where nobody knows the price", () => {
    const plan = planMessage({ sms: { ...sms, prices: [] } }, request);
    expect(plan.refusal ?? plan.charges.at(-1)?.amount).toBe(Number.POSITIVE_INFINITY);
  });

  it("is nothing for somebody who does not exist, but must be affordable", () => {
    expect(spendOf({ isDecoy: true, to: "+330000000000" })).toEqual([
      [0, 9_900_000],
      [0, 99_900_000],
    ]);
    const counted = chargesOf({ isDecoy: true }).map(({ by, subject }) => [by, subject]);
    expect(counted).toContainEqual(["number", "sub"]);
    expect(counted.map(([by]) => by)).not.toContain("range");
  });

  it("an e-mail is counted by address, user and caller", () => {
    const email = { channel: "EMAIL", to: "ada@example.com" } as const;
    expect(chargesOf(email).map(({ by, subject }) => [by, subject])).toEqual([
      ["number", "ada@example.com"],
      ["user", "sub"],
      ["ip", "198.51.100.7"],
    ]);
  });

  it("too soon is a limit, too expensive a failure to deliver", () => {
    const charges = chargesOf({});
    expect(refusalOf(charges[0]!)).toMatchObject({
      type: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
      reason: "message_limit_number",
    });
    expect(refusalOf(charges.at(-1)!)).toMatchObject({
      type: "CodeDeliveryFailureException",
      reason: "sms_budget_spent",
    });
  });
});

test.each([
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["€".repeat(80), 1],
  ["€".repeat(81), 2],
  ["ж".repeat(70), 1],
  ["ж".repeat(71), 2],
  ["😀".repeat(35), 1],
  ["😀".repeat(36), 2],
  ["", 1],
])("%j takes as many parts as it should", (text, parts) => {
  expect(countSmsParts(text)).toBe(parts);
});

test.each([
  ["198.51.100.7", "198.51.100.7"],
  ["::ffff:198.51.100.7", "198.51.100.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8::7", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
])("the network of %s is %s", (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
