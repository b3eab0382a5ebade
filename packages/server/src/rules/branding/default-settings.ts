/** The service's own look, in the form of a style's settings: two palettes, and what each part of the pages takes from them. */
import type { JsonObject } from "@poolhouse/protocol";

interface Palette {
  page: string;
  surface: string;
  raised: string;
  text: string;
  muted: string;
  line: string;
  accent: string;
  strong: string;
  onAccent: string;
}

const light: Palette = {
  page: "f7f8faff",
  surface: "ffffffff",
  raised: "eef1f5ff",
  text: "14202eff",
  muted: "52606fff",
  line: "c3cad3ff",
  accent: "0b6e7fff",
  strong: "074b57ff",
  onAccent: "ffffffff",
};

const dark: Palette = {
  page: "0d141cff",
  surface: "151f2aff",
  raised: "1f2b38ff",
  text: "e8edf2ff",
  muted: "a3afbcff",
  line: "3d4a58ff",
  accent: "4fc3d6ff",
  strong: "8adbe8ff",
  onAccent: "0d141cff",
};

/** The same part in both modes. */
const inBoth = (describe: (palette: Palette) => JsonObject): JsonObject => ({
  lightMode: describe(light),
  darkMode: describe(dark),
});

const switchedOff = { enabled: false };
const logo = { enabled: false, location: "START" };

const bar: JsonObject = {
  backgroundImage: switchedOff,
  logo,
  ...inBoth(({ raised, line }) => ({ background: { color: raised }, borderColor: line })),
};

const plainButton: JsonObject = inBoth(({ surface, raised, line, accent, strong }) => ({
  defaults: { backgroundColor: surface, borderColor: line, textColor: accent },
  hover: { backgroundColor: raised, borderColor: accent, textColor: strong },
  active: { backgroundColor: raised, borderColor: strong, textColor: strong },
}));

const status = (color: string, background: string): JsonObject => ({
  backgroundColor: background,
  borderColor: color,
  indicatorColor: color,
});

/** What a style that says nothing looks like. */
export const defaultSettings: JsonObject = {
  categories: {
    auth: {
      authMethodOrder: [
        [
          { display: "BUTTON", type: "FEDERATED" },
          { display: "INPUT", type: "USERNAME_PASSWORD" },
        ],
      ],
      federation: { interfaceStyle: "BUTTON_LIST", order: [] },
    },
    form: {
      displayGraphics: true,
      instructions: switchedOff,
      languageSelector: switchedOff,
      location: { horizontal: "CENTER", vertical: "CENTER" },
      sessionTimerDisplay: "NONE",
    },
    global: {
      colorSchemeMode: "LIGHT",
      pageFooter: switchedOff,
      pageHeader: switchedOff,
      spacingDensity: "REGULAR",
    },
    signUp: { acceptanceElements: [{ enforcement: "NONE", textKey: "en" }] },
  },
  componentClasses: {
    buttons: { borderRadius: 6 },
    divider: inBoth(({ line }) => ({ borderColor: line })),
    dropDown: {
      borderRadius: 6,
      ...inBoth(({ surface, raised, line, text, accent }) => ({
        defaults: { itemBackgroundColor: surface },
        hover: { itemBackgroundColor: raised, itemBorderColor: line, itemTextColor: text },
        match: { itemBackgroundColor: raised, itemTextColor: accent },
      })),
    },
    focusState: inBoth(({ accent }) => ({ borderColor: accent })),
    idpButtons: { icons: { enabled: true } },
    input: {
      borderRadius: 6,
      ...inBoth(({ surface, line, muted }) => ({
        defaults: { backgroundColor: surface, borderColor: line },
        placeholderColor: muted,
      })),
    },
    inputDescription: inBoth(({ muted }) => ({ textColor: muted })),
    inputLabel: inBoth(({ text }) => ({ textColor: text })),
    link: inBoth(({ accent, strong }) => ({
      defaults: { textColor: accent },
      hover: { textColor: strong },
    })),
    optionControls: inBoth(({ surface, line, accent, onAccent }) => ({
      defaults: { backgroundColor: surface, borderColor: line },
      selected: { backgroundColor: accent, foregroundColor: onAccent },
    })),
    statusIndicator: {
      lightMode: {
        error: status("b3261eff", "fdf1f0ff"),
        pending: { indicatorColor: light.muted },
        success: status("1c7a3dff", "effaf2ff"),
        warning: status("8a5a00ff", "fff8e6ff"),
      },
      darkMode: {
        error: status("f2867fff", "2a1210ff"),
        pending: { indicatorColor: dark.muted },
        success: status("66c985ff", "0e2415ff"),
        warning: status("e6b85cff", "281d05ff"),
      },
    },
  },
  components: {
    alert: {
      borderRadius: 8,
      lightMode: { error: { backgroundColor: "fdf1f0ff", borderColor: "b3261eff" } },
      darkMode: { error: { backgroundColor: "2a1210ff", borderColor: "f2867fff" } },
    },
    favicon: { enabledTypes: ["ICO", "SVG"] },
    form: {
      backgroundImage: switchedOff,
      borderRadius: 8,
      logo: { enabled: false, formInclusion: "IN", location: "CENTER", position: "TOP" },
      ...inBoth(({ surface, line }) => ({ backgroundColor: surface, borderColor: line })),
    },
    idpButton: { custom: {}, standard: plainButton },
    pageBackground: { image: switchedOff, ...inBoth(({ page }) => ({ color: page })) },
    pageFooter: bar,
    pageHeader: bar,
    pageText: inBoth(({ text, muted }) => ({
      bodyColor: muted,
      descriptionColor: muted,
      headingColor: text,
    })),
    phoneNumberSelector: { displayType: "TEXT" },
    primaryButton: inBoth(({ accent, strong, onAccent, raised, line }) => ({
      defaults: { backgroundColor: accent, textColor: onAccent },
      hover: { backgroundColor: strong, textColor: onAccent },
      active: { backgroundColor: strong, textColor: onAccent },
      disabled: { backgroundColor: raised, borderColor: line },
    })),
    secondaryButton: plainButton,
  },
};
