/**
 * Many people at once, over two servers, on both engines: nobody is turned away because others write to the same rows, and a cap that all of them
 * share is kept to the cent.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { createPool, type TestPool } from "../support/pools.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";

const people = 200;
const password = "Correct-Horse-9";

let database: Database;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "poolhouse-bursts-"));
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

describe.each(["SQLite", "PostgreSQL"])("on %s", (engine) => {
  let service: Service;
  let other: Service;

  beforeAll(async () => {
    const url = engine === "SQLite" ? `sqlite:${join(folder, "bursts.db")}` : database.url;
    service = await createService({ store: await openStore(url), seed: `bursts ${engine}`, keyPairs: 2 });
    other = await createService({ store: await openStore(url), seed: `other bursts ${engine}` });
  });
  afterAll(() => Promise.all([service.close(), other.close()]));

  it("two hundred people who sign up at once from one address are all sent a code", async () => {
    const { UserPoolId, ClientId } = await createPlace("email");
    service.limits.current = {};
    const outcomes = await signUpAtOnce(ClientId, (at) => ({ Name: "email", Value: `p${at}@example.com` }));
    expect(outcomes).toEqual({ sent: people });
    expect(await waitingFor(UserPoolId)).toBe(people);
  });

  it("the cap on what text messages cost is exact, and what is charged is sent", async () => {
    const { UserPoolId, ClientId } = await createPlace("phone_number");
    const price = 100;
    const affordable = 60;
    service.limits.current = {
      sms: {
        countries: [{ prefix: "+1", isAllowed: true }],
        prices: [{ prefix: "", price }],
        dailyCap: affordable * price,
        monthlyCap: 1e12,
      },
    };
    const outcomes = await signUpAtOnce(ClientId, (at) => ({
      Name: "phone_number",
      Value: `+1${200 + at}5550100`,
    }));
    // One address may ask for a hundred; those among them that the cap leaves nothing for are told so.
    expect(outcomes).toEqual({
      sent: affordable,
      CodeDeliveryFailureException: 100 - affordable,
      LimitExceededException: people - 100,
    });
    expect(await waitingFor(UserPoolId)).toBe(affordable);
  });

  function createPlace(attribute: "email" | "phone_number"): Promise<TestPool> {
    return createPool(service, { pool: { AutoVerifiedAttributes: [attribute] } });
  }

  /** How many sign-ups ended how: `sent`, or the error's name. */
  async function signUpAtOnce(
    ClientId: string,
    attributeOf: (at: number) => { Name: string; Value: string },
  ): Promise<Record<string, number>> {
    other.limits.current = service.limits.current;
    const all = Array.from({ length: people }, (_, at) =>
      [service, other]
        [at % 2]!.call("SignUp", {
          ClientId,
          Username: `person-${at}`,
          Password: password,
          UserAttributes: [attributeOf(at)],
        })
        .then(() => "sent", nameOf),
    );
    const counted: Record<string, number> = {};
    for (const outcome of await Promise.all(all)) counted[outcome] = (counted[outcome] ?? 0) + 1;
    return counted;
  }

  async function waitingFor(poolId: string): Promise<number> {
    return (await service.messages()).filter((message) => message.poolId === poolId).length;
  }
});

function nameOf(error: unknown): string {
  if (error instanceof ServiceError) return error.type;
  throw error;
}
