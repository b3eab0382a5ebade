import { describe, expect, it } from "vitest";
import type { MessageTemplateRecord } from "../kernel/message-template.ts";
import {
  canonicalLocale,
  checkTemplates,
  localesFor,
  readLocale,
  textsInOrder,
  withLocale,
} from "./local-messages.ts";

const template = (changes: Partial<MessageTemplateRecord> = {}): MessageTemplateRecord => ({
  poolId: "p",
  locale: "de",
  purpose: "SignUp",
  channel: "EMAIL",
  subject: "Ihr Code",
  text: "{####}",
  ...changes,
});

describe("languages", () => {
  it.each([
    ["de-CH", ["de-CH", "de", "default", "default"]],
    ["de_ch", ["de-CH", "de", "default", "default"]],
    ["zh-hant-TW", ["zh-Hant-TW", "zh-Hant", "zh", "default"]],
    ["en-a-bbb-x-a-ccc", ["en-a-bbb-x-a-ccc", "en-a-bbb", "en", "default"]],
    ["no such thing!", ["default", "default", "default", "default"]],
    ["x".repeat(2048), ["default", "default", "default", "default"]],
    [undefined, ["default", "default", "default", "default"]],
  ])("%s is looked for as %j", (locale, expected) => {
    expect(localesFor(locale)).toEqual(expected);
  });

  it("have one way to be written", () => {
    expect(canonicalLocale("DE-ch")).toBe("de-CH");
    expect(readLocale("default")).toBe("default");
    expect(() => readLocale("-")).toThrow("Locale must be a language tag such as de-CH, or default.");
  });

  it("of a pool are a hundred at most", () => {
    const MessageLocales = Array.from({ length: 100 }, (_, index) => `x${index}`);
    expect(withLocale({ MessageLocales }, "x1", true)).toHaveLength(100);
    expect(withLocale({ MessageLocales }, "x1", false)).toHaveLength(99);
    expect(() => withLocale({ MessageLocales }, "de", true)).toThrow("100 languages at most");
  });
});

describe("the order of templates", () => {
  it("is by language, then by purpose", () => {
    const found = ["default", "de", "de-CH"].flatMap((locale) =>
      (["Verification", "SignUp"] as const).map((purpose) =>
        template({ locale, purpose, text: `${locale} ${purpose} {####}` }),
      ),
    );
    const texts = textsInOrder(found, { kind: { channel: "EMAIL", purpose: "SignUp" }, locale: "de-CH" });
    expect(texts.map(({ text }) => text)).toEqual([
      "de-CH SignUp {####}",
      "de-CH Verification {####}",
      "de SignUp {####}",
      "de Verification {####}",
      "default SignUp {####}",
      "default Verification {####}",
    ]);
  });

  it("passes over an invitation that has a place for a password where there is none, and the other way round", () => {
    const found = [template({ purpose: "AdminCreateUser" })];
    const kind = { channel: "EMAIL", purpose: "AdminCreateUser" } as const;
    expect(textsInOrder(found, { kind, locale: "de", hasPassword: true })).toHaveLength(1);
    expect(textsInOrder(found, { kind, locale: "de", hasPassword: false })).toHaveLength(0);
  });
});

describe("a template is refused", () => {
  const link = "{##Hier##}";
  const passwordless = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["EMAIL_OTP" as const] } } };

  it.each([
    [template({ text: "no code" }), "must contain {####} or a link such as {##Confirm##}."],
    [template({ html: "<p>no code</p>" }), "must contain {####} or a link such as {##Confirm##}."],
    [template({ purpose: "ForgotPassword", text: link }), "must contain {####}."],
    [template({ purpose: "Verification", text: link }), "must contain {####}."],
    [template({ purpose: "AdminCreateUser", text: "{username}" }), "must contain {####}."],
    [template({ subject: undefined }), "must have a Subject."],
    [template({ text: undefined }), "must have Text, Html or both."],
    [template({ channel: "SMS" }), "must have neither Subject nor Html."],
    [template({ channel: "SMS", subject: undefined, text: undefined }), "must have Text."],
    [template({ channel: "SMS", subject: undefined, text: link }), "must contain {####}."],
    [
      template({ channel: "SMS", subject: undefined, text: "{####}".padEnd(141) }),
      "must not be longer than 140 characters.",
    ],
  ])("%#", (given, fault) => {
    const name = `The template for ${given.purpose} by ${given.channel}`;
    expect(() => checkTemplates({}, [given])).toThrow(
      expect.objectContaining({ type: "InvalidParameterException", message: `${name} ${fault}` }),
    );
  });

  it("if it is the second for its purpose", () => {
    expect(() => checkTemplates({}, [template(), template()])).toThrow(
      "There are two templates for SignUp by EMAIL.",
    );
  });

  it("and others are not", () => {
    checkTemplates({}, [
      template({ text: link }),
      template({ purpose: "ResendCode", text: undefined, html: `<b>${link}</b>` }),
      template({ purpose: "SignUp", channel: "SMS", subject: undefined }),
      template({ purpose: "RecoveryCodeUsed", text: "{remaining}" }),
    ]);
    checkTemplates(passwordless, [template({ purpose: "AdminCreateUser", text: "{username}" })]);
  });
});
