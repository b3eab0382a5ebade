import { AuthError } from "../errors.ts";

/** The error that an answer of the service stands for (client API contract, errors 4.2). */
export async function readError(answer: Response): Promise<AuthError> {
  const { headers, status } = answer;
  const body = await readBody(answer);
  const requestId = firstHeader(headers, ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"]);
  const extendedRequestId = headers.get("x-amz-id-2") ?? undefined;
  return new AuthError({
    name: nameOf(headers.get("x-amzn-errortype") ?? textOf(body, "code") ?? textOf(body, "__type")),
    message: textOf(body, "message") ?? textOf(body, "Message") ?? "Unknown error",
    metadata: { httpStatusCode: status, requestId, extendedRequestId },
  });
}

/** A proxy in front may answer with a page; its status still says what happened. */
async function readBody(answer: Response): Promise<object> {
  try {
    const body: unknown = await answer.json();
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}

/** Without the namespace in front and whatever follows a comma or colon. */
function nameOf(written: string | undefined): string {
  const [name = ""] = (written ?? "UnknownError").split(/[,:]/);
  return name.slice(name.indexOf("#") + 1);
}

function textOf(body: object, member: string): string | undefined {
  // Any object may be asked for any member.
  const value: unknown = (body as Readonly<Record<string, unknown>>)[member];
  return typeof value === "string" ? value : undefined;
}

function firstHeader(headers: Headers, names: readonly string[]): string | undefined {
  return names.map((name) => headers.get(name)).find((value) => value !== null) ?? undefined;
}
