/** Requests as no well-behaved client sends them: any bytes, any headers, over a socket of one's own. */
import { connect } from "node:net";
import { expect } from "vitest";
import { targetOf } from "./target.ts";

/** One answer, whatever it is. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a body to an operation with `fetch`; headers are added to, or replaced by, those given. */
export async function post(
  url: string,
  name: string,
  body: string | Uint8Array | ReadableStream,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const init: RequestInit & { duplex?: "half" } = {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": targetOf(name),
      ...headers,
    },
    // The types of fetch name no shared buffers; these bytes are the test's own.
    body: body as BodyInit,
    ...(body instanceof ReadableStream && { duplex: "half" as const }),
  };
  const answer = await fetch(url, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Writes bytes to the port, and reads until the other end hangs up or a whole answer has come. */
export function exchangeBytes(url: string, ...chunks: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(Number(port), hostname, () => {
      for (const chunk of chunks) socket.write(chunk);
    });
    const finish = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(heard)?.[1];
      const end = heard.indexOf("\r\n\r\n");
      if (end !== -1 && length !== undefined && heard.length >= end + 4 + Number(length)) finish();
    });
    // Writing to a server that has hung up is part of the game.
    socket.on("error", finish).on("close", finish);
  });
}

/** What would tell an attacker how the inside looks. */
const inside =
  /\bat\s+\S+\s\(|\.[jt]s:\d+|node_modules|node:internal|packages\/|(?:Type|Range|Syntax|Reference)Error|(?:hono|kysely|pg-pool)\/(?:dist|lib)|SQLITE_|Unexpected token|ECONNREFUSED|ENOENT:/i;

/** A refusal of the protocol: its status, the headers without which no client can read it, and nothing of the inside. */
export function expectRefusal(answer: RawAnswer, expected: { status?: number; type: string }): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: expected.status ?? 400 });
  expect(JSON.parse(answer.text)).toMatchObject({ __type: expected.type });
  expect(answer.headers.get("x-amzn-errortype")).toBe(`${expected.type}:`);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
  expectNothingOfTheInside(answer);
}

export function expectNothingOfTheInside(answer: RawAnswer): void {
  expect(answer.text).not.toMatch(inside);
  expect(JSON.stringify([...answer.headers])).not.toMatch(inside);
}
