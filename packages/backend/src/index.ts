// What a project's `amplify/` folder imports.
export type { BackendDefinition } from "./definition.ts";
