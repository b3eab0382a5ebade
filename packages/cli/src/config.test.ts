import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { serverCommands } from "./commands/server.ts";
import { readArguments } from "./read-arguments.ts";

const command = serverCommands.find(({ name }) => name === "config");
let said: string[];
beforeEach(() => {
  said = [];
  vi.stubEnv("POOLHOUSE_SMTP_URL", "smtp://mailer:hunter2@mail.example:587");
  vi.stubEnv("POOLHOUSE_SECRET_ACCESS_KEY", "0123456789abcdef");
  vi.stubEnv("POOLHOUSE_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.spyOn(console, "log").mockImplementation((text: unknown) => void said.push(String(text)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function show(...args: string[]): Promise<number> {
  if (command === undefined) throw new Error("there is no such command");
  const settings = { port: { value: "PORT", about: "" } };
  return (await command.load())(readArguments(command, args, settings));
}

it("shows each value and who gave it, and secrets only as set", async () => {
  expect(await show("--port", "9999")).toBe(0);
  const text = said.join("\n");
  expect(text).toMatch(/^port +flag +9999$/m);
  expect(text).toMatch(/^host +default +127\.0\.0\.1$/m);
  expect(text).toMatch(/^smtp-url +environment +smtp:\/\/mailer:\(set\)@mail\.example:587$/m);
  expect(text).toMatch(/^secret-access-key +environment +\(set\)$/m);
  expect(text).toMatch(/^issuer-url +not set +-$/m);
  expect(text).not.toMatch(/hunter2|0123456789abcdef|AKIDEXAMPLE/);
});

it("answers programs with JSON", async () => {
  expect(await show("--json")).toBe(0);
  expect(JSON.parse(said.join("\n"))).toContainEqual({ name: "port", value: "9240", source: "default" });
});

it("refuses what serve would refuse", async () => {
  await expect(show("--port", "many")).rejects.toThrow("--port (POOLHOUSE_PORT) must be a number");
});
