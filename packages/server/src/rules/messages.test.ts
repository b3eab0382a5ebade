import { describe, expect, it } from "vitest";
import type { PoolSettings } from "../kernel/settings.ts";
import { maskDestination, renderInvitation, renderVerification } from "./messages.ts";

const bare: PoolSettings = {};

describe("verification messages", () => {
  it("a bare pool sends the default text and subject", () => {
    expect(renderVerification(bare, { channel: "EMAIL", code: "012345" })).toEqual({
      from: undefined,
      replyTo: undefined,
      subject: "Your verification code",
      body: "Your verification code is 012345. ",
      html: false,
    });
  });

  it("the template wins over the legacy members, which win over the defaults", () => {
    const legacy: PoolSettings = { EmailVerificationMessage: "old {####}", EmailVerificationSubject: "old" };
    const both: PoolSettings = { ...legacy, VerificationMessageTemplate: { EmailMessage: "new {####}" } };
    expect(renderVerification(legacy, { channel: "EMAIL", code: "1" }).body).toBe("old 1");
    expect(renderVerification(both, { channel: "EMAIL", code: "1" })).toMatchObject({
      body: "new 1",
      subject: "old",
    });
  });

  it("an SMS has no subject and no sender", () => {
    const settings: PoolSettings = {
      SmsVerificationMessage: "code {####}",
      EmailConfiguration: { From: "a@b.test" },
    };
    expect(renderVerification(settings, { channel: "SMS", code: "42" })).toEqual({
      body: "code 42",
      html: false,
    });
  });

  it("{username} is plain text in a verification message", () => {
    const settings: PoolSettings = { EmailVerificationMessage: "{username} {####}" };
    expect(renderVerification(settings, { channel: "EMAIL", code: "7" }).body).toBe("{username} 7");
  });

  it("the code stands in the subject if the subject asks for it", () => {
    const settings: PoolSettings = { EmailVerificationSubject: "{####} is your code" };
    expect(renderVerification(settings, { channel: "EMAIL", code: "123456" }).subject).toBe(
      "123456 is your code",
    );
  });
});

describe("invitations", () => {
  it("carry the username and the temporary password", () => {
    const message = renderInvitation(bare, { channel: "EMAIL", username: "ada", code: "Pa55!word" });
    expect(message.subject).toBe("Your temporary password");
    expect(message.body).toBe("Your username is ada and temporary password is Pa55!word. ");
  });

  it("a password that looks like a placeholder or a replacement pattern is not touched", () => {
    for (const code of ["{username}", "{####}", "$&$1$$"]) {
      const { body } = renderInvitation(bare, { channel: "SMS", username: "ada", code });
      expect(body).toBe(`Your username is ada and temporary password is ${code}. `);
    }
  });

  it("values are escaped where the pool's text is HTML, and only there", () => {
    const settings: PoolSettings = {
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: "<p>{username}: {####}</p>" } },
    };
    const given = { channel: "EMAIL", username: "<b>", code: `a&"'` } as const;
    expect(renderInvitation(settings, given)).toMatchObject({
      body: "<p>&#60;b&#62;: a&#38;&#34;&#39;</p>",
      html: true,
    });
    expect(renderInvitation(bare, given)).toMatchObject({ html: false });
    expect(renderInvitation(bare, given).body).toContain(`<b> and temporary password is a&"'`);
  });
});

describe("headers", () => {
  it("cannot be given a second line", () => {
    const settings: PoolSettings = {
      EmailVerificationSubject: "Hello\r\nBcc: all@example.com",
      EmailConfiguration: { From: "a@b.test\nX: y", ReplyToEmailAddress: "r@b.test\u2028" },
    };
    const message = renderVerification(settings, { channel: "EMAIL", code: "1" });
    expect(message.subject).toBe("Hello Bcc: all@example.com");
    expect(message.from).toBe("a@b.test X: y");
    expect(message.replyTo).toBe("r@b.test");
  });

  it("the sender is the pool's From, else the address its identity names, else left open", () => {
    const arn = "arn:aws:ses:eu-west-1:123456789012:identity/";
    const fromOf = (EmailConfiguration: PoolSettings["EmailConfiguration"]): string | undefined =>
      renderVerification({ EmailConfiguration }, { channel: "EMAIL", code: "1" }).from;
    expect(fromOf({ From: "Team <t@b.test>", SourceArn: `${arn}other@b.test` })).toBe("Team <t@b.test>");
    expect(fromOf({ SourceArn: `${arn}s@b.test` })).toBe("s@b.test");
    expect(fromOf({ SourceArn: `${arn}b.test` })).toBeUndefined();
  });
});

describe("masked destinations", () => {
  it("show the first letters of an e-mail address and the last four digits of a phone number", () => {
    expect(maskDestination("EMAIL", "test@test.com")).toBe("t***@t***");
    expect(maskDestination("SMS", "+14255550839")).toBe("+*******0839");
  });

  it("do not cut a letter in half", () => {
    expect(maskDestination("EMAIL", "😀a@ßb.test")).toBe("😀***@ß***");
  });
});
