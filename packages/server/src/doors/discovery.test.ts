import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createService, type Service } from "../../../../test/support/service.ts";
import { type RequestLine, silentLog } from "../kernel/log.ts";
import { discoveryDoor } from "./discovery.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

function build() {
  const lines: RequestLine[] = [];
  const door = discoveryDoor({
    world: service.world,
    log: { ...silentLog, request: (line) => void lines.push(line) },
    newRequestId: () => "07070707-0707-4707-8707-070707070707",
    addressOf: () => "203.0.113.7",
  });
  return { lines, ask: (path: string) => door.request(path) };
}

describe("the documents of a pool", () => {
  it("leave a line in the log, with the pool that was found", async () => {
    const { UserPool } = await service.call("CreateUserPool", { PoolName: "people" });
    const { lines, ask } = build();
    await ask(`/${UserPool?.Id}/.well-known/jwks.json`);
    await ask(`/${UserPool?.Id}/.well-known/openid-configuration`);
    expect(lines).toMatchObject([
      { operation: "JsonWebKeySet", outcome: "ok", poolId: UserPool?.Id, ipAddress: "203.0.113.7" },
      { operation: "OpenIdConfiguration", outcome: "ok", poolId: UserPool?.Id },
    ]);
  });

  it("leave no text of a stranger's choosing there", async () => {
    const { lines, ask } = build();
    const response = await ask("/eu-west-1_nobody/.well-known/jwks.json");
    expect(response.status).toBe(404);
    expect(lines).toMatchObject([{ outcome: "ResourceNotFoundException", poolId: undefined }]);
    expect(JSON.stringify(lines)).not.toContain("nobody");
  });
});
