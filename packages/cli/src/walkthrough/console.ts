/**
 * `console`: the first generation opened a page there, where people chose how devices are remembered. Here the choice is asked
 * for and written into the definition, where the next push finds it.
 */
import { CommandError } from "../command-error.ts";
import { consoles, deviceTracking, yesOrNo } from "./choices.ts";
import { hasMfa } from "./conditions.ts";
import { type Place, save } from "./project.ts";
import { hasDefinition, readMarker } from "./project-files.ts";
import { type Question, type Scene, textIn } from "./question.ts";
import { walk } from "./walk.ts";

const isUserPool = ({ answers }: Scene): boolean => ["userPool", "both"].includes(textIn(answers, "console"));

/** The questions of `console`, in order. */
export const consoleQuestions: readonly Question[] = [
  {
    key: "console",
    text: "Which console",
    kind: "list",
    when: () => true,
    choices: () => consoles,
    fallback: () => "userPool",
  },
  {
    key: "deviceTracking",
    text: "Do you want to remember your user's devices?",
    kind: "list",
    when: isUserPool,
    choices: () => deviceTracking,
    fallback: ({ current }) => current.deviceTracking ?? "off",
  },
  {
    key: "rememberedDevicesSuppressMfa",
    text: "Do you want to use a remembered device to suppress the second factor during multi-factor authentication (MFA)?",
    kind: "list",
    when: (scene) => isUserPool(scene) && hasMfa(scene) && textIn(scene.answers, "deviceTracking") !== "off",
    choices: () => yesOrNo,
    fallback: ({ current }) => current.rememberedDevicesSuppressMfa ?? true,
  },
];

/** Asks how devices are remembered, and writes the definition anew. */
export async function openConsole(place: Place): Promise<void> {
  const marker = readMarker(place.root);
  if (marker === undefined) throw noWalkthrough(hasDefinition(place.root));
  const { asker } = place;
  const { console: chosen, ...answers } = await walk({
    mode: "update",
    questions: consoleQuestions,
    current: marker.answers,
    asker,
  });
  if (chosen !== "userPool")
    asker.say("There are no identity pools here, so there is nothing to look after.");
  if (chosen !== "identityPool") await save(place, answers, "updated");
}

const noWalkthrough = (isWritten: boolean): CommandError =>
  CommandError.usage(
    isWritten
      ? "The definition was written by hand: set multifactor.deviceTracking in amplify/auth/resource.ts to off, always or userOptIn."
      : "Auth has not been added to this project. To add it run `poolhouse add auth`.",
  );
