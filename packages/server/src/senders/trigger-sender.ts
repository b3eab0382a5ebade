import type { Clock } from "../kernel/clock.ts";
import type { Message, Sender } from "../ports/sender.ts";
import type { Trigger } from "../ports/trigger.ts";
import { guardSender } from "./circuit.ts";

/**
 * Delivers messages through the functions that pools name in place of a gateway. What a function answers is not read; one that
 * fails is asked again later, under the same id. A function that fails again and again is left alone for a while, so that it
 * does not hold the places in which others' messages are sent.
 */
export function createTriggerSender(triggers: Trigger, clock: Clock): Pick<Sender, "send"> {
  const guarded = new Map<string, Sender>();
  return {
    async send(message) {
      const address = message.trigger?.address ?? "";
      const sender = guarded.get(address) ?? guardSender(senderTo(triggers), clock);
      guarded.set(address, sender);
      await sender.send(message);
    },
  };
}

function senderTo(triggers: Trigger): Sender {
  return {
    channels: [],
    async send({ id, trigger }: Message) {
      if (trigger === undefined) throw new Error("a message without a function was given to one");
      await triggers.run({ ...trigger, id });
    },
  };
}
