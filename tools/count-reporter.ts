/**
 * The plain ending of a test run: one line per suite, then `N passed, N failed` as the very last line,
 * so that a person, a script and a build server can all read the outcome without parsing anything else.
 *
 * What is not a test but spoils the run (a file that cannot be loaded, a rejection nobody awaited) counts as a failure:
 * a run that ends with "0 failed" has nothing to hide.
 */
import type { Reporter, TestModule, Vitest } from "vitest/node";

/** How many tests ended in which way. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

export default class CountReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const suites = new Map<string, Count>();
    for (const module of modules) countModule(module, suiteOf(suites, module.project.name || "tests"));
    if (unhandled.length > 0) suiteOf(suites, "outside any test").failed += unhandled.length;
    const lines = summarize(suites).join("\n");
    // Vitest's own summary goes through this logger, so the order of lines is kept even when stdout is a pipe.
    if (this.#vitest) this.#vitest.logger.log(lines);
    else process.stdout.write(`${lines}\n`);
  }
}

/** The lines to print: one for each suite (the quick one, `unit`, first) and the total. */
export function summarize(suites: ReadonlyMap<string, Count>): string[] {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const [name, count] of [...suites].toSorted(([a], [b]) => b.localeCompare(a))) {
    lines.push(`${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  return [...lines, `${total.passed} passed, ${total.failed} failed${skipped}`];
}

function suiteOf(suites: Map<string, Count>, name: string): Count {
  const known = suites.get(name);
  if (known) return known;
  const fresh: Count = { passed: 0, failed: 0, skipped: 0 };
  suites.set(name, fresh);
  return fresh;
}

function countModule(module: TestModule, count: Count): void {
  let failedTests = 0;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed") count.passed += 1;
    else if (state === "failed") failedTests += 1;
    else count.skipped += 1;
  }
  const brokenOutsideTests = failedTests === 0 && module.state() === "failed" ? 1 : 0;
  count.failed += failedTests + brokenOutsideTests;
}
