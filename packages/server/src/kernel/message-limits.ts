/** An amount of money in millionths of the unit that the operator counts in. */
export type Money = number;

/** What the operator allows text messages to cost, and whom they may go to. */
export interface SmsLimits {
  /** Dialling prefixes such as `+49`; the longest that fits a number decides. A number that none fits gets no message. */
  readonly countries: readonly { readonly prefix: string; readonly isAllowed: boolean }[];
  /** What one part of a message costs; the longest prefix that fits decides, and the empty one fits every number. */
  readonly prices: readonly { readonly prefix: string; readonly price: Money }[];
  /** All pools together, within a day and within thirty days of the first message. */
  readonly dailyCap: Money;
  readonly monthlyCap: Money;
}

/** Limits on messages that leave the house. Where there are none, as with the development mailbox, all may be sent. */
export interface MessageLimits {
  /** Absent where there is no gateway for text messages. */
  readonly sms?: SmsLimits | undefined;
}
