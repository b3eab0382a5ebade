import { describe, expect, it } from "vitest";
import { ConfigError } from "./config-error.ts";
import { readConfig } from "./config.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const read = (flags: string[], environment: Record<string, string> = { POOLHOUSE_SMS_SECRET: secret }) =>
  readConfig(flags, environment).sms;

const refusal = (flags: string[], environment?: Record<string, string>): unknown => {
  try {
    read(flags, environment);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("the gateway for text messages", () => {
  it("is none unless one is named", () => {
    expect(read([])).toBeUndefined();
  });

  it.each([
    ["https://example.com/sms?team=a", { kind: "webhook", url: "https://example.com/sms?team=a", secret }],
    [
      "twilio://AC1@api.twilio.com",
      { kind: "twilio", url: "https://api.twilio.com", account: "AC1", token: secret },
    ],
    ["twilio+http://AC1@localhost:81/base/", { kind: "twilio", url: "http://localhost:81/base" }],
    ["sns://eu-west-1", { kind: "sns", region: "eu-west-1", endpoint: undefined }],
    ["sns://eu-west-1?endpoint=http://localhost:82", { kind: "sns", endpoint: "http://localhost:82" }],
    [
      "smpp://us%40er@smsc.example.com",
      { kind: "smpp", host: "smsc.example.com", port: 2775, tls: false, systemId: "us@er", password: secret },
    ],
    ["smpps://user@smsc.example.com:9000", { kind: "smpp", port: 9000, tls: true }],
  ])("%s", (url, gateway) => {
    expect(read(["--sms-url", url, "--sms-from", "Example"])?.gateway).toMatchObject(gateway);
  });

  it.each([
    ["carrier-pigeon://loft"],
    ["example.com"],
    ["sns:"],
    ["twilio://api.twilio.com"],
    ["smpp://smsc.example.com"],
  ])("%s is none", (url) => {
    expect(refusal(["--sms-url", url, "--sms-from", "Example"])).toBeInstanceOf(ConfigError);
  });

  it("says which secret is missing, and never takes or tells one in the address", () => {
    expect(refusal(["--sms-url", "https://example.com"], {})).toMatchObject({
      message: "This --sms-url needs POOLHOUSE_SMS_SECRET: the secret that signs requests to the webhook.",
    });
    expect(refusal(["--sms-url", "https://example.com"], { POOLHOUSE_SMS_SECRET: "short" })).toMatchObject({
      message: expect.not.stringContaining("short "),
    });
    const told = refusal(["--sms-url", "smpp://user:hunter2@smsc.example.com"]);
    expect(told).toBeInstanceOf(ConfigError);
    expect(String(told)).not.toContain("hunter2");
  });
});

const gateway = ["--sms-url", "https://example.com/sms"];

describe("what text messages may cost and where they may go", () => {
  it("is nowhere, and little, unless more is allowed", () => {
    expect(read(gateway)?.limits).toEqual({
      countries: [],
      prices: [{ prefix: "", price: 100_000 }],
      dailyCap: 10_000_000,
      monthlyCap: 100_000_000,
    });
  });

  it("is read from lists", () => {
    const flags = [
      "--sms-countries",
      "+49, +1,!+1876",
      "--sms-price",
      "0.10,+1=0.008",
      "--sms-daily-cap",
      "0.5",
    ];
    expect(read([...gateway, ...flags])?.limits).toMatchObject({
      countries: [
        { prefix: "+49", isAllowed: true },
        { prefix: "+1", isAllowed: true },
        { prefix: "+1876", isAllowed: false },
      ],
      prices: [
        { prefix: "", price: 100_000 },
        { prefix: "+1", price: 8_000 },
      ],
      dailyCap: 500_000,
    });
    expect(read([...gateway, "--sms-countries", "*"])?.limits.countries).toEqual([
      { prefix: "", isAllowed: true },
    ]);
  });

  it.each([
    ["--sms-countries", "49"],
    ["--sms-countries", "DE"],
    ["--sms-countries", "+0"],
    ["--sms-price", "cheap"],
    ["--sms-price", "1.2.3"],
    ["--sms-price", "+49"],
    ["--sms-daily-cap", "unlimited"],
    ["--sms-monthly-cap", "1e9"],
  ])("%s %s is refused", (flag, value) => {
    expect(String(refusal([...gateway, flag, value]))).toContain(`${flag} (POOLHOUSE_`);
  });
});
