import { describe, expect, it } from "vitest";
import { describeSettings } from "./config-settings.ts";
import { ConfigError } from "./config-error.ts";
import { readConfig } from "./config.ts";

const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString("base64");

describe("the configuration", () => {
  it("has a default for everything that needs one", () => {
    expect(readConfig([], {})).toEqual({
      host: "127.0.0.1",
      port: 9240,
      dataDir: "poolhouse-data",
      databaseUrl: "sqlite:poolhouse-data/poolhouse.db",
      rootKeyFile: "poolhouse-data/root.key",
      region: "eu-west-1",
      accountId: "000000000000",
      mailbox: false,
      logLevel: "info",
      rateLimits: "default",
      metricsHost: "127.0.0.1",
      drainSeconds: 0,
      authEventDays: 90,
      shutdownSeconds: 8,
      privateWebhooks: false,
      assertModel: false,
    });
  });

  it("reads flags before the environment, and both before defaults of the command", () => {
    const environment = { POOLHOUSE_PORT: "1001", POOLHOUSE_DATA_DIR: "/env" };
    const config = readConfig(["--port=1002"], environment, {
      port: "1000",
      "data-dir": "a",
      mailbox: "true",
    });
    expect(config).toMatchObject({ port: 1002, dataDir: "/env", databaseUrl: "sqlite:/env/poolhouse.db" });
    expect(config.mailbox).toBe(true);
  });

  it("reads the apps that may use passkeys, and nothing else in their place", () => {
    const [one, two] = ["a", "b"].map((letter) => `android:apk-key-hash:${letter.repeat(43)}`);
    expect(readConfig(["--app-origins", `${one}, ${two}`], {}).appOrigins).toEqual([one, two]);
    for (const wrong of ["https://example.com", `${one},`, `${one} ${two}`]) {
      expect(() => readConfig(["--app-origins", wrong], {})).toThrow(ConfigError);
    }
  });

  it("takes an empty variable for an absent one", () => {
    expect(readConfig([], { POOLHOUSE_SMTP_URL: "" }).email).toBeUndefined();
  });

  it("drops the slash at the end of an issuer", () => {
    expect(readConfig(["--issuer-url", "https://id.example.com/"], {}).issuerUrl).toBe(
      "https://id.example.com",
    );
  });

  it("reads the root key and the operator key from the environment", () => {
    const config = readConfig([], {
      POOLHOUSE_ROOT_KEY: key,
      POOLHOUSE_ACCESS_KEY_ID: "AKIDEXAMPLE",
      POOLHOUSE_SECRET_ACCESS_KEY: "0123456789abcdef",
    });
    expect(config.rootKey?.toString("base64")).toBe(key);
    expect(config.operatorKey).toEqual({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "0123456789abcdef" });
  });

  it.each<[string[], Record<string, string>, RegExp]>([
    [["--port", "x"], {}, /^--port \(POOLHOUSE_PORT\) must be a number from 0 to 65535\.$/],
    [["--port", "65536"], {}, /--port/],
    [["--shoe-size", "43"], {}, /Unknown option '--shoe-size'/],
    [["here"], {}, /Unexpected argument 'here'/],
    [["--root-key", key], {}, /Unknown option '--root-key': it is secret/],
    [["--region", "local"], {}, /--region .* must be a region such as eu-west-1/],
    [["--issuer-url", "id.example.com"], {}, /--issuer-url .* must be an http or https address/],
    [["--path-prefix", "idp"], {}, /--path-prefix/],
    [["--log-level", "loud"], {}, /--log-level .* must be one of silent, error, warn, info/],
    [[], { POOLHOUSE_MAILBOX: "maybe" }, /POOLHOUSE_MAILBOX.* must be true or false/],
    [[], { POOLHOUSE_ROOT_KEY: "c2hvcnQ=" }, /^POOLHOUSE_ROOT_KEY must hold 32 bytes in base64/],
    [[], { POOLHOUSE_ROOT_KEY: Buffer.alloc(32).toString("base64") }, /anybody could guess/],
    [[], { POOLHOUSE_ACCESS_KEY_ID: "AKIDEXAMPLE" }, /belong together/],
    [[], { POOLHOUSE_ACCESS_KEY_ID: "AKID", POOLHOUSE_SECRET_ACCESS_KEY: "short" }, /16 characters/],
  ])("refuses %j %j and says what to do", (flags, environment, message) => {
    expect(() => readConfig(flags, environment)).toThrow(ConfigError);
    expect(() => readConfig(flags, environment)).toThrow(message);
  });

  it("never repeats a secret in an error", () => {
    const secret = "tooshort";
    const environment = { POOLHOUSE_ROOT_KEY: secret, POOLHOUSE_SECRET_ACCESS_KEY: secret };
    expect(() => readConfig([], environment)).toThrow(expect.not.stringContaining(secret));
  });

  it("cannot be changed once read", () => {
    expect(Object.isFrozen(readConfig([], {}))).toBe(true);
  });

  it("describes every flag with its twin, and secrets by their variable only", () => {
    const help = describeSettings();
    expect(help).toContain("--issuer-url URL");
    expect(help).toContain("POOLHOUSE_ISSUER_URL");
    expect(help).toContain("POOLHOUSE_SECRET_ACCESS_KEY");
    expect(help).not.toContain("--secret-access-key");
  });
});
