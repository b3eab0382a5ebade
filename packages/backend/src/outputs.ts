/** The file by which an app finds its pool, in every form that Amplify's libraries read, made from the pool that runs. */
import type { JsonObject, OperationOutputs } from "@poolhouse/protocol";
import { exportsFile } from "./outputs/exports-file.ts";
import { bareHost, mobileFile } from "./outputs/mobile-file.ts";
import { outputsFile } from "./outputs/outputs-file.ts";
import { type PoolSummary, summarize } from "./outputs/pool-summary.ts";
import { type Language, render, renderExports } from "./outputs/render.ts";

/** A pool as a server describes it, and where that server is. */
export interface OutputFacts {
  /** Where operations are called, without a trailing slash. */
  readonly endpoint: string;
  readonly issuer: string;
  readonly region: string;
  readonly pool: NonNullable<OperationOutputs["DescribeUserPool"]["UserPool"]>;
  readonly mfa: OperationOutputs["GetUserPoolMfaConfig"];
  readonly client: NonNullable<OperationOutputs["DescribeUserPoolClient"]["UserPoolClient"]>;
  readonly groups: NonNullable<OperationOutputs["ListGroups"]["Groups"]>;
  readonly identityProviders: NonNullable<OperationOutputs["ListIdentityProviders"]["Providers"]>;
  readonly identityPoolId?: string;
  /** The first factor that the definition prefers; a pool has no place for it. */
  readonly preferredChallenge?: "EMAIL_OTP" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN";
  /** What the definition adds to the member `custom`. */
  readonly custom: JsonObject;
}

/** The forms, by the names of `--format`. */
export const outputFormats = ["mjs", "json", "json-mobile", "ts", "dart"] as const;
/** A file that a client library is configured by. */
export type OutputFormat = (typeof outputFormats)[number];

/** The versions of the content, oldest first; 0 is the first generation. */
export const outputVersions = ["0", "1", "1.1", "1.2", "1.3", "1.4", "1.5"] as const;
/** A version of `amplify_outputs.json`. */
export type OutputVersion = (typeof outputVersions)[number];

/** What is written unless somebody asks for another. */
export const newestOutputVersion: OutputVersion = "1.5";

/** How it is written. */
export interface OutputOptions {
  /** `json-mobile` is the first generation's form for Android and Swift, whatever the version. */
  readonly format: OutputFormat;
  readonly version: OutputVersion;
  /** Only members of the published schemas; Flutter and our own client then have to be told the endpoint. */
  readonly isStrict: boolean;
}

/** A file that is ready to be written. */
export interface OutputFile {
  /** Without a folder. */
  readonly fileName: string;
  readonly text: string;
  /** What the form could not say. One sentence each. */
  readonly notices: readonly string[];
}

/**
 * The file of a pool.
 *
 * @example const { fileName, text } = writeOutputs(facts, { format: "json", version: "1.5", isStrict: false });
 */
export function writeOutputs(facts: OutputFacts, options: OutputOptions): OutputFile {
  const { language, form } = formOf(options);
  const content = contents[form](facts, summarize(facts), options);
  return {
    fileName: fileNameOf(options),
    text: render(content, language),
    notices: form === "mobile" ? mobileNotices(facts.endpoint) : [],
  };
}

/** What stands in each form of the file. */
const contents: Readonly<Record<Form, Contents>> = {
  outputs: outputsFile,
  exports: (facts, pool, { isStrict }) => exportsFile(facts, pool, isStrict),
  mobile: mobileFile,
};

type Form = "outputs" | "exports" | "mobile";
type Contents = (facts: OutputFacts, pool: PoolSummary, options: OutputOptions) => JsonObject;

/** The file of an app whose pool is not there yet, so that what imports it compiles. */
export function emptyOutputs(options: OutputOptions): OutputFile {
  const { language, form } = formOf(options);
  const content: JsonObject = form === "outputs" ? { version: options.version } : {};
  return { fileName: fileNameOf(options), text: render(content, language), notices: [] };
}

/** `aws-exports.js`, as apps of the first generation import it. */
export function writeExports(facts: OutputFacts, isStrict: boolean): OutputFile {
  const content = exportsFile(facts, summarize(facts), isStrict);
  return { fileName: "aws-exports.js", text: renderExports(content), notices: [] };
}

/** The name of the file that {@link writeOutputs} answers. */
export function fileNameOf({ format, version }: Omit<OutputOptions, "isStrict">): string {
  const isOld = version === "0" || format === "json-mobile";
  const name = isOld ? "amplifyconfiguration" : "amplify_outputs";
  return `${name}.${format === "json-mobile" ? "json" : format}`;
}

/** Flutter's first generation read what Android and Swift read. */
function formOf({ format, version }: OutputOptions): { language: Language; form: Form } {
  if (format === "json-mobile") return { language: "json", form: "mobile" };
  if (version !== "0") return { language: format, form: "outputs" };
  return { language: format, form: format === "dart" ? "mobile" : "exports" };
}

function mobileNotices(endpoint: string): string[] {
  if (bareHost(endpoint) !== undefined) return [];
  return [
    `The file does not name ${endpoint}: Android and Swift take only a host that answers https on port 443 at its root. Put the server behind one.`,
  ];
}
