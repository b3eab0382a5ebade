// For the tools that run a definition: what it comes to, as plain data, and how a running pool becomes that.
export type * from "./backend-definition.ts";
export { DefinitionError } from "./definition-error.ts";
export { isConcerned, type UserFacts } from "./plan/concern.ts";
export { lambdaConfigOf } from "./plan/lambda-config.ts";
export type {
  Concern,
  FactorName,
  LiveAuth,
  Plan,
  PlannedInput,
  PlannedOperation,
  Replacement,
  Step,
  Surroundings,
} from "./plan/plan.ts";
export { planChanges } from "./plan/plan-changes.ts";
export { inputOf, type StepTarget } from "./plan/step-input.ts";
export { readDefinition, resetDefinition } from "./registry.ts";
export { resolveTokens, tokens, type TokenName } from "./tokens.ts";
