/**
 * What a user agent says about browser and system, shortened for people: `Chrome 125 / macOS 15.0`. It is a stranger's text and
 * proves nothing; whoever shows it has to escape it.
 */

const unknown = "unknown";
/** The longest text that lists may show. */
const maxLength = 1024;

/** Names and their marks; the first that fits counts, because most browsers also name the ones they descend from. */
const browsers: readonly [name: string, mark: RegExp][] = [
  ["Edge", /\b(?:Edg|EdgA|EdgiOS)\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
  ["Dart", /\bDart\/(\d+)/],
  ["okhttp", /\bokhttp\/(\d+)/],
  ["curl", /\bcurl\/(\d+)/],
  ["Amplify", /\baws-amplify\/(\d+)/],
  ["AWS SDK", /\baws-sdk-[a-z0-9-]+\/(\d+)/],
];

const systems: readonly [name: string, mark: RegExp][] = [
  ["Windows", /\bWindows NT (\d+\.\d+)/],
  ["iOS", /\b(?:iPhone|iPad)[^)]*? OS (\d+[_.]\d+)/],
  ["Android", /\bAndroid (\d+(?:\.\d+)?)/],
  ["macOS", /\bMac OS X (\d+[_.]\d+)/],
  ["ChromeOS", /\bCrOS \S+ (\d+)/],
  ["Linux", /\b(?:Linux|os\/linux)\b()/],
  ["macOS", /\bos\/macos\b()/],
  ["Windows", /\bos\/win32\b()/],
];

/**
 * The device as lists of sessions show it: parts that cannot be read are left out, `unknown` if none can.
 *
 * @example deviceTypeOf("Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0"); // "Firefox 152 / Linux"
 */
export function deviceTypeOf(userAgent: string | undefined): string {
  const text = (userAgent ?? "").slice(0, maxLength);
  const parts = [find(browsers, text), find(systems, text)].filter((part) => part !== undefined);
  return parts.length === 0 ? unknown : parts.join(" / ");
}

function find(known: readonly [string, RegExp][], text: string): string | undefined {
  for (const [name, mark] of known) {
    const found = mark.exec(text);
    if (found === null) continue;
    const version = (found[1] ?? "").replace("_", ".");
    return version === "" ? name : `${name} ${version}`;
  }
  return undefined;
}
