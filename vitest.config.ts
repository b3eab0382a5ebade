import { defineConfig } from "vitest/config";

const conditions = ["@poolhouse/source"];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** Suites are projects, so that each prints its own count and can be run alone: `npm test -- --project unit`. */
export default defineConfig({
  test: {
    projects: [
      { ...shared, test: { name: "unit", include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"], testTimeout: 20_000 } },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["test/{compat,abuse,server}/**/*.test.ts"],
          globalSetup: ["test/support/postgres-global.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
    reporters: ["default", "./tools/count-reporter.ts"],
  },
});
