import { describe, expect, it } from "vitest";
import type { PoolSettings } from "../kernel/settings.ts";
import {
  fillWording,
  type MessageValues,
  type RenderedMessage,
  wantsTyping,
  wordingOf,
} from "./message-wording.ts";
import { maskDestination, type MessageKind, type MessagePurpose, poolTexts } from "./messages.ts";

const bare: PoolSettings = {};
const email = (purpose: MessagePurpose): MessageKind => ({ channel: "EMAIL", purpose });
const sms = (purpose: MessagePurpose): MessageKind => ({ channel: "SMS", purpose });

function render(settings: PoolSettings, kind: MessageKind, values: MessageValues): RenderedMessage {
  const wording = wordingOf(kind.channel, [poolTexts(settings, kind)]);
  return fillWording(settings, wording, { channel: kind.channel, values });
}

describe("verification messages", () => {
  it("a bare pool sends the default text and subject, as text and as HTML", () => {
    expect(render(bare, email("SignUp"), { code: "012345" })).toEqual({
      from: undefined,
      replyTo: undefined,
      subject: "Your verification code",
      body: "Your verification code is 012345. ",
      html: "<p>Your verification code is 012345.</p>",
    });
  });

  it("the template wins over the legacy members, which win over the defaults", () => {
    const legacy: PoolSettings = { EmailVerificationMessage: "old {####}", EmailVerificationSubject: "old" };
    const both: PoolSettings = { ...legacy, VerificationMessageTemplate: { EmailMessage: "new {####}" } };
    expect(render(legacy, email("SignUp"), { code: "1" }).body).toBe("old 1");
    expect(render(both, email("SignUp"), { code: "1" })).toMatchObject({ body: "new 1", subject: "old" });
  });

  it("an SMS has no subject, no sender and no HTML, and is sent as it was written", () => {
    const settings: PoolSettings = {
      SmsVerificationMessage: "<b>code</b> {####} &amp;",
      EmailConfiguration: { From: "a@b.test" },
    };
    expect(render(settings, sms("SignUp"), { code: "42" })).toEqual({ body: "<b>code</b> 42 &amp;" });
  });

  it("{username} is plain text in a verification message", () => {
    const settings: PoolSettings = { EmailVerificationMessage: "{username} {####}" };
    expect(render(settings, email("SignUp"), { code: "7" }).body).toBe("{username} 7");
  });

  it("the code stands in the subject if the subject asks for it", () => {
    const settings: PoolSettings = { EmailVerificationSubject: "{####} is your code" };
    expect(render(settings, email("SignUp"), { code: "123456" }).subject).toBe("123456 is your code");
  });
});

describe("links", () => {
  const VerificationMessageTemplate = {
    DefaultEmailOption: "CONFIRM_WITH_LINK",
    EmailMessageByLink: "<p>Hello!</p><p>{##Confirm & go##}</p>",
    EmailSubjectByLink: "Click",
  } as const;
  const settings: PoolSettings = { VerificationMessageTemplate };
  const link = "https://a.test/confirmUser/?x=1&y=%22";

  it("take the place of their words, in both parts", () => {
    expect(render(settings, email("SignUp"), { link })).toMatchObject({
      subject: "Click",
      body: `Hello!\n\nConfirm & go: ${link}`,
      html: '<p>Hello!</p><p><a href="https://a.test/confirmUser/?x=1&#38;y=%22">Confirm & go</a></p>',
    });
  });

  it("have default texts", () => {
    const plain: PoolSettings = { VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } };
    expect(render(plain, email("ResendCode"), { link })).toMatchObject({
      subject: "Your verification link",
      body: `Please click the link below to verify your email address. Verify Email: ${link} `,
    });
  });

  it("are not for forgotten passwords, nor for text messages", () => {
    expect(render(settings, email("ForgotPassword"), { code: "1", link }).body).toBe(
      "Your verification code is 1. ",
    );
    expect(render(settings, sms("SignUp"), { code: "1", link }).body).toBe("Your verification code is 1. ");
  });

  it("need no code that can be typed, unless the text has one beside them", () => {
    const typed = (text: string): boolean => wantsTyping(wordingOf("EMAIL", [{ subject: "", text }]));
    expect(typed("{##here##}")).toBe(false);
    expect(typed("{##here##} or {####}")).toBe(true);
    expect(typed("{####}")).toBe(true);
    expect(typed("nothing")).toBe(true);
  });
});

describe("invitations", () => {
  it("carry the username and the temporary password", () => {
    const message = render(bare, email("AdminCreateUser"), { username: "ada", code: "Pa55!word" });
    expect(message.subject).toBe("Your temporary password");
    expect(message.body).toBe("Your username is ada and temporary password is Pa55!word. ");
  });

  it("a password that looks like a placeholder or a replacement pattern is not touched", () => {
    for (const code of ["{username}", "{####}", "$&$1$$", "{##x##}"]) {
      const { body } = render(bare, sms("AdminCreateUser"), { username: "ada", code });
      expect(body).toBe(`Your username is ada and temporary password is ${code}. `);
    }
  });

  it("values are escaped in the HTML part, and stand in the text part as they are", () => {
    const settings: PoolSettings = {
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: "<p>{username}: {####}</p>" } },
    };
    const values = { username: "<b>", code: `a&"'` };
    expect(render(settings, email("AdminCreateUser"), values)).toMatchObject({
      body: `<b>: a&"'`,
      html: "<p>&#60;b&#62;: a&#38;&#34;&#39;</p>",
    });
    expect(render(bare, email("AdminCreateUser"), values)).toMatchObject({
      body: `Your username is <b> and temporary password is a&"'. `,
      html: "<p>Your username is &#60;b&#62; and temporary password is a&#38;&#34;&#39;.</p>",
    });
  });
});

describe("several texts for one message", () => {
  it("the first subject and the first body win, and a body's parts stay together", () => {
    const [first, second] = [{ subject: "one" }, { subject: "two", html: "<p>b {####}</p>" }];
    expect(wordingOf("EMAIL", [first, second, { text: "c {####}" }])).toEqual({
      subject: "one",
      text: "b {####}",
      html: "<p>b {####}</p>",
    });
  });
});

describe("headers", () => {
  it("cannot be given a second line", () => {
    const settings: PoolSettings = {
      EmailVerificationSubject: "Hello\r\nBcc: all@example.com",
      EmailConfiguration: { From: "a@b.test\nX: y", ReplyToEmailAddress: "r@b.test\u2028" },
    };
    const message = render(settings, email("SignUp"), { code: "1" });
    expect(message.subject).toBe("Hello Bcc: all@example.com");
    expect(message.from).toBe("a@b.test X: y");
    expect(message.replyTo).toBe("r@b.test");
  });

  it("the sender is the pool's From, else the address its identity names, else left open", () => {
    const arn = "arn:aws:ses:eu-west-1:123456789012:identity/";
    const fromOf = (EmailConfiguration: PoolSettings["EmailConfiguration"]): string | undefined =>
      render({ EmailConfiguration }, email("SignUp"), { code: "1" }).from;
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
