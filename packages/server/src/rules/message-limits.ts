/**
 * Who may be sent a message, and what it uses up. Text messages cost money that somebody else earns, so an attacker who has
 * codes sent to numbers of his own is paid for it; and a mailbox or telephone can be flooded. A decision here is a list of
 * charges that the store makes one by one, each only within its limit, the money last.
 */
import { day, hour, second } from "../kernel/clock.ts";
import type { ServiceError } from "../kernel/errors.ts";
import type { MessageLimits, SmsLimits } from "../kernel/message-limits.ts";
import { attemptLimitExceeded, codeNotDelivered } from "./codes.ts";

/** A message that somebody wants sent. */
export interface MessageRequest {
  channel: "EMAIL" | "SMS";
  to: string;
  /** The user's sub, or the stand-in's for a user who does not exist. */
  subject: string;
  /** The caller's address, unless the caller has proven a first factor or is an operator. */
  ip?: string | undefined;
  /** For the number of its parts; one if absent. */
  body?: string | undefined;
  /** For a user who does not exist: limits count alike, so that they tell nothing, but no money is spent. */
  isDecoy?: boolean | undefined;
}

/** One thing that a message uses up. */
export interface MessageCharge {
  /** Counted per pool, or for the installation as a whole. */
  scope: "pool" | "installation";
  /** What is counted for; of `number` and `ip` only a MAC is to be stored. */
  by: "user" | "number" | "ip" | "range" | "money";
  subject: string;
  action: string;
  /** Milliseconds. */
  window: number;
  limit: number;
  amount: number;
}

/** What to charge, or why the message cannot be sent at all. */
export type MessagePlan =
  | { readonly charges: readonly MessageCharge[]; readonly refusal?: undefined }
  | { readonly charges?: undefined; readonly refusal: ServiceError };

/** E.164: a plus sign and at most fifteen digits. */
const phoneNumber = /^\+[1-9]\d{6,14}$/;

/** Numbers that differ in these last digits only are of one range: that is how they are bought in bulk. */
const rangeDigits = 4;

/** Decides without looking anything up. Where there are no limits there are no charges. */
export function planMessage(limits: MessageLimits | undefined, request: MessageRequest): MessagePlan {
  if (limits === undefined) return { charges: [] };
  return request.channel === "EMAIL" ? { charges: emailCharges(request) } : planSms(limits.sms, request);
}

/** The refusal of a charge beyond its limit: wait, or, where the money is spent, use something else. */
export function refusalOf(charge: MessageCharge): ServiceError {
  return charge.by === "money"
    ? codeNotDelivered("sms_budget_spent")
    : attemptLimitExceeded(`message_limit_${charge.by}`);
}

function emailCharges(request: MessageRequest): MessageCharge[] {
  return [
    count("number", request, { action: "EmailPerHour", window: hour, limit: 20 }),
    count("user", request, { action: "UserEmailPerHour", window: hour, limit: 20 }),
    ...ipCharges(request, { action: "IpEmailPerHour", window: hour, limit: 300 }),
  ];
}

function planSms(limits: SmsLimits | undefined, request: MessageRequest): MessagePlan {
  // The number of somebody who does not exist is invented; neither its form nor its country says anything.
  const isKnown = request.isDecoy !== true;
  if (isKnown && !phoneNumber.test(request.to)) return { refusal: codeNotDelivered("sms_number_malformed") };
  // What is sent without a gateway of ours is sent by the pool's own function, for its own money.
  if (limits === undefined) return { charges: smsCharges(request) };
  if (isKnown && longestPrefix(limits.countries, request.to)?.isAllowed !== true)
    return { refusal: codeNotDelivered("sms_country_not_allowed") };
  return { charges: [...smsCharges(request), ...moneyCharges(limits, request)] };
}

function smsCharges(request: MessageRequest): MessageCharge[] {
  const range = request.to.slice(0, -rangeDigits);
  const rangeLimit = { scope: "installation", by: "range", amount: 1, window: hour, limit: 50 } as const;
  return [
    count("number", request, { action: "SmsPerHalfMinute", window: 30 * second, limit: 1 }),
    count("number", request, { action: "SmsPerHour", window: hour, limit: 5 }),
    count("user", request, { action: "UserSmsPerHour", window: hour, limit: 10 }),
    ...ipCharges(request, { action: "IpSmsPerHour", window: hour, limit: 100 }),
    ...(request.isDecoy === true ? [] : [{ ...rangeLimit, subject: range, action: "RangeSmsPerHour" }]),
  ];
}

/** For a stand-in nothing is spent, but it must be affordable all the same. */
function moneyCharges(limits: SmsLimits, request: MessageRequest): MessageCharge[] {
  const parts = request.body === undefined ? 1 : countSmsParts(request.body);
  const price = parts * (longestPrefix(limits.prices, request.to)?.price ?? Number.POSITIVE_INFINITY);
  const isDecoy = request.isDecoy === true;
  return (
    [
      ["SmsSpendPerDay", day, limits.dailyCap],
      ["SmsSpendPerMonth", 30 * day, limits.monthlyCap],
    ] as const
  ).map(([action, window, cap]) => ({
    scope: "installation",
    by: "money",
    subject: "sms",
    action,
    window,
    limit: isDecoy ? cap - price : cap,
    amount: isDecoy ? 0 : price,
  }));
}

type Limit = Pick<MessageCharge, "action" | "window" | "limit">;

function count(by: "user" | "number", request: MessageRequest, limit: Limit): MessageCharge {
  const isNumber = by === "number" && request.isDecoy !== true;
  return { ...limit, scope: "pool", by, subject: isNumber ? request.to : request.subject, amount: 1 };
}

function ipCharges({ ip }: MessageRequest, limit: Limit): MessageCharge[] {
  return ip === undefined ? [] : [{ ...limit, scope: "pool", by: "ip", subject: networkOf(ip), amount: 1 }];
}

function longestPrefix<T extends { readonly prefix: string }>(
  entries: readonly T[],
  number: string,
): T | undefined {
  return entries
    .filter(({ prefix }) => number.startsWith(prefix))
    .reduce<T | undefined>(
      (best, each) => (best !== undefined && best.prefix.length >= each.prefix.length ? best : each),
      undefined,
    );
}

/** What one customer has: an IPv4 address, or an IPv6 network of 64 bits (RFC 6177 section 2). */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const all = [...groups, ...Array<string>(Math.max(missing, 0)).fill("0"), ...(tail?.split(":") ?? [])];
  return `${all.slice(0, 4).join(":")}::/64`;
}

/** The characters of the default alphabet; those of its extension count twice (3GPP TS 23.038 section 6.2.1). */
const basicCharacters = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extendedCharacters = new Set("\f^{}\\[~]|€");

/**
 * How many short messages a text takes, which is what is paid for: 160 characters of the default alphabet or 70 of any
 * other, and 153 or 67 in each of several (3GPP TS 23.040 section 9.2.3.24.1).
 */
export function countSmsParts(text: string): number {
  const characters = [...text];
  const isBasic = characters.every((each) => basicCharacters.has(each) || extendedCharacters.has(each));
  if (!isBasic) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const length = characters.length + characters.filter((each) => extendedCharacters.has(each)).length;
  return length <= 160 ? 1 : Math.ceil(length / 153);
}
