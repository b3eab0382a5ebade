/**
 * The door of the protocol: POST with the operation's name in X-Amz-Target. It bounds and reads the body once, hands bytes to
 * the dispatcher, and writes what comes back with the headers that browsers and SDKs need on every answer. It decides nothing.
 */
import { isOperationName, serviceOf } from "@poolhouse/protocol";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { ServiceError } from "../kernel/errors.ts";
import { type Log, type RequestFacts, startStopwatch } from "../kernel/log.ts";
import type { CallRequest } from "../operations/call.ts";
import type { SignedRequest } from "../rules/signature.ts";
import { faultAnswer, internalError, outputAnswer, preflightAnswer } from "./answers.ts";
import type { ClientAddress } from "./client-address.ts";
import { assertModelledError, assertModelledOutput } from "./assert-model.ts";
import { readBody } from "./body.ts";

/** What the door needs. */
export interface RpcOptions {
  /** Answers one request or throws a ServiceError: the dispatcher, bound to its world. */
  readonly answer: (request: CallRequest, requestId: string) => Promise<unknown>;
  /** A fresh UUID for each request. */
  readonly newRequestId: () => string;
  /** Who asks. */
  readonly addressOf: ClientAddress;
  readonly log: Log;
  /** Hold answers and refusals against the model, and treat a difference as a fault. For tests and development. */
  readonly assertModel: boolean;
}

/** What the HTTP server lends to a request; absent when a test calls the application without a port. */
export interface DoorBindings {
  Bindings: Partial<HttpBindings>;
}

type DoorContext = Context<DoorBindings>;

const mebibyte = 1024 * 1024;

/** Two operations carry images and are documented with twice the room. */
const largeOperations: ReadonlySet<string> = new Set([
  "CreateManagedLoginBranding",
  "UpdateManagedLoginBranding",
]);

/** The routes of the protocol, to be mounted where clients point. */
export function rpcDoor(options: RpcOptions): Hono<DoorBindings> {
  return new Hono<DoorBindings>()
    .post("/", (c) => answerCall(options, c))
    .options("/", (c) => preflightAnswer(c.req.raw))
    .all("/", (c) => refuseMethod(options, c));
}

/** One request, as the log will tell it. */
interface Call {
  readonly name: string;
  readonly requestId: string;
  readonly ipAddress: string;
  readonly userAgent: string | undefined;
  readonly elapsed: () => number;
  readonly facts: RequestFacts;
}

async function answerCall(options: RpcOptions, c: DoorContext): Promise<Response> {
  const call = startCall(options, c);
  try {
    const http = await readRequest(c, largeOperations.has(call.name) ? 2 * mebibyte : mebibyte);
    const output = await runChecked(options, call, http);
    tell(options, call, { outcome: "ok" });
    return outputAnswer(output, call.requestId);
  } catch (error) {
    if (!(error instanceof ServiceError)) return answerFault(options, call, error);
    tell(options, call, { outcome: error.type, reason: error.reason });
    return faultAnswer(error, call.requestId);
  }
}

function startCall({ newRequestId, addressOf }: RpcOptions, c: DoorContext): Call {
  return {
    name: readTarget(readHeader(c, "x-amz-target") ?? ""),
    requestId: newRequestId(),
    ipAddress: addressOf(c.env?.incoming),
    userAgent: readHeader(c, "user-agent"),
    elapsed: startStopwatch(),
    facts: {},
  };
}

/** From Node's own request where there is one: making a Headers object of all of them takes longer than the rest of this file. */
function readHeader(c: DoorContext, name: "x-amz-target" | "user-agent"): string | undefined {
  const incoming = c.env?.incoming;
  if (incoming === undefined) return c.req.header(name);
  const value = incoming.headers[name];
  return typeof value === "string" ? value : undefined;
}

/** The operation that X-Amz-Target names with its own service in front; nothing otherwise. */
function readTarget(target: string): string {
  const name = target.slice(target.indexOf(".") + 1);
  return isOperationName(name) && target === `${serviceOf(name)}.${name}` ? name : "";
}

async function readRequest(c: DoorContext, limit: number): Promise<SignedRequest> {
  const request = c.req.raw;
  const body = await readBody({ request, incoming: c.env?.incoming, limit });
  // Only signed operations look at these three, so they are made on demand.
  return {
    method: request.method,
    body,
    get path() {
      return new URL(request.url).pathname;
    },
    get query() {
      return new URL(request.url).search.slice(1);
    },
    get headers() {
      return Object.fromEntries(request.headers);
    },
  };
}

async function runChecked(options: RpcOptions, call: Call, http: SignedRequest): Promise<unknown> {
  const { name, ipAddress, userAgent, requestId, facts } = call;
  const running = options.answer({ name, http, ipAddress, userAgent, facts }, requestId);
  if (!options.assertModel) return running;
  const output = await running.catch((error: unknown) => {
    if (error instanceof ServiceError) assertModelledError(name, error);
    throw error;
  });
  assertModelledOutput(name, output);
  return output;
}

function answerFault(options: RpcOptions, call: Call, cause: unknown): Response {
  options.log.fault({ where: nameOf(call), requestId: call.requestId, cause });
  tell(options, call, { outcome: internalError.type, reason: "fault" });
  return faultAnswer(internalError, call.requestId);
}

function refuseMethod(options: RpcOptions, c: DoorContext): Response {
  const call = startCall(options, c);
  tell(options, call, { outcome: "MethodNotAllowedException", reason: "method_not_allowed" });
  const answered = faultAnswer(
    { type: "MethodNotAllowedException", message: "Use POST with X-Amz-Target." },
    call.requestId,
  );
  answered.headers.set("allow", "POST, OPTIONS");
  return answered;
}

function tell({ log }: RpcOptions, call: Call, told: { outcome: string; reason?: string }): void {
  const { requestId, ipAddress, facts } = call;
  const durationMs = call.elapsed();
  log.request({ requestId, operation: nameOf(call), ...told, ...facts, durationMs, ipAddress });
}

const nameOf = ({ name }: Call): string => (isOperationName(name) ? name : "unknown");
