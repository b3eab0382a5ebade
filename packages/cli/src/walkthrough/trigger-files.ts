// Functions that a walkthrough begins and an author goes on with.
import type { DefinitionFile } from "./definition-files.ts";
import { capabilityCode } from "./capability-code.ts";
import type { Settings } from "./settings.ts";

/** A trigger by its names: in definitions, as a folder, and in questions. */
export interface Trigger {
  readonly name: string;
  readonly folder: string;
  readonly choice: string;
}

const triggers: readonly Trigger[] = [
  { name: "createAuthChallenge", folder: "create-auth-challenge", choice: "CreateAuthChallenge" },
  { name: "customMessage", folder: "custom-message", choice: "CustomMessage" },
  { name: "defineAuthChallenge", folder: "define-auth-challenge", choice: "DefineAuthChallenge" },
  { name: "postAuthentication", folder: "post-authentication", choice: "PostAuthentication" },
  { name: "postConfirmation", folder: "post-confirmation", choice: "PostConfirmation" },
  { name: "preAuthentication", folder: "pre-authentication", choice: "PreAuthentication" },
  { name: "preSignUp", folder: "pre-sign-up", choice: "PreSignup" },
  { name: "preTokenGeneration", folder: "pre-token-generation", choice: "PreTokenGeneration" },
  {
    name: "verifyAuthChallengeResponse",
    folder: "verify-auth-challenge-response",
    choice: "VerifyAuthChallengeResponse",
  },
];

/** The triggers that were chosen, or that a chosen capability needs. */
export function triggersOf(settings: Settings): readonly Trigger[] {
  const needed = settings.capabilities.flatMap((name) => Object.keys(capabilityCode[name] ?? {}));
  const wanted = new Set([...settings.triggers, ...needed]);
  return triggers.filter(({ choice }) => wanted.has(choice));
}

/** A definition and a handler for each; the handlers are the author's once they are there. */
export function triggerFiles(settings: Settings): readonly DefinitionFile[] {
  return triggersOf(settings).flatMap((trigger) => [
    { path: `auth/${trigger.folder}/resource.ts`, text: resourceText(trigger), isOnce: true },
    { path: `auth/${trigger.folder}/handler.ts`, text: handlerText(trigger, settings), isOnce: true },
  ]);
}

const resourceText = ({
  name,
  folder,
}: Trigger): string => `import { defineFunction } from "@poolhouse/backend";

export const ${name} = defineFunction({ name: "${folder}" });
`;

function handlerText({ choice }: Trigger, { capabilities }: Settings): string {
  const parts = capabilities.flatMap((name) => capabilityCode[name]?.[choice] ?? []);
  const imports = parts.flatMap(({ imports: lines = [] }) => lines);
  const bodies = parts.map(({ body }) => body);
  const body =
    bodies.length > 0
      ? bodies.join("\n")
      : "  // What the pool asks stands in event.request; what is answered goes to event.response.";
  const event = parts.find(({ event: shape }) => shape !== undefined)?.event ?? "object";
  return `${imports.length > 0 ? `${imports.join("\n")}\n\n` : ""}type Event = ${event};

export const handler = async (event: Event): Promise<Event> => {
${body}
  return event;
};
`;
}
