import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError } from "./config-error.ts";
import { describeConfig } from "./config-print.ts";
import { readConfig } from "./config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(content: unknown, mode = 0o600): string {
  const path = join(folder, "poolhouse.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(path, mode);
  return path;
}

const secret = "a-secret-of-nobody-else-at-all";

describe("the configuration file", () => {
  it("has settings by the names of the flags, as texts, numbers, switches and lists", () => {
    const path = file({
      port: 1234,
      mailbox: true,
      region: "eu-central-1",
      "trusted-proxies": ["::1", "10.0.0.0/8"],
    });
    expect(readConfig(["--config", path], {})).toMatchObject({
      port: 1234,
      mailbox: true,
      region: "eu-central-1",
      trustedProxies: ["::1/128", "10.0.0.0/8"],
    });
  });

  it("yields to the environment, and that to flags", () => {
    const path = file({ port: 1, host: "file", "account-id": "111111111111", region: null });
    const environment = { POOLHOUSE_CONFIG: path, POOLHOUSE_PORT: "2", POOLHOUSE_HOST: "environment" };
    expect(readConfig(["--port", "3"], environment, { region: "us-east-1" })).toMatchObject({
      port: 3,
      host: "environment",
      accountId: "111111111111",
      region: "us-east-1",
    });
  });

  it.each<[unknown, RegExp]>([
    [{ prot: 1 }, /has an unknown setting "prot"\. Did you mean "port"\?$/],
    [{ elephant: 1 }, /has an unknown setting "elephant"\.$/],
    [{ config: "other.json" }, /has an unknown setting "config"\.$/],
    [{ toString: "x" }, /has an unknown setting "toString"/],
    [
      { port: { value: 1 } },
      /"port" in the configuration file .* must be a text, a number, true, false or a list/,
    ],
    [{ port: "many" }, /^--port .* must be a number/],
    [[], /must hold a JSON object/],
    ["null", /must hold a JSON object/],
    [`{"root-key": "${secret}",}`, /is not JSON(: look at line 1 column \d+)?\.$/],
  ])("is refused with %j, and says what to do", (content, message) => {
    const path = file(content);
    expect(() => readConfig(["--config", path], {})).toThrow(ConfigError);
    expect(() => readConfig(["--config", path], {})).toThrow(message);
    expect(() => readConfig(["--config", path], {})).toThrow(expect.not.stringContaining(secret));
  });

  it("is refused where it is not", () => {
    expect(() => readConfig(["--config", join(folder, "none.json")], {})).toThrow("cannot be read (ENOENT)");
  });

  it("may hold secrets only where nobody else may read it", () => {
    const content = { "sms-url": "https://sms.example/send", "sms-secret": secret };
    expect(readConfig(["--config", file(content)], {}).sms?.gateway).toMatchObject({ secret });
    expect(() => readConfig(["--config", file(content, 0o640)], {})).toThrow("chmod 600");
    expect(readConfig(["--config", file({ port: 1 }, 0o644)], {}).port).toBe(1);
  });
});

describe("names", () => {
  it.each<[string[], Record<string, string>, string]>([
    [["--prot", "1"], {}, "Unknown option '--prot'. Did you mean --port?"],
    [["--trusted-proxys=::1"], {}, "Did you mean --trusted-proxies?"],
    [
      ["--sms-secret", secret],
      {},
      "it is secret, so it stands in POOLHOUSE_SMS_SECRET or in the file of --config.",
    ],
    [[], { POOLHOUSE_ISUER_URL: "https://id.example" }, "Did you mean POOLHOUSE_ISSUER_URL?"],
  ])("that are misspelt in %j %j are refused with the one that was meant", (flags, environment, message) => {
    expect(() => readConfig(flags, environment)).toThrow(message);
  });

  it("of variables that others set are left alone", () => {
    const environment = {
      POOLHOUSE_SERVICE_HOST: "10.0.0.1",
      POOLHOUSE_PORT_9240_TCP: "tcp://10.0.0.1:9240",
    };
    expect(readConfig([], environment).port).toBe(9240);
  });
});

describe("settings of a server in production", () => {
  it.each<[string[], RegExp]>([
    [["--trusted-proxies", "example.com"], /--trusted-proxies .* must be addresses and networks/],
    [["--trusted-proxies", "10.0.0.0/33"], /--trusted-proxies/],
    [["--trusted-proxies", "::/129"], /--trusted-proxies/],
    [["--trusted-proxies", "10.0.0.0/8/8"], /--trusted-proxies/],
    [["--trusted-proxies", "10.0.0.1,"], /--trusted-proxies/],
    [["--metrics-port", "http"], /--metrics-port .* must be a number from 0 to 65535/],
    [["--shutdown-seconds", "1.5"], /--shutdown-seconds .* must be whole seconds/],
    [["--drain-seconds", "-1"], /--drain-seconds/],
    [["--auth-event-days", "0"], /--auth-event-days .* must be whole days, from 1 to 9999/],
  ])("are refused as %j", (flags, message) => {
    expect(() => readConfig(flags, {})).toThrow(message);
  });
});

describe("the effective configuration", () => {
  const shown = (...args: Parameters<typeof describeConfig>) =>
    new Map(describeConfig(...args).map(({ name, ...rest }) => [name, rest]));

  it("tells each value and where it comes from", () => {
    const path = file({ region: "eu-central-1" });
    const settings = shown(
      ["--port", "0", "--config", path],
      { POOLHOUSE_DATA_DIR: "/var/lib/poolhouse" },
      { mailbox: "true" },
    );
    expect(settings.get("port")).toEqual({ value: "0", source: "flag" });
    expect(settings.get("data-dir")).toEqual({ value: "/var/lib/poolhouse", source: "environment" });
    expect(settings.get("region")).toEqual({ value: "eu-central-1", source: "file" });
    expect(settings.get("mailbox")).toEqual({ value: "true", source: "default" });
    expect(settings.get("database-url")).toEqual({
      value: "sqlite:/var/lib/poolhouse/poolhouse.db",
      source: "default",
    });
    expect(settings.get("issuer-url")).toEqual({});
  });

  it("never shows a secret, also not inside an address", () => {
    const settings = describeConfig(
      ["--database-url", `postgres://poolhouse:${secret}@db:5432/pool?sslmode=require&sslpassword=${secret}`],
      {
        POOLHOUSE_SMTP_URL: `smtp://mailer:${secret}@mail.example:587`,
        POOLHOUSE_SMS_URL: `https://sms.example/?token=${secret}`,
        POOLHOUSE_SMS_SECRET: secret,
        POOLHOUSE_ROOT_KEY: Buffer.from(secret.padEnd(32, "0123456789")).subarray(0, 32).toString("base64"),
        POOLHOUSE_ACCESS_KEY_ID: secret,
        POOLHOUSE_SECRET_ACCESS_KEY: secret,
      },
    );
    expect(JSON.stringify(settings)).not.toContain(secret);
    expect(settings).toContainEqual({ name: "root-key", value: "(set)", source: "environment" });
    expect(settings).toContainEqual({
      name: "database-url",
      value: "postgres://poolhouse:(set)@db:5432/pool?sslmode=require&sslpassword=(set)",
      source: "flag",
    });
  });

  it("is refused like the configuration itself", () => {
    expect(() => describeConfig(["--port", "many"], {})).toThrow(ConfigError);
  });
});
