import type { IncomingMessage } from "node:http";
import { Hono } from "hono";
import { type Log, startStopwatch } from "../kernel/log.ts";
import { receiveUpload, type UploadOutcome } from "../operations/imports/receive-upload.ts";
import type { World } from "../operations/operation.ts";
import { messageAnswer } from "./answers.ts";
import type { ClientAddress } from "./client-address.ts";
import type { DoorBindings } from "./rpc.ts";

export interface ImportsDoorOptions {
  readonly world: World;
  readonly log: Log;
  readonly newRequestId: () => string;
  readonly addressOf: ClientAddress;
}

/**
 * Where the files of import jobs are put: the address that CreateUserImportJob hands out, whose token says that the sender may.
 * Whatever headers come along for another kind of storage mean nothing here.
 */
export function importsDoor({ world, log, newRequestId, addressOf }: ImportsDoorOptions): Hono<DoorBindings> {
  return new Hono<DoorBindings>().put("/imports/:jobId", async (c) => {
    const elapsed = startStopwatch();
    const incoming = c.env?.incoming;
    const declared = Number(c.req.header("content-length") ?? Number.NaN);
    const outcome = await receiveUpload(world, {
      jobId: c.req.param("jobId"),
      token: c.req.query("token") ?? "",
      declared: Number.isFinite(declared) ? declared : undefined,
      body: incoming === undefined ? (c.req.raw.body ?? noBody) : iterate(incoming),
    });
    const { status, message } = answers[outcome];
    log.request({
      requestId: newRequestId(),
      operation: "ImportUpload",
      outcome: status === 200 ? "ok" : outcome,
      durationMs: elapsed(),
      ipAddress: addressOf(incoming),
    });
    return status === 200 ? new Response("", { headers: noStore }) : messageAnswer(status, message);
  });
}

/** What is refused half-way is to hear why, so the connection must outlive the reading. */
function iterate(incoming: IncomingMessage): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => incoming.iterator({ destroyOnReturn: false }) };
}

const noBody: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };
const noStore = { "cache-control": "no-store" };

const answers: Readonly<Record<UploadOutcome, { status: number; message: string }>> = {
  stored: { status: 200, message: "" },
  refused: { status: 403, message: "There is no import job that takes a file at this address now." },
  "too-large": { status: 413, message: "A file may have at most 100 MB." },
  "too-many-lines": { status: 413, message: "A file may have at most 500,000 users." },
  "broken-off": { status: 400, message: "The file did not come whole." },
};
