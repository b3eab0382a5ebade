/** How a client sends and reads: each answer is held against what its library demands. */
import * as Sdk from "@aws-sdk/client-cognito-identity-provider";
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import type { InProcessServer } from "../../support/in-process-server.ts";
import { sendCall } from "../../support/wire-call.ts";
import type { Dialect } from "./dialect.ts";

/** Calls an operation, or throws a {@link Refusal}. */
export type Send = <N extends OperationName>(
  name: N,
  input: OperationInputs[N],
) => Promise<OperationOutputs[N]>;

type Demand = (reply: unknown, input: unknown) => string | undefined;

/** The service said no. */
export class Refusal extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** How this dialect's requests reach the server. */
export function openWire(server: Pick<InProcessServer, "url" | "sdk">, dialect: Dialect): Send {
  const send = dialect.name === "AWS SDK" ? sendWithSdk(server.sdk) : sendByHand(server.url);
  return async (name, input) => {
    const reply = await send(name, input);
    // The demand under an operation's name takes the answer of that operation, as its type says.
    const demand = dialect.demands[name] as Demand | undefined;
    const complaint = demand?.(reply, input);
    if (complaint !== undefined) throw new Error(`${dialect.name} cannot read ${name}: ${complaint}`);
    return reply;
  };
}

function sendByHand(url: string): Send {
  return async (name, body) => {
    const answer = await sendCall(url, { name, body });
    if (answer.status !== 200) throw new Refusal(answer.type ?? "", answer.message ?? "");
    // The server holds its answers against the model that this type was made from.
    return JSON.parse(answer.text === "" ? "{}" : answer.text) as never;
  };
}

/** The classes by name, for names that are only known at run time. */
const commands: Readonly<Record<string, unknown>> = { ...Sdk };

function sendWithSdk(sdk: InProcessServer["sdk"]): Send {
  return async (name, input) => {
    // The SDK has a command for every operation that a client of the protocol calls, and it takes the operation's input.
    const Command = commands[`${name}Command`] as new (given: unknown) => Sdk.GetUserCommand;
    try {
      // What the SDK has read is the operation's output, beside metadata of its own.
      return (await sdk.send(new Command(input))) as never;
    } catch (cause) {
      if (!(cause instanceof Sdk.CognitoIdentityProviderServiceException)) throw cause;
      throw new Refusal(cause.name, cause.message);
    }
  };
}
