/** Styles of sign-in pages, and the simpler customisation of their first kind: what they may say, and how they are shown. */
import type {
  AssetType,
  JsonValue,
  ManagedLoginBrandingType,
  UICustomizationType,
} from "@poolhouse/protocol";
import { second } from "../../kernel/clock.ts";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import { formatBasic } from "../../kernel/instants.ts";
import type { BrandingStyleRecord, UiCustomizationRecord } from "../../kernel/branding.ts";
import { defaultSettings } from "./default-settings.ts";
import { checkAssets, logoAddress } from "./images.ts";
import { checkSettings, mergeSettings } from "./settings.ts";

/** Styles of one pool. */
export const mostStyles = 20;

/** The client id that stands for all clients of a pool. */
export const allClients = "ALL";

interface GivenStyle {
  readonly UseCognitoProvidedValues?: boolean | undefined;
  readonly Settings?: JsonValue | undefined;
  readonly Assets?: readonly AssetType[] | undefined;
}

type StyleContent = Pick<BrandingStyleRecord, "usesDefaults" | "settings" | "assets">;

/** What a new style says: settings of its own, or the service's look. Throws InvalidParameterException. */
export function readNewStyle(given: GivenStyle): StyleContent {
  if (given.UseCognitoProvidedValues !== true && given.Settings === undefined) throw oneOfTwo();
  return changeStyle({ usesDefaults: false, settings: {}, assets: [] }, given);
}

/** What a style says once it is changed: a member that is left out stays. Throws InvalidParameterException. */
export function changeStyle(present: StyleContent, given: GivenStyle): StyleContent {
  const { UseCognitoProvidedValues: usesDefaults, Settings: settings, Assets: assets } = given;
  if (usesDefaults === true && settings !== undefined) throw oneOfTwo();
  checkAssets(assets ?? []);
  const content = { ...present, ...(assets !== undefined && { assets: [...assets] }) };
  if (usesDefaults === true) return { ...content, usesDefaults, settings: {} };
  if (settings !== undefined) return { ...content, usesDefaults: false, settings: checkSettings(settings) };
  return { ...content, usesDefaults: usesDefaults ?? present.usesDefaults };
}

function oneOfTwo(): ServiceError {
  const text = "useCognitoProvidedValues or settings should be specified (but not both)";
  return invalidParameter(text, "branding_one_of_two");
}

/** A style as it was given, or `merged` with the service's own look. */
export function describeStyle(style: BrandingStyleRecord, merged = false): ManagedLoginBrandingType {
  return {
    ManagedLoginBrandingId: style.id,
    UserPoolId: style.poolId,
    UseCognitoProvidedValues: style.usesDefaults,
    Settings: merged ? mergeSettings(defaultSettings, style.settings) : style.settings,
    Assets: style.assets,
    CreationDate: style.createdAt / second,
    LastModifiedDate: style.modifiedAt / second,
  };
}

/** A customisation as it is shown; an empty shape for none. */
export function describeCustomization(customization: UiCustomizationRecord | undefined): UICustomizationType {
  if (customization === undefined) return {};
  const { css, image } = customization;
  return {
    UserPoolId: customization.poolId,
    ClientId: customization.clientId,
    ...(image !== undefined && { ImageUrl: logoAddress(image) }),
    ...(css !== undefined && { CSS: css, CSSVersion: versionAt(customization.modifiedAt) }),
    LastModifiedDate: customization.modifiedAt / second,
    CreationDate: customization.createdAt / second,
  };
}

/** The version of a style sheet is when it was given, to the second: `20260102030405`. */
const versionAt = (instant: number): string => formatBasic(instant).replaceAll(/\D/g, "");

export function styleNotFound(): ServiceError {
  const text = "Managed login branding style does not exist.";
  return new ServiceError("ResourceNotFoundException", text, "branding_style_unknown");
}

export function styleExists(): ServiceError {
  const text = "A managed login branding style already exists for this app client.";
  return new ServiceError("ManagedLoginBrandingExistsException", text, "branding_style_taken");
}

export function tooManyStyles(): ServiceError {
  const text = `There can be ${mostStyles} managed login branding styles at most.`;
  return new ServiceError("LimitExceededException", text, "branding_styles_too_many");
}
