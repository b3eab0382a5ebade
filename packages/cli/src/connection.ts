/**
 * Asking a running server, as any client of the protocol would: over HTTP, signed with an operator's key, so that the key's
 * policy holds and the audit trail names it. The AWS SDK signs (Signature Version 4); what is asked is the model's own JSON,
 * which has room for Poolhouse's own operations, too.
 */
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import { CommandError } from "./command-error.ts";
import type { Given } from "./command.ts";
import { usualEndpoint } from "./flags.ts";
import { type Place, Refusal, wordFailure } from "./refusal.ts";

/** A server that can be asked. */
export interface Connection {
  /** Without a trailing slash. */
  readonly endpoint: string;
  /**
   * Calls one operation.
   *
   * @throws Refusal worded for people; a server that is away or another kind of server is one, too.
   * @example const { UserPool } = await connection.ask("DescribeUserPool", { UserPoolId: id });
   */
  ask<N extends OperationName>(operation: N, input: OperationInputs[N]): Promise<OperationOutputs[N]>;
}

/** What signs. */
interface OperatorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Any region is right, because a Poolhouse has none. */
const region = "eu-west-1";

/** How long an answer may take, in milliseconds. */
const longestWait = 60_000;

/** Times that a call is made again when the server says "not so fast", and the first pause in milliseconds. */
const patience = { tries: 6, pause: 250 };

/**
 * The server that `--endpoint` or the environment names.
 *
 * @throws CommandError if the address or the keys are missing or malformed. Nothing is sent yet.
 */
export async function connect(given: Given, environment: Environment = process.env): Promise<Connection> {
  const endpoint = readEndpoint(given, environment);
  warnOfEavesdroppers(endpoint);
  const key = readKey(environment);
  const sign = await createSigner(endpoint, key);
  const { serviceOf } = await import("@poolhouse/protocol/model");
  return {
    endpoint,
    async ask<N extends OperationName>(operation: N, input: OperationInputs[N]) {
      const target = `${serviceOf(operation)}.${operation}`;
      const place = { endpoint, operation, accessKeyId: key.accessKeyId, input };
      const answer = await persist(() => send({ place, target, body: JSON.stringify(input), sign }));
      // The operation of a name answers what the model says of that name.
      return answer as OperationOutputs[N];
    },
  };
}

function readEndpoint(given: Given, environment: Environment): string {
  const text = given.text("endpoint") ?? environment["POOLHOUSE_ENDPOINT"] ?? usualEndpoint;
  if (!/^https?:\/\/[^\s?#@]+$/.test(text) || !URL.canParse(text)) {
    throw CommandError.usage("--endpoint (POOLHOUSE_ENDPOINT) must be an http or https address.");
  }
  return text.replace(/\/+$/, "");
}

/** Keys never travel, but passwords that are set and secrets that are made do. */
function warnOfEavesdroppers(endpoint: string): void {
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === "https:" || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return;
  console.error(`${endpoint} is not encrypted: everybody on the way can read along. Say https.`);
}

function readKey(environment: Environment): OperatorKey {
  for (const prefix of ["POOLHOUSE", "AWS"]) {
    const accessKeyId = environment[`${prefix}_ACCESS_KEY_ID`] ?? "";
    const secretAccessKey = environment[`${prefix}_SECRET_ACCESS_KEY`] ?? "";
    if (accessKeyId !== "" && secretAccessKey !== "") return { accessKeyId, secretAccessKey };
  }
  throw CommandError.usage(
    "An operator key is missing: set POOLHOUSE_ACCESS_KEY_ID and POOLHOUSE_SECRET_ACCESS_KEY.\n" +
      "`poolhouse keys create`, run where the server's data is, makes one.",
  );
}

type Headers = Record<string, string>;
type Sign = (headers: Headers, body: string) => Promise<Headers>;

/** The signer of the AWS SDK, loaded when it is needed. */
async function createSigner(endpoint: string, credentials: OperatorKey): Promise<Sign> {
  const { CognitoIdentityProviderClient } = await import("@aws-sdk/client-cognito-identity-provider");
  const { config } = new CognitoIdentityProviderClient({ endpoint, region, credentials });
  const signer = await config.signer();
  const { protocol, hostname, host, port, pathname } = new URL(endpoint);
  return async (headers, body) => {
    const request = { method: "POST", protocol, hostname, path: pathname, query: {}, body };
    const whole = { ...request, ...(port !== "" && { port: Number(port) }), headers: { ...headers, host } };
    const signed = await signer.sign(whole);
    return signed.headers;
  };
}

interface Sending {
  readonly place: Place;
  readonly target: string;
  readonly body: string;
  readonly sign: Sign;
}

async function send({ place, target, body, sign }: Sending): Promise<unknown> {
  const said = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  const { host: _host, ...headers } = await sign(said, body);
  const signal = AbortSignal.timeout(longestWait);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(place.endpoint, { method: "POST", headers, body, redirect: "manual", signal });
    text = await answer.text();
  } catch (error) {
    throw wordFailure(place, error);
  }
  const content = readObject(text);
  if (answer.ok && content !== undefined) return content;
  throw Refusal.of(place, { status: answer.status, ...readFault(content) });
}

/** The JSON object of an answer; nothing at all counts as an empty one. */
function readObject(text: string): object | undefined {
  if (text === "") return {};
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}

function readFault(content: object | undefined): { type?: string; message: string } {
  const { __type: type, message } = { __type: undefined, message: undefined, ...content };
  return {
    ...(typeof type === "string" && { type }),
    message: typeof message === "string" ? message : "",
  };
}

/** Asks again, ever more slowly, while the server only says that it was too much at once. */
async function persist(call: () => Promise<unknown>): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const isTooFast = error instanceof Refusal && error.isTooFast;
      if (!isTooFast || tries === patience.tries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, patience.pause * 2 ** (tries - 1)));
  }
}
