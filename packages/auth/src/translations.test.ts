import { I18n as original } from "aws-amplify/utils";
import { afterEach, describe, expect, test, vi } from "vitest";
import { I18n } from "./translations.ts";

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ["@poolhouse/auth", I18n],
  ["aws-amplify", original],
])("texts of %s", (_library, texts) => {
  test("are those of the language, of the one without its region, or what stands in for them", () => {
    expect(texts.get("Sign in")).toBe("Sign in");
    texts.putVocabularies({ fr: { "Sign in": "Connexion" }, "fr-CA": { Code: "Code reçu" } });
    texts.putVocabulariesForLanguage("fr", { "Sign out": "Déconnexion" });
    texts.setLanguage("fr-CA");
    expect(texts.get("Code")).toBe("Code reçu");
    expect(texts.get("Sign in")).toBe("Connexion");
    expect(texts.get("Sign out")).toBe("Déconnexion");
    expect(texts.get("Password", "Mot de passe")).toBe("Mot de passe");
    texts.setLanguage("de");
    expect(texts.get("Sign in")).toBe("Sign in");
  });
});

test("a page's language is the browser's until another is chosen", async () => {
  vi.resetModules();
  const { I18n: fresh } = await import("./translations.ts");
  vi.stubGlobal("document", {});
  vi.stubGlobal("navigator", { language: "fr-CH" });
  fresh.putVocabularies({ fr: { "Sign in": "Connexion" } });
  expect(fresh.get("Sign in")).toBe("Connexion");
});
