import { formatUuid, type Random } from "../kernel/random.ts";

const idBytes = 16;
const idsPerDraw = 256;

/**
 * Makes request ids: random UUIDs, drawn many at a time because one draw costs as much as the rest of a small answer.
 * They name requests in logs and answers and protect nothing.
 */
export function requestIdsFrom(random: Random): () => string {
  let drawn: Buffer = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === drawn.length) {
      drawn = random.bytes(idBytes * idsPerDraw);
      used = 0;
    }
    used += idBytes;
    return formatUuid(drawn.subarray(used - idBytes, used));
  };
}
