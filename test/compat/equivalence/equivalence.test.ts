// The unmodified aws-amplify 6 and our own client, side by side: the same journeys against the same server, and everything that can
// be seen of them compared: outputs, errors, requests, events, names of what is stored.
import { realJourneys } from "./every-journey.ts";
import { runJourneys } from "./run.ts";

runJourneys(realJourneys);
