/**
 * How a project's own modules are found and read: as bundlers do, because that is how such projects are written. Imports may lack
 * their ending or say `.js` of a `.ts` file, `@aws-amplify/backend` means ours, and `$amplify/env/…` is the environment. Runs in
 * the thread that loads the project, and only there.
 */
import { readFileSync } from "node:fs";
import { createRequire, registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Names that mean our package wherever a project imports them: one definition, one reader. */
const ownNames: Readonly<Record<string, string>> = {
  "@aws-amplify/backend": import.meta.resolve("@poolhouse/backend"),
  "@poolhouse/backend": import.meta.resolve("@poolhouse/backend"),
};

/** What Lambda's runtime has without being installed; a project's own copy goes first. */
const lentNames: readonly string[] = ["@aws-sdk/client-cognito-identity-provider"];

const environmentModule = "data:text/javascript,export const env = process.env;";

/** The folder of our own packages, whose modules Node reads by itself. */
const ownFolder: string = new URL("../../../", import.meta.url).href;

/** From here on this thread loads modules as described above. */
export function installModuleHooks(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const own = specifier.startsWith("$amplify/env/") ? environmentModule : ownNames[specifier];
      if (own !== undefined) return { url: own, shortCircuit: true };
      if (/^\.{1,2}(\/|$)/.test(specifier))
        return firstOf(writtenAs(specifier), (each) => next(each, context));
      if (!lentNames.includes(specifier)) return next(specifier, context);
      return firstOf([context, { ...context, parentURL: import.meta.url }], (each) => next(specifier, each));
    },
    load(url, context, next) {
      if (!url.startsWith("file:") || url.startsWith(ownFolder) || url.includes("/node_modules/"))
        return next(url, context);
      if (/\.m?tsx?$/.test(url)) return asModule(readTypeScript(url));
      const isPlainJson = url.endsWith(".json") && context.importAttributes["type"] === undefined;
      return isPlainJson
        ? asModule(`export default ${readFileSync(new URL(url), "utf8")}`)
        : next(url, context);
    },
  });
}

const asModule = (source: string): { format: "module"; source: string; shortCircuit: true } => ({
  format: "module",
  source,
  shortCircuit: true,
});

/** What an import may mean, in the order in which it is tried. */
function writtenAs(specifier: string): string[] {
  const typed = specifier.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
  const endings = [".ts", ".tsx", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];
  return [specifier, ...(typed === specifier ? [] : [typed]), ...endings.map((each) => specifier + each)];
}

/** The first attempt that finds something; if none does, the failure of the first. */
function firstOf<A, R>(attempts: readonly A[], run: (attempt: A) => R): R {
  const failures: unknown[] = [];
  for (const attempt of attempts) {
    try {
      return run(attempt);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

function readTypeScript(url: string): string {
  const source = readFileSync(new URL(url), "utf8");
  try {
    if (!url.endsWith("x")) return stripTypeScriptTypes(source);
  } catch (error) {
    const compiled = compile(url, source);
    if (compiled !== undefined) return compiled;
    throw placed(url, error);
  }
  const compiled = compile(url, source);
  if (compiled !== undefined) return compiled;
  throw placed(url, new SyntaxError("JSX needs a compiler: install esbuild in the project."));
}

/** By the project's own esbuild, where it has one: enums and the like are more than types that can be left out. */
function compile(url: string, source: string): string | undefined {
  let esbuild: unknown;
  try {
    esbuild = createRequire(url)("esbuild");
  } catch {
    return undefined;
  }
  if (typeof esbuild !== "object" || esbuild === null || !("transformSync" in esbuild)) return undefined;
  // The signature that esbuild documents, as far as it is used here.
  const transform = esbuild.transformSync as (code: string, options: object) => { code: string };
  const options = { loader: url.endsWith("x") ? "tsx" : "ts", format: "esm", sourcemap: "inline" };
  return transform(source, { ...options, sourcefile: fileURLToPath(url) }).code;
}

/** The failure of reading a file, with the file's place where a stack would have it. */
function placed(url: string, error: unknown): SyntaxError {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const line = /^[^\n]*:(\d+)\n/.exec(stack)?.[1] ?? "1";
  const hint =
    error instanceof Error && "code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"
      ? " (esbuild, installed in the project, can compile it)"
      : "";
  const fault = new SyntaxError(message + hint);
  fault.stack = `SyntaxError: ${message}\n    at ${pathToFileURL(fileURLToPath(url)).href}:${line}:1`;
  return fault;
}
