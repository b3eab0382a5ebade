#!/usr/bin/env node
/** `npm create poolhouse FOLDER`: a project that signs people in, on this machine. */
import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { createProject, ProjectRefused, templates } from "../lib/create-project.js";

const list = Object.entries(templates)
  .map(([name, about]) => `                     ${name.padEnd(11)}${about}`)
  .join("\n");

const usage = `Usage: npm create poolhouse FOLDER [-- --template NAME] [--install]

Writes a new project into FOLDER: an app with sign-up, sign-in and an authenticator app as the second factor, and the definition
of the user pool that it uses. Nothing is fetched unless you ask for it.

  --template NAME    react unless told
${list}
  --install          Run \`npm install\` in it at once
  --help             This text`;

/** @param {string} place */
function install(place) {
  // On Windows npm is a script, which only a shell can start.
  const { status } = spawnSync("npm install", { cwd: place, stdio: "inherit", shell: true });
  return status ?? 1;
}

/**
 * @param {string} place
 * @param {boolean} isInstalled
 */
function sayWhatNext(place, isInstalled) {
  const steps = [
    `cd ${relative(process.cwd(), place) || "."}`,
    ...(isInstalled ? [] : ["npm install"]),
    "npm start",
  ];
  console.log(`A new project is in ${place}.

Next:

${steps.map((step) => `  ${step}`).join("\n")}

\`npm start\` runs the sandbox and the app, and prints their addresses and that of the mailbox.
How people sign in is in amplify/auth/resource.ts.`);
}

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      template: { type: "string", default: "react" },
      install: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new ProjectRefused(usage);
  const place = await createProject(folder, values.template);
  const status = values.install ? install(place) : 0;
  if (status === 0) sayWhatNext(place, values.install);
  process.exitCode = status;
}

try {
  await main();
} catch (error) {
  const isForPeople = error instanceof ProjectRefused || (error instanceof TypeError && "code" in error);
  if (!isForPeople) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
