// For the tools that run a definition: what it comes to, as plain data.
export type * from "./backend-definition.ts";
export { DefinitionError } from "./definition-error.ts";
export { readDefinition, resetDefinition } from "./registry.ts";
export { resolveTokens, tokens, type TokenName } from "./tokens.ts";
