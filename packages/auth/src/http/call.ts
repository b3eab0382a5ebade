// One request of the user pools protocol: POST, JSON, the operation in a header; tried three times where trying again can help.
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import type { Context } from "../context.ts";
import { AuthError } from "../errors.ts";
import { randomShare, randomUuid, timeUntil, wait } from "../platform.ts";
import { readError } from "./read-error.ts";

/** The service of the operations that user pools have always had. */
const original = "AWSCognitoIdentityProviderService";

const attempts = 3;
const version = "0.1.0";

/** Statuses, and names of errors, that may be gone a moment later. */
const passingStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const passingErrors =
  /^(Throttling(Exception)?|(EC2)?ThrottledException|RequestThrottled(Exception)?|(Bandwidth|Request)LimitExceeded|(LimitExceeded|TooManyRequests|ProvisionedThroughputExceeded)Exception|RequestTimeout(Exception)?|TimeoutError|NetworkError|PriorRequestNotComplete|SlowDown)$/;

/**
 * Calls an operation of the pool that the context is configured for.
 *
 * @throws AuthError by the service's name for a refusal; `NetworkError` if no answer came.
 */
export async function call<N extends OperationName>(
  context: Context,
  name: N,
  { input, action, service }: { input: OperationInputs[N]; action?: number | undefined; service?: string },
): Promise<OperationOutputs[N]> {
  const { options } = context;
  const invocation = randomUuid();
  const more = await options.headers?.();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const headers = {
        ...envelope(`${service ?? original}.${name}`, action),
        ...more,
        ...attemptHeaders(invocation, attempt),
      };
      const body = await post(context, headers, JSON.stringify(input));
      // The service answers an operation with the output that its model gives it.
      return body as OperationOutputs[N];
    } catch (error) {
      if (attempt === attempts || !mayPass(error)) throw error;
      await wait(2 ** attempt * 100 + 100 * randomShare());
    }
  }
}

function envelope(target: string, action: number | undefined): Record<string, string> {
  const part = action === undefined ? "" : ` auth/${action}`;
  return {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": target,
    "x-amz-user-agent": `poolhouse-auth/${version}${part} framework/0`,
    "cache-control": "no-store",
  };
}

function attemptHeaders(invocation: string, attempt: number): Record<string, string> {
  return {
    "amz-sdk-invocation-id": invocation,
    "amz-sdk-request": `attempt=${attempt}; max=${attempts}`,
  };
}

async function post(context: Context, headers: Record<string, string>, body: string): Promise<unknown> {
  const answer = await fetch(context.config.userPoolEndpoint, { method: "POST", headers, body }).catch(
    (cause: unknown) => {
      throw new AuthError({
        name: "NetworkError",
        message: "A network error has occurred.",
        underlyingError: cause,
      });
    },
  );
  // Proofs of passwords carry the time, and this device's clock may be wrong by more than the service lets pass.
  context.clockSkew = timeUntil(answer.headers.get("date")) ?? context.clockSkew;
  if (!answer.ok) throw await readError(answer);
  const text = await answer.text();
  // ForgetDevice and DeleteUser may be answered with nothing at all.
  return text === "" ? {} : (JSON.parse(text) as unknown);
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof AuthError)) return false;
  return passingErrors.test(error.name) || passingStatuses.has(error.metadata?.httpStatusCode ?? 0);
}
