import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../kernel/log.ts";
import type { Store } from "../ports/store.ts";
import { openStore } from "../store/open.ts";
import { healthDoor } from "./health.ts";

let store: Store;
beforeEach(async () => {
  store = await openStore("sqlite::memory:");
});
afterEach(() => store.close());

const ask = (replaced: Partial<Store>, path: string) =>
  healthDoor({ store: { ...store, ping: () => store.ping(), ...replaced }, log: silentLog }).request(path);

describe("health", () => {
  it("is ready while the database answers and messages leave", async () => {
    const response = await ask({}, "/health/ready");
    expect([response.status, await response.json()]).toEqual([200, { status: "ready" }]);
  });

  it("is live but not ready while the database is down, and says which part without saying why", async () => {
    const down = { ping: () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.1")) };
    expect((await ask(down, "/health/live")).status).toBe(200);
    const response = await ask(down, "/health/ready");
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: "unready", failed: ["database"] },
    ]);
  });

  it("is not ready while messages pile up", async () => {
    const stuck = { outbox: { ...store.outbox, count: () => Promise.resolve(1001) } };
    const response = await ask(stuck, "/health/ready");
    expect(await response.json()).toEqual({ status: "unready", failed: ["outbox"] });
  });
});
