/** All journeys, by the file of tests that runs them. */
import type { OAuthServer } from "../../support/oauth-server.ts";
import type { Journey, ScriptedJourney } from "./journey.ts";
import { accountJourneys } from "./journeys/account.ts";
import { choiceJourneys } from "./journeys/choices.ts";
import { contextJourneys } from "./journeys/contexts.ts";
import { deviceJourneys } from "./journeys/devices.ts";
import { factorJourneys } from "./journeys/factors.ts";
import { faultJourneys } from "./journeys/faults.ts";
import { localJourneys } from "./journeys/local.ts";
import { passkeyJourneys } from "./journeys/passkeys.ts";
import { passwordJourneys } from "./journeys/passwords.ts";
import { redirectJourneys } from "./journeys/redirect.ts";
import { pageRefusalJourneys, refusalJourneys } from "./journeys/refusals.ts";
import { sessionJourneys } from "./journeys/sessions.ts";
import { signUpJourneys } from "./journeys/sign-up.ts";
import { stateJourneys } from "./journeys/states.ts";

/** In pools of a real server. */
export const realJourneys: readonly Journey[] = [
  ...signUpJourneys,
  ...passwordJourneys,
  ...choiceJourneys,
  ...factorJourneys,
  ...accountJourneys,
  ...deviceJourneys,
];

/** With scripted answers. What is configured stays so: the journey before any configuration comes first. */
export const scriptedJourneys: readonly ScriptedJourney[] = [
  ...contextJourneys,
  ...localJourneys,
  ...stateJourneys,
  ...sessionJourneys,
  ...faultJourneys,
  ...refusalJourneys,
];

const nowhere = (): OAuthServer => {
  throw new Error("only titles are asked for");
};

/** On a page. */
export const pageJourneys: readonly (Journey | ScriptedJourney)[] = [
  ...redirectJourneys(nowhere),
  ...pageRefusalJourneys,
  ...passkeyJourneys,
];

export const everyJourney: readonly { readonly title: string }[] = [
  ...realJourneys,
  ...scriptedJourneys,
  ...pageJourneys,
];
