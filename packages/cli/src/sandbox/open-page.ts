import { spawn } from "node:child_process";

/** What opens an address in the browser of the person who sits there, by platform. */
const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  // The empty word is the title of a window; without it the address would be taken for one.
  win32: ["cmd", "/c", "start", ""],
};
const usualOpener = ["xdg-open"] as const;

/**
 * Opens an address in a browser: the one that `BROWSER` names, or the system's own. False if there is none to be started.
 *
 * @example await openPage("http://127.0.0.1:9240/_mailbox", process.env);
 */
export function openPage(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const chosen = environment["BROWSER"];
  const [command, ...words] = chosen ? [chosen] : (openers[process.platform] ?? usualOpener);
  return new Promise((resolve) => {
    const child = spawn(command, [...words, url], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => resolve(true));
    child.unref();
  });
}
