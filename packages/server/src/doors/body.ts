import { ServiceError } from "../kernel/errors.ts";

/**
 * Reads a request's body, at most `limit` bytes of it.
 *
 * With a Content-Length the limit is judged before a byte is read, and the HTTP parser holds the body to it. Without one
 * (chunked) the bytes are counted as they come.
 *
 * @throws ServiceError RequestEntityTooLargeException, or SerializationException if the connection broke off.
 */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const declared = request.headers.get("content-length");
  if (Number(declared) > limit) throw tooLarge(limit);
  try {
    return declared === null ? await readCounting(request, limit) : Buffer.from(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    // The caller went away in the middle; nobody will read this answer, and nothing is wrong with us.
    throw new ServiceError("SerializationException", "Unable to parse request body", "body_broken_off");
  }
}

async function readCounting(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (request.body === null) return Buffer.alloc(0);
  const stream: ReadableStream<Uint8Array> = request.body;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(limit: number): ServiceError {
  const message = `Request body is larger than ${limit} bytes.`;
  return new ServiceError("RequestEntityTooLargeException", message, "body_too_large");
}
