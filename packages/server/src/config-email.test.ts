import { describe, expect, it } from "vitest";
import { ConfigError } from "./config-error.ts";
import { readConfig } from "./config.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const from = "Example <no-reply@example.com>";

const read = (flags: string[], environment: Record<string, string> = { POOLHOUSE_EMAIL_SECRET: secret }) =>
  readConfig([...flags, "--mail-from", from], environment).email;

describe("the gateway for e-mails", () => {
  it("is none unless one is named", () => {
    expect(read([])).toBeUndefined();
  });

  it.each([
    ["smtp://me:pass%40@mail.example.com:587?requireTLS=true", { kind: "smtp" }],
    ["smtps://mail.example.com", { kind: "smtp", url: "smtps://mail.example.com" }],
    [
      "ses://eu-west-1",
      { kind: "ses", region: "eu-west-1", endpoint: undefined, configurationSet: undefined },
    ],
    [
      "ses://eu-west-1?endpoint=http://localhost:82&configuration-set=codes",
      { kind: "ses", endpoint: "http://localhost:82", configurationSet: "codes" },
    ],
    ["https://example.com/mail?team=a", { kind: "webhook", url: "https://example.com/mail?team=a", secret }],
  ])("%s", (url, gateway) => {
    expect(read(["--email-url", url])).toMatchObject({ ...gateway, from });
  });

  it("may be named as before, if it is SMTP", () => {
    const url = "smtp://mail.example.com";
    expect(read(["--smtp-url", url])).toEqual({ kind: "smtp", url, from });
    expect(() => read(["--smtp-url", "ses://eu-west-1"])).toThrow("--smtp-url");
    expect(() => read(["--smtp-url", url, "--email-url", url])).toThrow("set one of them");
  });

  it.each(["carrier-pigeon://loft", "example.com", "ses:", "smtp://a b"])("%s is none", (url) => {
    expect(() => read(["--email-url", url])).toThrow(ConfigError);
  });

  it("as a webhook needs a secret that nobody guesses, and not in its address", () => {
    const flags = ["--email-url", "https://example.com/mail"];
    expect(() => read(flags, {})).toThrow(
      "This --email-url needs POOLHOUSE_EMAIL_SECRET: the secret that signs requests to the webhook.",
    );
    expect(() => read(flags, { POOLHOUSE_EMAIL_SECRET: "short" })).toThrow("24 characters or more");
    expect(() => read(["--email-url", "https://me:hunter2@example.com/"])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });
});
