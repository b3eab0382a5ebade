/** A row of the table: one thing of the library's contract, and the journey that shows it in both libraries. */
import type { AuthErrorName } from "@poolhouse/auth";
import type { FunctionName } from "./functions.ts";

interface Shown {
  readonly name: string;
  /** The title of a journey. */
  readonly by: string;
}

/** A function that does what it is for. */
export interface FunctionRow extends Shown {
  readonly kind: "function";
  readonly name: FunctionName;
}

/** A step that a function answers. */
export interface StepRow extends Shown {
  readonly kind: "step";
  /** The member of `nextStep` that names it. */
  readonly member: "signInStep" | "signUpStep" | "resetPasswordStep" | "updateAttributeStep";
  readonly from: readonly FunctionName[];
}

/** An error that a function throws. */
export interface ErrorRow extends Shown {
  readonly kind: "error";
  /** One that the library's own union of names has. */
  readonly name: AuthErrorName;
  /** Where it matters which function it is. */
  readonly from?: FunctionName;
  /** A part of its text. */
  readonly message?: string;
}

/** An event of the channel `auth`. */
export interface EventRow extends Shown {
  readonly kind: "event";
}

export type Row = FunctionRow | StepRow | ErrorRow | EventRow;

/** What cannot be shown side by side, why not, and the test that proves it of ours. */
export interface Apart {
  readonly kind: Row["kind"];
  readonly name: string;
  readonly why: string;
  /** A file of tests, and the title of one in it. */
  readonly test?: readonly [file: string, title: string];
}
