/** The gateways that messages leave by, and the functions that pools name as triggers. */
import type { Finding, Patient } from "./checkup.ts";
import { checkGateways, sendTestMessage } from "./gateways.ts";
import { systemRandom } from "./kernel/random.ts";
import { readTriggers } from "./triggers/read-config.ts";

const names = { EMAIL: "e-mail", SMS: "SMS" } as const;

export async function checkMessages(patient: Patient): Promise<Finding[]> {
  const { config, clock, sendTo } = patient;
  if (config.mailbox) {
    const text = "The development mailbox keeps all messages; nobody is sent anything.";
    return [{ name: "messages", state: "warning", text }];
  }
  try {
    const found = (await checkGateways(config, clock)).flatMap(({ channels, failure }) =>
      channels.map((channel) => judge(names[channel], failure)),
    );
    const missing = Object.values(names).filter((name) => !found.some((finding) => finding.name === name));
    const absent = missing.map((name): Finding => ({ name, state: "skipped", text: absence[name] }));
    return [...found, ...absent, ...(await sendTest(patient, sendTo))];
  } catch (error) {
    return [{ name: "messages", state: "failed", text: sentenceOf(error) }];
  }
}

const absence = {
  "e-mail": "No e-mail is sent: no gateway is set.",
  SMS: "No text message is sent: no gateway is set.",
} as const;

function judge(name: string, failure: string | undefined): Finding {
  return failure === undefined
    ? { name, state: "ok", text: "The gateway answers and takes our credentials. Nothing was sent." }
    : { name, state: "failed", text: `The gateway does not take us: ${failure}` };
}

/** A message to whoever asked for one. */
async function sendTest({ config, clock }: Patient, to: string | undefined): Promise<Finding[]> {
  if (to === undefined) return [];
  const name = "test message";
  try {
    await sendTestMessage(config, to, clock);
    return [
      { name, state: "ok", text: `The gateway has taken a message to ${to}. Look whether it arrives.` },
    ];
  } catch (error) {
    return [{ name, state: "failed", text: `It was not taken: ${sentenceOf(error)}` }];
  }
}

/** Reads the file and loads the modules it names, as a start would. */
export async function checkTriggers({ config: { triggersFile }, clock }: Patient): Promise<Finding[]> {
  const name = "triggers";
  if (triggersFile === undefined) return [{ name, state: "skipped", text: "There is no --triggers file." }];
  try {
    const functions = await readTriggers(triggersFile, { clock, random: systemRandom });
    return [{ name, state: "ok", text: `${triggersFile} explains ${functions.size} functions.` }];
  } catch (error) {
    return [{ name, state: "failed", text: sentenceOf(error) }];
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
