// What the walkthrough says when it is done.
import type { Settings } from "./settings.ts";
import { secretsOf } from "./social.ts";

/** The lines after `add auth` and `update auth`. */
export function nextSteps(settings: Settings): readonly string[] {
  return [
    ...smsLines(settings),
    ...secretLines(settings),
    "",
    "Some next steps:",
    '"poolhouse push" will build all your local backend resources and provision them on your server',
    '"poolhouse publish" will do the same; what it does not do is host your frontend',
    "",
  ];
}

/** Cognito would send a charged message now, and only to numbers that were proven before. */
function smsLines({ mfa, verified }: Settings): readonly string[] {
  const sendsSms = (mfa.mode !== "OFF" && mfa.sms) || verified.includes("phone_number");
  if (!sendsSms) return [];
  return [
    "",
    "This user pool sends SMS. No test message is sent, and there is no list of numbers that must be proven first.",
    "In a sandbox they lie on its mailbox page; a server needs a gateway for them (--sms-url).",
  ];
}

function secretLines(settings: Settings): readonly string[] {
  const secrets = secretsOf(settings);
  if (secrets.length === 0) return [];
  return [
    "",
    "Ids and secrets of social providers stand in no file of the definition. The sandbox of this folder has them now;",
    "for a push to another server, set them in the environment:",
    ...secrets.map((name) => `  POOLHOUSE_SECRET_${name}`),
  ];
}
