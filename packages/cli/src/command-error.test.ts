import { describe, expect, it } from "vitest";
import { ConfigError } from "@poolhouse/server";
import { CommandError } from "./command-error.ts";

const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe("the failure of a command", () => {
  it("is told in its own words where somebody foresaw it", () => {
    const foreseen = new CommandError("Say which.", 2);
    expect(CommandError.from(foreseen)).toBe(foreseen);
    const mistake = CommandError.from(new ConfigError("--port must be a number."));
    expect(mistake).toMatchObject({ message: "--port must be a number.", exitCode: 1 });
  });

  it("says what to do about a taken port and a silent database", () => {
    const taken = CommandError.from(
      withCode("listen EADDRINUSE: address already in use 127.0.0.1:9240", "EADDRINUSE"),
    );
    expect(taken.message).toMatch(/9240: another program has this port; choose one with --port\.$/);
    const silent = CommandError.from(withCode("connect ECONNREFUSED", "ECONNREFUSED"));
    expect(silent.message).toBe("The database server does not answer.");
  });

  it("makes no fuss of somebody who would not answer", () => {
    const abort = Object.assign(new Error("Aborted with Ctrl+C"), { name: "AbortError" });
    expect(CommandError.from(abort)).toMatchObject({ message: "\nNothing was done.", exitCode: 1 });
  });

  it("keeps the stack of what nobody foresaw", () => {
    const bug = new Error("a bug");
    expect(CommandError.from(bug)).toMatchObject({ message: bug.stack, exitCode: 1 });
    expect(CommandError.from("text").exitCode).toBe(1);
  });
});
