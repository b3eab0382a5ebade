import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RequestLine } from "../kernel/log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

const sources = { countOutbox: () => Promise.resolve(3), countRetries: () => 7 };
const line = {
  requestId: "5d5a1c0e-0000-4000-8000-000000000000",
  operation: "RespondToAuthChallenge",
  outcome: "ok",
  durationMs: 12,
  ipAddress: "203.0.113.7",
  poolId: "eu-west-1_abc",
  clientId: "client",
} satisfies RequestLine;

async function samples(metrics: Metrics): Promise<string[]> {
  const { text } = await metrics.render();
  return text.split("\n").filter((each) => each !== "" && !each.startsWith("#"));
}

describe("metrics", () => {
  it("count requests by operation, outcome and reason, and time them", async () => {
    const metrics = createMetrics(sources, { process: false });
    metrics.request(line);
    metrics.request(line);
    metrics.request({ ...line, outcome: "CodeMismatchException", reason: "totp_replayed" });
    const found = await samples(metrics);
    const named = `operation="RespondToAuthChallenge"`;
    expect(found).toContain(`poolhouse_requests_total{${named},outcome="ok",reason=""} 2`);
    expect(found).toContain(
      `poolhouse_requests_total{${named},outcome="CodeMismatchException",reason="totp_replayed"} 1`,
    );
    expect(found).toContain(`poolhouse_request_duration_seconds_bucket{le="0.01",${named}} 0`);
    expect(found).toContain(`poolhouse_request_duration_seconds_bucket{le="0.025",${named}} 3`);
  });

  it("count the steps of sign-ins by factor and result", async () => {
    const metrics = createMetrics(sources, { process: false });
    metrics.request({ ...line, step: "USER_PASSWORD_AUTH", next: "SOFTWARE_TOKEN_MFA" });
    metrics.request({ ...line, step: "SOFTWARE_TOKEN_MFA", outcome: "CodeMismatchException" });
    metrics.request({ ...line, step: "SOFTWARE_TOKEN_MFA", next: "tokens" });
    metrics.request({ ...line, operation: "GetUser" });
    const steps = (await samples(metrics)).filter((each) => each.startsWith("poolhouse_sign_in_steps_total"));
    expect(steps).toEqual([
      'poolhouse_sign_in_steps_total{step="USER_PASSWORD_AUTH",result="SOFTWARE_TOKEN_MFA"} 1',
      'poolhouse_sign_in_steps_total{step="SOFTWARE_TOKEN_MFA",result="CodeMismatchException"} 1',
      'poolhouse_sign_in_steps_total{step="SOFTWARE_TOKEN_MFA",result="tokens"} 1',
    ]);
  });

  it("tell messages, faults, the outbox and lost races", async () => {
    const metrics = createMetrics(sources, { process: false });
    metrics.message("SMS", "delivered");
    metrics.fault();
    const found = await samples(metrics);
    for (const sample of [
      'poolhouse_messages_total{channel="SMS",outcome="delivered"} 1',
      "poolhouse_faults_total 1",
      "poolhouse_outbox_messages 3",
      "poolhouse_store_retries_total 7",
    ])
      expect(found).toContain(sample);
    expect(await samples(metrics)).toContain("poolhouse_store_retries_total 7");
  });

  it("are told while the database is down, too", async () => {
    const down = { ...sources, countOutbox: () => Promise.reject(new Error("down")) };
    const found = await samples(createMetrics(down, { process: false }));
    expect(found).toContain("poolhouse_outbox_messages Nan");
  });

  it("have no ids, no addresses, and an end to their number", async () => {
    const metrics = createMetrics(sources, { process: false });
    for (let at = 0; at < 6000; at += 1)
      metrics.request({ ...line, outcome: "Refused", reason: `word_${at}` });
    const found = await samples(metrics);
    expect(found.length).toBeLessThan(4100);
    expect(found).toContain(
      'poolhouse_requests_total{operation="other",outcome="other",reason="other"} 2000',
    );
    for (const secret of [line.requestId, line.ipAddress, line.poolId, line.clientId])
      expect(found.join("\n")).not.toContain(secret);
  });

  it("cost a request microseconds", () => {
    const metrics = createMetrics(sources, { process: false });
    const counted = { ...line, step: "SOFTWARE_TOKEN_MFA", next: "tokens" };
    const time = (): number => {
      const start = performance.now();
      for (let at = 0; at < 10_000; at += 1) metrics.request(counted);
      return (performance.now() - start) / 10_000;
    };
    const best = Math.min(time(), time(), time(), time(), time());
    expect(best * 1000, "microseconds").toBeLessThan(20);
  });

  it("are those of the guide's table, and the log's fields those of its other one", async () => {
    const guide = readFileSync("docs/guide/running.md", "utf8");
    const metrics = createMetrics(sources, { process: false });
    const { text } = await metrics.render();
    const made = [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name, type]) => `${name} ${type}`);
    const told = [...guide.matchAll(/^\| `(poolhouse_\w+)` +\| (\w+) +\|/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(told.toSorted()).toEqual(made.toSorted());
    const fields = [...guide.matchAll(/^\| `([a-z]\w+)` +\| [A-Z`]/gm)].map(([, name]) => name);
    const complete: Required<RequestLine> = { ...line, reason: "", operator: "", step: "", next: "" };
    const own = fields.filter((name) => !name?.startsWith("poolhouse_"));
    expect(new Set(own)).toEqual(new Set(Object.keys(complete)));
    expect(own).toHaveLength(new Set(own).size);
  });

  it("tell of the process and its event loop", async () => {
    const { text } = await createMetrics(sources, { process: true }).render();
    expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
    expect(text).toContain("process_resident_memory_bytes");
  });
});
