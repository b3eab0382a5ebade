/** Looks an installation over and says what to do, a line for each check. */
import { checkInstallation, type Finding, readConfig } from "@poolhouse/server";
import type { Given } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { plainText } from "./output.ts";

export async function doctor(given: Given): Promise<number> {
  const isJson = given.has("json");
  const findings: Finding[] = [];
  for await (const finding of examine(given)) {
    findings.push(finding);
    if (!isJson) console.log(lineOf(finding));
  }
  if (isJson) {
    const checks = findings.map(({ name, state, text }) => ({ Name: name, State: state, Text: text }));
    console.log(JSON.stringify({ Checks: checks }, undefined, 2));
  }
  return findings.some(({ state }) => state === "failed") ? exitCodes.failed : exitCodes.done;
}

/** Settings that cannot be read leave nothing to look at, and are a finding like any other. */
async function* examine(given: Given): AsyncGenerator<Finding> {
  const name = "settings";
  let config: ReturnType<typeof readConfig>;
  try {
    config = readConfig(given.settings, process.env);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ConfigError") throw error;
    yield { name, state: "failed", text: error.message };
    return;
  }
  yield { name, state: "ok", text: "They can be read; `poolhouse config` shows them." };
  yield* checkInstallation(config, { sendTo: given.text("send-to") });
}

function lineOf({ name, state, text }: Finding): string {
  return `${state.padEnd(9)}${name.padEnd(13)}${plainText(text)}`;
}
