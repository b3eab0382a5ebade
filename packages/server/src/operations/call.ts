import { isUtf8 } from "node:buffer";
import {
  checkInput,
  type JsonObject,
  type OperationInputs,
  type OperationName,
  isOperationName,
  operationOf,
  parseBody,
  type WireFault,
} from "@poolhouse/protocol";
import type { RequestFacts } from "../kernel/log.ts";
import { randomUuid } from "../kernel/random.ts";
import { clientDoesNotExist, invalidClientOrSecret, ServiceError } from "../kernel/errors.ts";
import type { SignedRequest } from "../rules/signature.ts";
import { resolveOperator } from "./callers/operator.ts";
import { recordChanges } from "./audit/record-changes.ts";
import { resolveToken } from "./callers/access-token.ts";
import { resolveTokenOrSession } from "./callers/token-or-session.ts";
import { runBlurred } from "./blur-time.ts";
import { findClient, type loadClient } from "./load.ts";
import type { CallContext, CallerContexts, Operation, OperatorContext, World } from "./operation.ts";
import { operations } from "./index.ts";
import { noteCaller, noteInput, noteOutput } from "./request-facts.ts";

/** One request as a door hands it over: unparsed, because the signature covers the bytes. */
export interface CallRequest {
  /** The operation's name on the wire; unknown names are refused. */
  name: string;
  http: SignedRequest;
  ipAddress: string;
  /** The User-Agent header, if there was one. */
  userAgent?: string | undefined;
  /** Where to note what the request is about, for the door's log. */
  facts?: RequestFacts;
}

/**
 * Answers one request in the service's order of checks: operation, JSON, signature, constraints, caller, operation
 * (contract: evaluation order of a request). Throws ServiceError for every refusal.
 */
export async function answer(world: World, request: CallRequest, requestId: string): Promise<unknown> {
  const { ipAddress, userAgent, facts = {} } = request;
  const ctx = { world, now: world.clock.now(), requestId, ipAddress, userAgent };
  const name = knownOperation(request.name);
  const body = readJson(request.http.body);
  const operator =
    operations[name].caller === "operator"
      ? await resolveOperator(ctx, request.http, { name, body })
      : undefined;
  facts.operator = operator?.accessKeyId;
  return run(ctx, { name, body, operator, facts });
}

/** JSON between systems is UTF-8 (RFC 8259 section 8.1); decoding what is not would make one text of many. */
function readJson(bytes: Buffer): JsonObject {
  const body = parseBody(isUtf8(bytes) ? bytes.toString("utf8") : "not UTF-8");
  if (!body.ok) throw refusal(body.error);
  return body.value;
}

/** Runs one operation for a caller inside this process; operator operations need a name to go by. */
export async function call<N extends OperationName>(
  world: World,
  name: N,
  body: JsonObject,
  operator = "in-process",
): Promise<unknown> {
  const requestId = randomUuid(world.random);
  const ctx = { world, now: world.clock.now(), requestId, ipAddress: "127.0.0.1" };
  return run(ctx, { name, body, operator: { accessKeyId: operator }, facts: {} });
}

interface Checked {
  name: OperationName;
  body: JsonObject;
  operator: OperatorContext["operator"] | undefined;
  facts: RequestFacts;
}

async function run(ctx: CallContext, checked: Checked): Promise<unknown> {
  const input = checkInput(checked.name, checked.body);
  if (!input.ok) throw refusal(input.error);
  noteInput(checked.facts, input.input);
  // The record is complete by type: the entry under a name is the operation of that name, so its input fits its run.
  const entry = operations[checked.name] as Operation;
  // Where an operation takes metadata for triggers, the member has this name and is a map of texts.
  const { ClientMetadata: clientMetadata } = input.input as { ClientMetadata?: Record<string, string> };
  const limited = { ...ctx, name: checked.name, caller: entry.caller, input: input.input };
  ctx.world.rateLimiter?.chargeAddress(limited);
  const caller = await resolveCaller({ ...ctx, clientMetadata }, entry, {
    input: input.input,
    operator: checked.operator,
  });
  noteCaller(checked.facts, caller);
  ctx.world.rateLimiter?.chargeCaller(limited, caller);
  const output = await runBlurred(caller, entry, () =>
    entry.run(recordChanges(caller, checked.name, input.input), input.input),
  );
  noteOutput(checked.facts, output);
  return output;
}

type Resolved = CallerContexts[keyof CallerContexts];

async function resolveCaller(
  ctx: CallContext,
  entry: Operation,
  given: { input: OperationInputs[OperationName]; operator: OperatorContext["operator"] | undefined },
): Promise<Resolved> {
  // Which of these members an input has follows from the operation's caller; the model declares them all as strings.
  const input = given.input as {
    ClientId?: string;
    AccessToken?: string;
    Session?: string;
  };
  switch (entry.caller) {
    case "client":
      return { ...ctx, ...(await resolveClient(ctx.world, entry.name, input.ClientId ?? "")) };
    case "accessToken":
      return resolveToken(ctx, input.AccessToken);
    case "accessTokenOrSession":
      return resolveTokenOrSession(ctx, input);
    case "feedbackToken":
      return ctx;
    case "operator":
      if (given.operator === undefined)
        throw new Error("an operator operation reached the dispatcher unsigned");
      return { ...ctx, operator: given.operator };
  }
}

/** The client; one that is unknown is named as the operation's own list of errors allows. */
async function resolveClient(
  world: World,
  name: OperationName,
  clientId: string,
): ReturnType<typeof loadClient> {
  const found = await findClient(world, clientId);
  if (found !== undefined) return found;
  if (name === "GetClientToken") throw invalidClientOrSecret("client_unknown");
  const declared: readonly string[] = operationOf(name).errors;
  if (declared.includes("ResourceNotFoundException")) throw clientDoesNotExist(clientId);
  throw new ServiceError("UnauthorizedException", "Invalid client.", "client_unknown");
}

function knownOperation(name: string): OperationName {
  if (!isOperationName(name)) throw new ServiceError("UnknownOperationException", "", "operation_unknown");
  return name;
}

function refusal(fault: WireFault): ServiceError {
  return new ServiceError(fault.type, fault.message, "request_invalid");
}
