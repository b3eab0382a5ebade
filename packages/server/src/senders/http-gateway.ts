/**
 * Requests to gateways over HTTP, and what their outcomes mean: taken, not taken, refused for good, or nobody knows.
 */
import { DeliveryUncertain } from "../ports/sender.ts";

/** A gateway that has not answered after this long is given up; milliseconds. */
export const gatewayPatience = 15_000;

export interface GatewayRequest {
  url: string;
  method?: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds; 15 seconds if absent. */
  patience?: number | undefined;
}

export interface GatewayAnswer {
  status: number;
  /** The beginning of it. */
  body: string;
}

/** Answers are small; nobody may fill the memory with one. */
const longestAnswer = 16_384;

/** What has gone wrong before a gateway can have heard of the message. */
const unheard =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/**
 * Makes one request. Redirects are not followed: the message is for this gateway.
 *
 * @throws DeliveryUncertain if the gateway may have heard the request and gave no answer; Error if it has not heard it.
 */
export async function askGateway(request: GatewayRequest): Promise<GatewayAnswer> {
  const { url, method = "POST", headers, body, patience = gatewayPatience } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
      ...(body !== undefined && { body }),
    });
    return { status: response.status, body: await readBeginning(response) };
  } catch (error) {
    const code = errorCode(error);
    if (unheard.test(code)) throw new Error(`the gateway cannot be reached: ${code}`);
    throw new DeliveryUncertain(`the gateway gave no answer: ${code}`);
  }
}

/** How a failure is told: by its status, never by the gateway's words, which may repeat the message. */
export const statusFailure = (status: number): Error => new Error(`the gateway answered HTTP ${status}`);

async function readBeginning(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    // What the body of a response to fetch is made of (WHATWG Fetch).
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length >= longestAnswer) break;
  }
  return text.slice(0, longestAnswer);
}

/** The system's word for a failed request; fetch wraps it. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause instanceof Error ? errorCode(error.cause) : error.name;
}
