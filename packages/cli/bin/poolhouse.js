#!/usr/bin/env node
// Plain JavaScript that any Node can read: an old one gets a sentence instead of a syntax error.
// No types are known here, so the rules that ask for them have nothing to go by.
/* oxlint-disable typescript/no-unsafe-member-access, typescript/no-unsafe-assignment, typescript/no-unsafe-call */
const wanted = [24, 11];
const version = process.versions.node;
const [major, minor] = version.split(".").map(Number);

if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) {
  await import("../dist/main.js");
} else {
  console.error(`Poolhouse needs Node.js ${wanted.join(".")} or newer; this is ${version}.
Get a newer one at https://nodejs.org, or with a version manager: nvm install 24`);
  process.exitCode = 1;
}
