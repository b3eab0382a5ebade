import type { IncomingMessage } from "node:http";
import { ServiceError } from "../kernel/errors.ts";

/** A body to read, and the most of it that will be read. */
export interface BodySource {
  readonly request: Request;
  /** The request as Node's server has it; its bytes are there without a copy. Absent when a test calls without a port. */
  readonly incoming: IncomingMessage | undefined;
  readonly limit: number;
}

/**
 * Reads a request's body, at most `limit` bytes of it. What declares itself larger is refused before a byte is read; the rest
 * is counted as it comes.
 *
 * @throws ServiceError RequestEntityTooLargeException, or SerializationException if the connection broke off.
 */
export async function readBody({ request, incoming, limit }: BodySource): Promise<Buffer> {
  const declared =
    incoming === undefined ? request.headers.get("content-length") : incoming.headers["content-length"];
  if (Number(declared ?? 0) > limit) throw tooLarge(limit);
  if (incoming !== undefined) return readIncoming(incoming, limit);
  const body = Buffer.from(await request.arrayBuffer());
  if (body.length > limit) throw tooLarge(limit);
  return body;
}

function readIncoming(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) reject(tooLarge(limit));
      else chunks.push(chunk);
    });
    // Before "end" the caller went away, and nobody will read the answer. After it "close" always comes, and means nothing.
    const breakOff = (): void => reject(brokenOff());
    incoming.once("error", breakOff).once("close", breakOff);
    incoming.once("end", () => {
      incoming.off("close", breakOff);
      resolve(chunks.length === 1 ? (chunks[0] ?? noBytes) : Buffer.concat(chunks));
    });
  });
}

const noBytes = Buffer.alloc(0);

function tooLarge(limit: number): ServiceError {
  const message = `Request body is larger than ${limit} bytes.`;
  return new ServiceError("RequestEntityTooLargeException", message, "body_too_large");
}

function brokenOff(): ServiceError {
  return new ServiceError("SerializationException", "Unable to parse request body", "body_broken_off");
}
