/** What would be done, for people and for programs. */
import type { PlannedInput, PlannedOperation } from "@poolhouse/backend/definition";
import { wordConcerned } from "./count-concerned.ts";
import type { Application, Proposal } from "./propose.ts";

/** A plan as `--json` prints it. Names and form stay as they are. */
export interface PlanDocument {
  readonly UserPool: { readonly Name: string; readonly Id?: string };
  readonly Client: { readonly Name: string; readonly Id?: string };
  /** Whether there is anything to do. */
  readonly HasChanges: boolean;
  /** Whether it can be done on the pool that is there. */
  readonly IsPossible: boolean;
  readonly Steps: readonly {
    readonly Operation: PlannedOperation;
    readonly Lines: readonly string[];
    readonly IsDestructive: boolean;
    /** Without ids; secrets are there by name only. */
    readonly Input: PlannedInput<PlannedOperation>;
  }[];
  /** People whom a change means something to. */
  readonly Concerns: readonly {
    readonly Kind: string;
    readonly Users: number;
    /** There may be more. */
    readonly IsLeast: boolean;
    readonly IsLockOut: boolean;
    readonly Line: string;
  }[];
  /** What cannot change in a pool that is there. */
  readonly Replacements: readonly {
    readonly Member: string;
    readonly Line: string;
    readonly CanStay: boolean;
  }[];
}

export function describeProposal(
  { poolName, clientName }: Application,
  { plan, app, concerned }: Proposal,
): PlanDocument {
  const { userPoolId, userPoolClientId } = app;
  return {
    UserPool: { Name: poolName, ...(userPoolId !== undefined && { Id: userPoolId }) },
    Client: { Name: clientName, ...(userPoolClientId !== undefined && { Id: userPoolClientId }) },
    HasChanges: plan.steps.length > 0,
    IsPossible: plan.replacements.every(({ canStay }) => canStay),
    Steps: plan.steps.map((step) => ({
      Operation: step.operation,
      Lines: step.lines,
      IsDestructive: step.isDestructive,
      Input: step.input,
    })),
    Concerns: concerned.map(({ concern, count, isLeast }) => ({
      Kind: concern.kind,
      Users: count,
      IsLeast: isLeast,
      IsLockOut: concern.isLockOut,
      Line: concern.line,
    })),
    Replacements: plan.replacements.map(({ member, line, canStay }) => ({
      Member: member,
      Line: line,
      CanStay: canStay,
    })),
  };
}

/** Lines for people; what is lost, and what cannot be, is marked. */
export function wordProposal({ plan, concerned }: Proposal): string {
  const lines = [
    ...plan.steps.flatMap(({ lines: told, isDestructive }) =>
      told.map((line) => `  ${isDestructive ? "-" : "~"} ${line}`),
    ),
    ...plan.replacements.map(({ line, canStay }) => `  ${canStay ? "i" : "!"} ${line}`),
    ...concerned.map((each) => `  ${each.concern.isLockOut ? "!" : "i"} ${wordConcerned(each)}`),
  ];
  return lines.length === 0 ? "Nothing to do: the pool is what the definition says." : lines.join("\n");
}
