import { isIP } from "node:net";
import { wrong } from "./config-error.ts";
import type { Values } from "./config-settings.ts";

/** The networks of `trusted-proxies`, each as `ADDRESS/BITS`; absent without it. Throws ConfigError. */
export function readTrustedProxies(values: Values): readonly string[] | undefined {
  const list = values["trusted-proxies"];
  if (list === undefined) return undefined;
  return list.split(",").map((entry) => readNetwork(entry.trim()));
}

function readNetwork(entry: string): string {
  const [address = "", bits, ...rest] = entry.split("/");
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const length = bits ?? String(most);
  const isWritten = /^\d{1,3}$/.test(length) && Number(length) <= most && rest.length === 0;
  if (family !== 0 && isWritten && !address.includes("%")) return `${address}/${Number(length)}`;
  throw wrong(
    "trusted-proxies",
    "addresses and networks with commas between, e.g. 127.0.0.1,10.0.0.0/8,fd00::/8",
  );
}
