import { CommandError } from "./command-error.ts";
import { exitCodes } from "./exit-codes.ts";

/** What was asked of whom, with which key. */
export interface Place {
  readonly endpoint: string;
  readonly operation: string;
  readonly accessKeyId: string;
  /** What was asked; only names that the person gave are repeated. */
  readonly input: object;
}

/** What a server answered instead of doing it. */
export interface Fault {
  readonly status: number;
  /** The error's name on the wire; absent where the answer is not of the protocol. */
  readonly type?: string;
  readonly message: string;
}

/** The answer of a server that did not do what it was asked, worded for the person who asked. */
export class Refusal extends CommandError {
  override name = "Refusal";
  /** The error's name on the wire. */
  readonly type: string | undefined;

  private constructor(message: string, { exitCode, type }: { exitCode: number; type: string | undefined }) {
    super(message, exitCode);
    this.type = type;
  }

  /** Words a fault and chooses the exit code. */
  static of(place: Place, fault: Fault): Refusal {
    const { type, message } = fault;
    if (type === undefined)
      return new Refusal(wordStranger(place, fault), { exitCode: exitCodes.failed, type });
    const word = Object.hasOwn(words, type) ? words[type] : undefined;
    const text = word?.(place, fault) ?? `${message || "The server refused."} (${type})`;
    const isMissing = type.endsWith("NotFoundException");
    return new Refusal(text, { exitCode: isMissing ? exitCodes.notFound : exitCodes.failed, type });
  }

  /** Whether the same call may work in a moment. */
  get isTooFast(): boolean {
    return this.type === "TooManyRequestsException" || this.type === "ThrottlingException";
  }
}

/** Faults that have more to say than the server's own sentence. */
const words: Readonly<Record<string, (place: Place, fault: Fault) => string>> = {
  UnrecognizedClientException: ({ accessKeyId, endpoint }) =>
    `${endpoint} does not know the operator key ${accessKeyId}. \`poolhouse keys list\`, run where its data is, lists those it knows.`,
  InvalidSignatureException: ({ accessKeyId }, { message }) =>
    /^Signature (expired|not yet)/.test(message)
      ? `The clocks of this machine and of the server differ too much; set the wrong one. ${message}`
      : `The secret is not that of the operator key ${accessKeyId}. If it is lost, \`poolhouse keys create\` makes another key.`,
  AccessDeniedException: ({ accessKeyId, operation }, { message }) =>
    `The policy of the operator key ${accessKeyId} does not allow ${operation}. ${message}`.trimEnd(),
  InternalErrorException: ({ endpoint }) =>
    `The server at ${endpoint} failed. Its log says why, in the line of this request.`,
  UserPoolAddOnNotEnabledException: (_place, { message }) =>
    `${message} It shows what is recorded once UserPoolAddOns has an AdvancedSecurityMode of AUDIT.`,
  ResourceNotFoundException: (_place, { message }) => message,
  UserNotFoundException: ({ input }, { message }) => {
    const user = "Username" in input ? input.Username : undefined;
    const pool = "UserPoolId" in input ? input.UserPoolId : undefined;
    if (typeof user !== "string" || typeof pool !== "string") return message;
    return `There is no user '${user}' in the user pool ${pool}.`;
  },
};

const wordStranger = ({ endpoint }: Place, { status }: Fault): string =>
  `What answers at ${endpoint} is no Poolhouse (HTTP ${status}). Name the server with --endpoint or POOLHOUSE_ENDPOINT.`;

/** Words a call that reached nobody. */
export function wordFailure({ endpoint }: Place, error: unknown): CommandError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ECONNREFUSED") {
    return new CommandError(
      `No server answers at ${endpoint}. Start one with \`poolhouse serve\`, or say with --endpoint or POOLHOUSE_ENDPOINT where it is.`,
    );
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new CommandError(`The name in ${endpoint} leads nowhere: ${code}.`);
  }
  const why = cause instanceof Error ? cause.message : "the connection broke";
  return new CommandError(`The server at ${endpoint} cannot be reached: ${why}`);
}
