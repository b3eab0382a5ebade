import { pageLanguage } from "./platform.ts";

/** Texts of an app by their keys, which are mostly the texts in the app's own language. */
export type Vocabulary = Readonly<Record<string, string>>;

const vocabularies = new Map<string, Vocabulary>();
let chosen: string | undefined;

/**
 * The texts of an app in the language of whoever reads them. This package has none of its own; it is here for the apps that use it.
 *
 * @example
 * I18n.putVocabularies({ fr: { "Sign in": "Se connecter" } });
 * I18n.setLanguage("fr");
 * const label = I18n.get("Sign in");
 */
export const I18n = {
  /** Which language; that of the browser unless told. */
  setLanguage(language: string): void {
    chosen = language;
  },
  /** The text in the language, or in the one without its region (`fr` for `fr-CA`); else the other text, or the key. */
  get(key: string, otherwise: string = key): string {
    const language = chosen ?? pageLanguage();
    const [base] = language?.split("-") ?? [];
    const found = [language, base].map((each) => vocabularies.get(each ?? "")?.[key]);
    // An empty text is one that nobody has translated yet.
    return found.find((text) => text) ?? otherwise;
  },
  /** Adds texts in several languages. */
  putVocabularies(byLanguage: Readonly<Record<string, Vocabulary>>): void {
    for (const [language, added] of Object.entries(byLanguage))
      I18n.putVocabulariesForLanguage(language, added);
  },
  /** Adds texts in one. */
  putVocabulariesForLanguage(language: string, added: Vocabulary): void {
    vocabularies.set(language, { ...vocabularies.get(language), ...added });
  },
};
