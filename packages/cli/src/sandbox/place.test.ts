import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { choosePort, rememberPort, type SandboxPlace } from "./place.ts";

let place: SandboxPlace;
const servers: Server[] = [];

beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), "poolhouse-place-"));
  place = { identifier: "ada", dataDir, databaseUrl: "", host: "127.0.0.1", isPortChosen: false };
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
  rmSync(place.dataDir, { recursive: true });
});

function occupy(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  return new Promise((ready) => server.listen(port, "127.0.0.1", () => ready()));
}

it("a sandbox has the same port at every start, and returns to it", async () => {
  const { port, notice } = await choosePort(place, "some-project-of-this-test/ada");
  expect(notice).toBeUndefined();
  expect(port).toBeGreaterThanOrEqual(9300);
  await rememberPort(place, String(port));
  await rememberPort(place, "9999");
  // Its name may change; what it was is remembered.
  expect(await choosePort(place, "renamed/ada")).toEqual({ port });
  await occupy(port);
  const other = await choosePort(place, "renamed/ada");
  expect(other.port).toBeGreaterThan(port);
  expect(other.notice).toBe(`Port ${port} is taken, so this sandbox is at ${other.port}.`);
  await new Promise((done) => servers.pop()?.close(done));
  expect(await choosePort(place, "renamed/ada")).toEqual({ port });
});
