/** Finds files that have grown past what one reads in a sitting. Generated files and data are exempt. */
import { globSync, readFileSync } from "node:fs";

/** Lines after which a file must be divided. */
const limit = 400;

const written = [
  "{packages,test,tools,examples,docs}/**/*.{ts,js,md,css,html,sql,sh}",
  "*.{md,ts,json}",
  ".ci/*",
];
const exempt = /(^|\/)(node_modules|dist)\/|\.gen\.ts$|^docs\/reference\/|^package-lock\.json$/;

/** The files that are too long, one line each. */
export function checkSizes(): string[] {
  const paths = globSync(written).filter((path) => !exempt.test(path));
  return paths.toSorted().flatMap((path) => {
    const lines = readFileSync(path, "utf8").split("\n").length - 1;
    return lines > limit ? [`${path} has ${lines} lines`] : [];
  });
}
