// The same comparison where no real pool would say what has to be heard: answers are scripted, and time stands still.
import { scriptedJourneys } from "./every-journey.ts";
import { runScripted } from "./run.ts";

runScripted(scriptedJourneys);
