/** Makes this process a page. The libraries look for one when they are loaded, so this comes before them and imports none of them. */
import { browser } from "./page.ts";

for (const [name, value] of Object.entries(browser))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
