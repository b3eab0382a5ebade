import type { OwnAuth, TriggerName } from "../backend-definition.ts";
import type { FunctionResource } from "../function/function-resource.ts";
import { registerFunction } from "../registry.ts";
import type { AuthProps, AuthTrigger } from "./props.ts";

/** Triggers by Amplify's names and by the protocol's. */
const triggerNames: Readonly<Record<AuthTrigger, TriggerName>> = {
  createAuthChallenge: "CreateAuthChallenge",
  customMessage: "CustomMessage",
  defineAuthChallenge: "DefineAuthChallenge",
  postAuthentication: "PostAuthentication",
  postConfirmation: "PostConfirmation",
  preAuthentication: "PreAuthentication",
  preSignUp: "PreSignUp",
  preTokenGeneration: "PreTokenGeneration",
  userMigration: "UserMigration",
  verifyAuthChallengeResponse: "VerifyAuthChallengeResponse",
};

/** Which function is asked when; counts the functions in. Throws for a trigger that there is not. */
export function triggerSettings(
  given: AuthProps["triggers"],
  senders: Partial<Record<TriggerName, FunctionResource>>,
): OwnAuth["triggers"] {
  const all: Partial<Record<TriggerName, FunctionResource>> = { ...senders };
  for (const [trigger, resource] of Object.entries(given ?? {})) all[nameOf(trigger)] = resource;
  const entries = Object.entries(all).map(([name, resource]) => {
    registerFunction(resource);
    return [name, resource.name] as const;
  });
  return Object.fromEntries(entries);
}

function nameOf(trigger: string): TriggerName {
  if (isTrigger(trigger)) return triggerNames[trigger];
  throw new Error(`Unknown trigger '${trigger}'. Use one of ${Object.keys(triggerNames).join(", ")}.`);
}

const isTrigger = (name: string): name is AuthTrigger => Object.hasOwn(triggerNames, name);
