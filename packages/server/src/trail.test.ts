import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createService, type Service } from "../../../test/support/service.ts";
import { type Log, silentLog } from "./kernel/log.ts";
import { startTrail } from "./trail.ts";

let service: Service;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  service = await createService({ keyPairs: 2 });
});
afterEach(async () => {
  vi.useRealTimers();
  await service.close();
});

describe("the audit trail beside answering", () => {
  it("is linked without anybody asking, and says once an hour where it ends", async () => {
    const log = { fault: vi.fn<Log["fault"]>(), notice: vi.fn<Log["notice"]>() };
    const trail = startTrail(service.world, log);
    await service.call("CreateUserPool", { PoolName: "people" });
    expect(await service.store.audit.head()).toBeUndefined();
    service.clock.advance(3_600_000);
    vi.advanceTimersByTime(1000);
    await vi.waitFor(() => expect(log.notice).toHaveBeenCalledTimes(1));
    const head = await service.store.audit.head();
    expect(log.notice).toHaveBeenCalledWith("The audit trail ends here.", {
      checkpoint: `1:${head?.link}`,
    });
    service.clock.advance(3_600_000);
    await trail.stop();
    expect(log.notice).toHaveBeenCalledTimes(1);
    expect(log.fault).not.toHaveBeenCalled();
  });

  it("is linked to its end when the server stops", async () => {
    const trail = startTrail(service.world, silentLog);
    await service.call("CreateUserPool", { PoolName: "people" });
    await trail.stop();
    expect(await service.store.audit.head()).toMatchObject({ seq: 1 });
    expect(await service.store.audit.countPending()).toBe(0);
  });
});
