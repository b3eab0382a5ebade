/** Images of sign-in pages: what they are is told by their bytes, not by what they are called. */
import type { AssetExtensionType, AssetType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import { isHarmlessSvg } from "./svg.ts";

const startsWith = (bytes: Buffer, ...prefix: number[]): boolean =>
  bytes.subarray(0, prefix.length).equals(Buffer.from(prefix));

const formats: Readonly<Record<AssetExtensionType, (bytes: Buffer) => boolean>> = {
  PNG: (bytes) => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  JPEG: (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff),
  ICO: (bytes) => startsWith(bytes, 0, 0, 1, 0),
  WEBP: (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
  SVG: isHarmlessSvg,
};

/** The media type of a logo for the first kind of pages, which take PNG and JPEG. Throws InvalidParameterException. */
export function checkLogo(image: string): void {
  logoType(image);
}

/** The logo as an address that holds it: it needs no place to be fetched from. */
export function logoAddress(image: string): string {
  return `data:${logoType(image)};base64,${image}`;
}

function logoType(image: string): "image/png" | "image/jpeg" {
  const bytes = Buffer.from(image, "base64");
  if (formats.PNG(bytes)) return "image/png";
  if (formats.JPEG(bytes)) return "image/jpeg";
  throw invalidParameter("ImageFile must be a PNG or JPEG image.", "logo_format");
}

/** Checks each asset, and that no two take one place. Throws InvalidParameterException. */
export function checkAssets(assets: readonly AssetType[]): void {
  const places = new Set<string>();
  for (const asset of assets) {
    const { Category, ColorMode, ResourceId = "" } = asset;
    const place = `${Category}|${ColorMode}|${ResourceId}`;
    if (places.has(place)) {
      throw refuse(`There is more than one asset of category ${Category} and color mode ${ColorMode}.`);
    }
    places.add(place);
    checkAsset(asset);
  }
}

function checkAsset({ Category, Extension, Bytes }: AssetType): void {
  if (!fits(Category, Extension)) {
    throw refuse(`An asset of category ${Category} cannot have the extension ${Extension}.`);
  }
  if (Bytes === undefined || Bytes === "") throw refuse(`The asset of category ${Category} has no Bytes.`);
  if (formats[Extension](Buffer.from(Bytes, "base64"))) return;
  const what =
    Extension === "SVG" ? "an SVG image without scripts, styles and links" : `a ${Extension} image`;
  throw refuse(`The asset of category ${Category} is not ${what}.`);
}

/** Icons of the browser's tab are of their own format, and no other asset is an ICO file. */
function fits(category: AssetType["Category"], extension: AssetExtensionType): boolean {
  if (category === "FAVICON_ICO") return extension === "ICO";
  if (category === "FAVICON_SVG") return extension === "SVG";
  return extension !== "ICO";
}

const refuse = (text: string): Error => invalidParameter(text, "branding_asset");
