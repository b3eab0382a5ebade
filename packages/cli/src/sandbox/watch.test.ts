import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRounds, watchFiles } from "./watch.ts";

describe("rounds", () => {
  it("follow one another, and what comes during one leads to exactly one more", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const signals: AbortSignal[] = [];
    const rounds = createRounds(async (changed) => {
      signals.push(changed);
      await gates[signals.length - 1]?.promise;
    });
    const over = rounds.demand();
    void rounds.demand();
    void rounds.demand();
    expect(signals).toHaveLength(1);
    expect(signals[0]?.aborted).toBe(true);
    gates.forEach(({ resolve }) => resolve());
    await over;
    expect(signals).toHaveLength(2);
    expect(signals[1]?.aborted).toBe(false);
  });

  it("begin anew after a rest", async () => {
    let count = 0;
    const rounds = createRounds(() => Promise.resolve(void (count += 1)));
    await rounds.demand();
    await rounds.demand();
    expect(count).toBe(2);
  });

  it("end with the one under way, which is told", async () => {
    const asked = Promise.withResolvers<void>();
    let count = 0;
    const rounds = createRounds(async (changed) => {
      count += 1;
      changed.addEventListener("abort", () => asked.resolve());
      await asked.promise;
    });
    const over = rounds.demand();
    await rounds.end();
    await over;
    await rounds.demand();
    expect(count).toBe(1);
  });
});

describe("watched files", () => {
  let root: string;
  let watcher: { close(): Promise<void> };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "poolhouse-watch-"));
    mkdirSync(join(root, "amplify/auth"), { recursive: true });
    mkdirSync(join(root, ".poolhouse"));
    writeFileSync(join(root, ".gitignore"), "*.tmp\n");
  });

  afterEach(async () => {
    await watcher.close();
    rmSync(root, { recursive: true });
  });

  /** Watches; resolves with how often it was told when it was told first. */
  async function watchOnce(exclude: readonly string[] = []): Promise<() => Promise<number>> {
    let told = 0;
    const heard = Promise.withResolvers<void>();
    const paths = [join(root, "amplify"), join(root, ".poolhouse/secrets.json")];
    watcher = await watchFiles({ root, paths, exclude }, () => {
      told += 1;
      heard.resolve();
    });
    return () => heard.promise.then(() => told);
  }

  const write = (...files: readonly string[]): void =>
    files.forEach((file) => writeFileSync(join(root, file), "x"));

  it("count as one change if they follow each other closely", async () => {
    const told = await watchOnce();
    write("amplify/auth/a.ts", "amplify/auth/b.ts", "amplify/backend.ts");
    expect(await told()).toBe(1);
  });

  it("are also the secrets, which are out of git's sight", async () => {
    write(".poolhouse/port");
    writeFileSync(join(root, ".gitignore"), ".poolhouse/\n");
    const told = await watchOnce();
    write(".poolhouse/secrets.json");
    expect(await told()).toBe(1);
  });

  it("are not those that git ignores, that were excluded, or that the sandbox writes", async () => {
    const told = await watchOnce(["./amplify/notes.md"]);
    write("amplify/auth/a.tmp", "amplify/notes.md", "amplify/amplify_outputs.json");
    let isTold = false;
    void told().then(() => (isTold = true));
    // Long enough for a change that counts to be told: another watcher hears of one that comes later.
    const other = Promise.withResolvers<void>();
    const second = await watchFiles({ root, paths: [join(root, "later")], exclude: [] }, () =>
      other.resolve(),
    );
    write("later");
    await other.promise;
    await second.close();
    expect(isTold).toBe(false);
    write("amplify/auth/resource.ts");
    expect(await told()).toBe(1);
  });
});
