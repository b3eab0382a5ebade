// Giving the event loop a turn in the middle of long work, with what the surroundings have for it.

/** What browsers, Node and React Native have between them; each lacks something. */
interface Surroundings {
  readonly scheduler?: { readonly yield?: () => Promise<void> };
  readonly setImmediate?: (work: () => void) => unknown;
  readonly MessageChannel?: typeof MessageChannel;
}

/**
 * Resolves when whoever else waits for this thread has had a turn: input, drawing, answers. Timers come last, since a browser makes
 * those that follow one another wait for four milliseconds (HTML Standard, timers).
 */
export function giveWay(): Promise<void> {
  // All of it is optional, so nothing is claimed.
  const { scheduler, setImmediate, MessageChannel } = globalThis as Surroundings;
  if (scheduler?.yield !== undefined) return scheduler.yield();
  return new Promise((resolve) => {
    if (setImmediate !== undefined) setImmediate(resolve);
    else if (MessageChannel !== undefined) sendMessage(new MessageChannel(), resolve);
    else setTimeout(resolve);
  });
}

/** A message to oneself is a task of its own. */
function sendMessage({ port1, port2 }: MessageChannel, arrived: () => void): void {
  port1.onmessage = () => {
    // An open port would keep a process from ending.
    port1.close();
    arrived();
  };
  port2.postMessage(undefined);
}
