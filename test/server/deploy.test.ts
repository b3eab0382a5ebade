// The files of deploy/ name settings and paths: those must exist, and what must stay closed must be closed.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSettingName, settingNames, settingOf, twinOf } from "../../packages/server/src/config-settings.ts";
import { readConfig } from "../../packages/server/src/config.ts";

const read = (name: string): string => readFileSync(`deploy/${name}`, "utf8");
const files = [
  "poolhouse.service",
  "poolhouse.json",
  "nginx.conf",
  "Containerfile",
  "compose.yaml",
  "README.md",
] as const;
const twins = new Set(settingNames.map((name) => twinOf(name)));
/** Flags of other programs in these files. */
const foreign = new Set(
  "system no-create-home shell uid gid quiet collect build detach pipe wait unit now omit no-audit no-fund interval timeout start-period from".split(
    " ",
  ),
);

describe.each(files)("deploy/%s", (name) => {
  it("names variables that are settings", () => {
    const named = [...read(name).matchAll(/\bPOOLHOUSE_[A-Z_]+\b/g)].map(([variable]) => variable);
    for (const variable of named) expect(twins, variable).toContain(variable);
  });

  it("names flags that there are", () => {
    const flags = [...read(name).matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([, flag = ""]) => flag);
    for (const flag of flags.filter((each) => !foreign.has(each)))
      expect(isSettingName(flag) && settingOf(flag).isSecret !== true, flag).toBe(true);
  });
});

describe("the systemd unit", () => {
  const unit = read("poolhouse.service");

  it("starts the file that the package has as its command, by a configuration that is valid", () => {
    // Our own manifest.
    const { bin } = JSON.parse(readFileSync("packages/cli/package.json", "utf8")) as {
      bin: { poolhouse: string };
    };
    expect(unit).toContain(`/opt/poolhouse/packages/cli/${bin.poolhouse.replace("./", "")} serve --config `);
    const config = readConfig(["--config", "deploy/poolhouse.json"], {});
    expect(config.trustedProxies).toEqual(["127.0.0.1/32", "::1/128"]);
  });

  it("waits longer than a server takes to stop", () => {
    const { drainSeconds, shutdownSeconds } = readConfig([], {});
    const patience = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]);
    expect(patience).toBeGreaterThan(drainSeconds + shutdownSeconds + 5);
    const grace = Number(/stop_grace_period: (\d+)s/.exec(read("compose.yaml"))?.[1]);
    expect(grace).toBeGreaterThan(drainSeconds + shutdownSeconds + 5);
  });

  it.each([
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "CapabilityBoundingSet=",
    "User=poolhouse",
    "UMask=0077",
  ])("says %s", (line) => {
    expect(unit.split("\n")).toContain(line);
  });
});

describe("the containers", () => {
  it("run as nobody in particular", () => {
    const last =
      read("Containerfile")
        .split(/^FROM /m)
        .at(-1) ?? "";
    expect(last).toMatch(/^USER 9240$/m);
    expect(last).toContain("HEALTHCHECK");
    expect(last).not.toMatch(/POOLHOUSE_(ROOT_KEY|.*SECRET|.*PASSWORD)=/);
  });

  it("publish one port, on loopback, and neither the database nor the metrics (ASVS 13.4.5)", () => {
    const compose = read("compose.yaml");
    const published = [...compose.matchAll(/^ {4}ports:\n((?: {6}- .*\n)+)/gm)].map(([, ports]) => ports);
    expect(published).toEqual(['      - "127.0.0.1:9240:9240"\n']);
    expect(compose).toMatch(/networks: \[inner\][^]*internal: true/);
  });
});
