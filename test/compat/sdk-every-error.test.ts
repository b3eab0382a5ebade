/**
 * Each error that an operation lists: brought about with the unmodified AWS SDK, proven by another test that is named, or impossible
 * for a reason. An operation or an error that the model gains is none of these, and fails.
 */
import { readFileSync } from "node:fs";
import { type ErrorName, operationNames, operationOf } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { generalRule, type Provoke } from "./every-operation/errors.ts";
import { configuringErrors } from "./every-operation/errors-of-configuring.ts";
import { userErrors } from "./every-operation/errors-of-users.ts";
import { impossibleErrors, provenErrors } from "./every-operation/other-errors.ts";
import { openScene, type Scene, type SdkOperation } from "./every-operation/scene.ts";

let server: InProcessServer;
let scene: Scene;
beforeAll(async () => {
  server = await startInProcessServer();
  scene = await openScene(server);
});
afterAll(async () => {
  await server.stop();
  const [fault] = server.faults;
  if (fault !== undefined) throw new Error(`${fault.where} failed`, { cause: fault.cause });
});

const rows = { ...configuringErrors, ...userErrors };

/** All pairs of an operation and an error that it lists, with what brings it about. */
const pairs = operationNames.flatMap((listed) => {
  // The SDK has the protocol's operations, and sdk-every-operation.test.ts sees to it.
  const name = listed as SdkOperation;
  return operationOf(name).errors.map((error) => ({
    name,
    error,
    provoke: rows[name]?.[error] ?? generalRule(name, error),
  }));
});
const provoked = pairs.filter(
  (pair): pair is typeof pair & { provoke: Provoke } => pair.provoke !== undefined,
);
const others = pairs.filter(({ provoke }) => provoke === undefined);

describe.each([...new Set(provoked.map(({ name }) => name))])("%s with the SDK", (operation) => {
  it.each(provoked.filter(({ name }) => name === operation))("answers $error", async ({ error, provoke }) => {
    await expect(provoke(scene)).rejects.toMatchObject({
      name: error,
      message: expect.stringMatching(/./),
      $metadata: { httpStatusCode: 400 },
    });
  });
});

/** Whether a row is about a pair; without operations it is about all. */
const isAbout = (
  error: ErrorName,
  operations: readonly SdkOperation[] | undefined,
  pair: (typeof pairs)[number],
): boolean => error === pair.error && (operations === undefined || operations.includes(pair.name));

describe("the other errors", () => {
  it("are proven elsewhere, or cannot happen", () => {
    const open = others.filter(
      (pair) =>
        !provenErrors.some(([error, , , operations]) => isAbout(error, operations, pair)) &&
        !impossibleErrors.some(([error, , operations]) => isAbout(error, operations, pair)),
    );
    expect(open.map(({ name, error }) => `${name}: ${error}`)).toEqual([]);
  });

  it("are proven by what stands in the files that are named", () => {
    const missing = provenErrors.filter(([, file, text]) => !readFileSync(file, "utf8").includes(text));
    expect(missing.map(([error, file, text]) => `${error}: ${file}: ${text}`)).toEqual([]);
  });

  it("are listed by the operations that they are named for", () => {
    const stray = [
      ...provenErrors.map(([error, , , operations]) => ({ error, operations })),
      ...impossibleErrors.map(([error, , operations]) => ({ error, operations })),
    ].flatMap(({ error, operations = [] }) => {
      const about = others.some((pair) =>
        isAbout(error, operations.length === 0 ? undefined : operations, pair),
      );
      return about ? [] : [error];
    });
    expect(stray).toEqual([]);
  });

  it("are the fewer", () => {
    const general = /^(Internal|TooManyRequests|Forbidden|OperationNotEnabled|InvalidSms|InvalidEmail)/;
    const worth = pairs.filter(({ error }) => !general.test(error) && error !== "NotAuthorizedException");
    const open = others.filter(({ error }) => !general.test(error) && error !== "NotAuthorizedException");
    expect(open.length / worth.length).toBeLessThan(0.4);
  });
});
