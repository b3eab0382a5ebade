/**
 * The trigger port: functions of the operator's that take part in what the service does. A pool names them by ARN-like strings
 * (LambdaConfig); where such a name leads is a matter of the installation, never of the pool.
 */
import type { TriggerEvent } from "../kernel/trigger-event.ts";

/** One question to a function. */
export interface TriggerCall {
  /** What the pool's LambdaConfig says: an ARN, or a bare function name. */
  readonly address: string;
  readonly event: TriggerEvent;
  /** The same for every repetition of this call, so that a receiver can tell them from new ones. */
  readonly id: string;
}

/** Whoever knows how to reach functions. */
export interface Trigger {
  /**
   * Hands the event to the function and resolves with whatever it answers, unread: any JSON value. A time-out is tried again.
   *
   * @throws TriggerRaised if the function itself refused; TriggerUnavailable if it could not be asked or did not answer in
   * time; TriggerUnreadable if what came back is no JSON, or too much of it.
   */
  run(call: TriggerCall): Promise<unknown>;
}

/** The function ran and refused; its message is for the person who waits. */
export class TriggerRaised extends Error {
  override name = "TriggerRaised";
}

/** The function could not be asked: unknown, unreachable, or silent for too long. The message is for the log. */
export class TriggerUnavailable extends Error {
  override name = "TriggerUnavailable";
  /** One word that may be shown, e.g. `TimedOut`. */
  readonly word: string;

  constructor(word: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.word = word;
  }
}

/** The function answered something that is no answer. */
export class TriggerUnreadable extends Error {
  override name = "TriggerUnreadable";
}
