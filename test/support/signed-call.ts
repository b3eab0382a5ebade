/** An operator's request as the dispatcher gets it: signed, but not sent anywhere. */
import { type JsonObject, type OperationName } from "@poolhouse/protocol";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { answer } from "../../packages/server/src/operations/call.ts";
import type { OperatorKey } from "./running-server.ts";
import type { Service } from "./service.ts";
import { signHeaders } from "./signature.ts";
import { targetOf } from "./target.ts";

/** The answer as text, or the refusal as `Type: message`. A fault is thrown. */
export async function askSigned(
  { world, clock }: Service,
  key: OperatorKey,
  name: OperationName,
  input: JsonObject,
): Promise<string> {
  const body = JSON.stringify(input);
  const plain = { host: "localhost", "x-amz-target": targetOf(name) };
  const headers = { ...plain, ...signHeaders({ key, headers: plain, body, now: clock.now() }) };
  const http = { method: "POST", path: "/", query: "", headers, body: Buffer.from(body) };
  try {
    const output = await answer(world, { name, http, ipAddress: "127.0.0.1" }, "request");
    return JSON.stringify(output ?? {});
  } catch (error) {
    if (error instanceof ServiceError) return `${error.type}: ${error.message}`;
    throw error;
  }
}
