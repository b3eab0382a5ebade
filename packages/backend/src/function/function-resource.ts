import type { OperationName } from "@poolhouse/protocol";
import type { FunctionDefinition } from "../backend-definition.ts";
import type { BackendSecret } from "../secret.ts";

/** A function of the project, as other definitions take it. */
export interface FunctionResource {
  readonly name: string;
  /** Sets a variable of the function's environment. */
  addEnvironment(key: string, value: string | BackendSecret): void;
  /** Lets the function call operations on the pool. */
  grant(operations: readonly OperationName[]): void;
  /** What the function comes to. */
  define(): FunctionDefinition;
}
