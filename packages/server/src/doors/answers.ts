import { errorBody, errorHeaders, statusOf, type WireFault } from "@poolhouse/protocol";

/** Clients read these of a cross-origin answer; the last four are other names under which they look for a request id. */
const exposedHeaders =
  "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date,x-amzn-request-id,x-amz-request-id,x-amz-id-2,x-amz-cf-id";

/** On every answer of the protocol, refusals included: without them a browser shows its page nothing but "network error". */
const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": exposedHeaders,
};

const rpcHeaders = {
  "content-type": "application/x-amz-json-1.1",
  "cache-control": "no-store",
  ...corsHeaders,
};

/** The answer of an operation. An absent output is an empty body, not `{}`: thirteen operations answer so. */
export function outputAnswer(output: unknown, requestId: string): Response {
  const body = output === undefined ? "" : JSON.stringify(output);
  return new Response(body, { headers: { ...rpcHeaders, "x-amzn-requestid": requestId } });
}

/** The answer of a refusal: status, headers and body agree on its type. */
export function faultAnswer(fault: WireFault, requestId: string): Response {
  const headers = { ...rpcHeaders, "x-amzn-requestid": requestId, ...errorHeaders(fault) };
  return new Response(errorBody(fault), { status: statusOf(fault.type), headers });
}

/** All that a caller learns of a fault. */
export const internalError: WireFault = {
  type: "InternalErrorException",
  message: "Internal server error",
};

/** The answer to a browser that asks whether it may send: any header, any origin, for two days. No cookies are involved. */
export function preflightAnswer(request: Request): Response {
  const asked = request.headers.get("access-control-request-headers");
  return new Response("", {
    headers: {
      ...corsHeaders,
      "access-control-allow-methods": "POST",
      ...(asked === null ? {} : { "access-control-allow-headers": asked }),
      "access-control-max-age": "172800",
    },
  });
}

/** A JSON document that anybody may read from anywhere. */
export function documentAnswer(document: unknown, cacheControl: string): Response {
  return jsonAnswer(document, { status: 200, headers: { "cache-control": cacheControl } });
}

/** A plain JSON refusal outside the protocol, e.g. of an unknown path. */
export function messageAnswer(status: number, message: string): Response {
  return jsonAnswer({ message }, { status, headers: { "cache-control": "no-store" } });
}

function jsonAnswer(value: unknown, init: { status: number; headers: Record<string, string> }): Response {
  const headers = { "content-type": "application/json", ...corsHeaders, ...init.headers };
  return new Response(JSON.stringify(value), { status: init.status, headers });
}
