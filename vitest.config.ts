import { defineConfig } from "vitest/config";

const conditions = ["@poolhouse/source"];

/** Every suite runs the sources: no build before tests. */
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** What changes when an app moves: the name that it imports. */
const ownClient = [
  { find: /^aws-amplify\/auth\/cognito$/, replacement: "@poolhouse/auth/cognito" },
  { find: /^aws-amplify\/utils$/, replacement: "@poolhouse/auth/utils" },
  { find: /^aws-amplify(\/auth)?$/, replacement: "@poolhouse/auth" },
];

/**
 * Suites are projects, so that each prints its own count and can be run alone: `npm test -- --project unit`.
 * `unit` stands beside the code and answers in seconds; `integration` starts servers and drives them as the world does.
 * `own-client` runs the journeys of Amplify's users once more, with nothing changed but the name of the library.
 */
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["test/{compat,abuse,server,browser,examples}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { conditions, alias: ownClient },
        ssr: { resolve: { conditions } },
        test: {
          name: "own-client",
          include: ["test/compat/amplify-*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
    // Once for the whole run, whichever suites are chosen.
    globalSetup: ["test/support/postgres-global.ts"],
    // Two at a time: races need two processes, and a small machine has two cores.
    maxWorkers: 2,
    reporters: ["default", "./tools/count-reporter.ts"],
  },
});
