import { describe, expect, it } from "vitest";
import { createLog, describeFault, maskAddress } from "./log.ts";

function record(): { lines: Record<string, unknown>[]; log: ReturnType<typeof createLog> } {
  const lines: Record<string, unknown>[] = [];
  // A pino line is one JSON object.
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, log: createLog("info", { write }) };
}

describe("a log", () => {
  it("writes one line for a request, with the address cut to its network", () => {
    const { lines, log } = record();
    const line = { requestId: "r", operation: "GetUser", outcome: "ok", durationMs: 1.5 };
    log.request({ ...line, ipAddress: "203.0.113.77" });
    expect(lines).toEqual([{ level: "info", time: expect.any(String), ...line, ipAddress: "203.0.113.0" }]);
  });

  it("writes a fault with its causes", () => {
    const { lines, log } = record();
    const cause = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
    log.fault({ where: "GetUser", requestId: "r", cause: new Error("store failed", { cause }) });
    expect(lines[0]).toMatchObject({
      level: "error",
      where: "GetUser",
      fault: { message: "store failed", cause: { message: "connection refused", code: "ECONNREFUSED" } },
    });
  });

  it("leaves out whatever else an error carries", () => {
    const error = Object.assign(new Error("duplicate key"), { detail: "Key (email)=(a@example.com)" });
    expect(JSON.stringify(describeFault(error))).not.toContain("a@example.com");
  });

  it("writes no line for a request unless every request is to be told", () => {
    const lines: string[] = [];
    const log = createLog("warn", { write: (line) => void lines.push(line) });
    log.request({ requestId: "r", operation: "GetUser", outcome: "ok", durationMs: 1, ipAddress: "" });
    expect(lines).toEqual([]);
  });

  it("survives errors that are their own cause, and what is no error at all", () => {
    const error = new Error("loop");
    error.cause = error;
    expect(describeFault(error)).toMatchObject({ message: "loop" });
    expect(describeFault("secret text")).toEqual({ type: "string" });
  });

  it.each([
    ["203.0.113.77", "203.0.113.0"],
    ["::ffff:203.0.113.77", "203.0.113.0"],
    ["2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::"],
    ["2001:db8::1", "2001:db8::"],
    ["::1", "::"],
    ["", ""],
  ])("masks %s as %s", (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});
