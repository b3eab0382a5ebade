import type { Flags } from "./command.ts";

/** The flags of `serve`, loaded when a command takes them. */
export async function loadSettings(): Promise<Flags> {
  const { settingNames, settingOf } = await import("@poolhouse/server/settings");
  const visible = settingNames.filter((name) => settingOf(name).isSecret === undefined);
  return Object.fromEntries(visible.map((name) => [name, settingOf(name)]));
}
