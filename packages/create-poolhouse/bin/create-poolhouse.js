#!/usr/bin/env node
console.error("The starter is not here yet.");
process.exitCode = 1;
