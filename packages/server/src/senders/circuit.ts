import { type Clock, second } from "../kernel/clock.ts";
import { GatewayPaused, MessageRefused, type Sender } from "../ports/sender.ts";

/** So many failures in a row… */
const tolerance = 5;
/** …and the gateway is left alone for this long. */
const pause: number = 30 * second;

/**
 * Leaves a gateway alone that has failed five times in a row, so that messages wait in the outbox and not in line behind a
 * gateway that hangs. After half a minute one message tries it; the others follow when that one was taken.
 */
export function guardSender(sender: Sender, clock: Clock): Sender {
  let failures = 0;
  let closedUntil = 0;

  function judge(isAvailable: boolean): void {
    failures = isAvailable ? 0 : failures + 1;
    closedUntil = failures < tolerance ? 0 : clock.now() + pause;
  }

  return {
    ...sender,
    async send(message) {
      const now = clock.now();
      if (now < closedUntil) throw new GatewayPaused(closedUntil);
      // While this one tries, the others keep away.
      if (failures >= tolerance) closedUntil = now + pause;
      try {
        await sender.send(message);
        judge(true);
      } catch (error) {
        // A gateway that refuses a message is well.
        judge(error instanceof MessageRefused);
        throw error;
      }
    },
  };
}
