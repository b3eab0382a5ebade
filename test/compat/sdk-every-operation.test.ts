/**
 * The unmodified AWS SDK calls every operation that it has a command for, with its documented success. Complete by type: an
 * operation that the SDK or the model gains has no row, and the build fails.
 */
import * as Sdk from "@aws-sdk/client-cognito-identity-provider";
import { operationNames } from "@poolhouse/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { peopleRows } from "./every-operation/people.ts";
import { poolRows } from "./every-operation/pools.ts";
import { resourceRows } from "./every-operation/resources.ts";
import { riskRows } from "./every-operation/risk.ts";
import { openScene, type Rows, type Scene, type SdkOperation } from "./every-operation/scene.ts";
import { userRows } from "./every-operation/users.ts";

const rows: Rows<SdkOperation> = {
  ...poolRows,
  ...userRows,
  ...peopleRows,
  ...resourceRows,
  ...riskRows,
};

let server: InProcessServer;
let scene: Scene;
beforeAll(async () => {
  server = await startInProcessServer();
  scene = await openScene(server);
});
afterAll(async () => {
  await server.stop();
  // The server held every answer against the model; one that differs is among these.
  const [fault] = server.faults;
  if (fault !== undefined) throw new Error(`${fault.where} failed`, { cause: fault.cause });
});

it("the SDK has the operations of the model", () => {
  const commands = Object.keys(Sdk).filter((name) => name.endsWith("Command") && name !== "$Command");
  expect(commands.map((name) => name.slice(0, -"Command".length)).toSorted()).toEqual(
    [...operationNames].toSorted(),
  );
});

it.each(Object.entries(rows))("the SDK calls %s", async (_name, run) => {
  await run(scene);
});
