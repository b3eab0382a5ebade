/**
 * Recovery codes under attack (A20): one code used by many at once, on both engines and by two server processes; everybody's codes
 * against everybody's sign-ins; and what a thief of the database finds.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { MfaFactor } from "../../packages/server/src/kernel/records.ts";
import { showRecoveryCode } from "../../packages/server/src/rules/recovery-codes.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { createOtherClient, createPlace, outcomeOf, refusals } from "../support/people.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { provisionApp } from "../support/provision-app.ts";
import {
  accessTokenByApp,
  addRecoverable,
  askFactor,
  recoverable,
  type Recoverer,
  signInTyping,
  storeRecoveryCodes,
  typeCode,
} from "../support/recovery-codes.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";
import { startTwoServers, type TwoServers } from "../support/two-servers.ts";

const many = 64;
const wrongSent = "CodeMismatchException: Invalid code or auth state for the user.";

/** How often each outcome came. */
function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

describe.each(["SQLite", "PostgreSQL"] as const)("recovery codes on %s", (engine) => {
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-recovery-"));
  let database: Database | undefined;
  let service: Service;
  beforeAll(async () => {
    if (engine === "PostgreSQL") database = await createDatabase(inject("postgresUrl"));
    const store = await openStore(database?.url ?? `sqlite:${join(folder, "pools.sqlite")}`);
    service = await createService({ store, seed: "recovery" });
  });
  afterAll(async () => {
    await service.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const place = (): Promise<App> => createPlace(service, { mfa: "ON", pool: recoverable });
  const someone = async (app: App, username: string, factor: MfaFactor = "SOFTWARE_TOKEN_MFA") => ({
    app,
    person: await addRecoverable(service, app, { username, factor }),
  });
  const codesOf = ({ app, person }: Recoverer) => storeRecoveryCodes(service.world, app, person.sub);

  it(`A20: of ${many} sign-ins that use one code at once one succeeds`, async () => {
    const who = await someone(await place(), "ada");
    const [code = ""] = await codesOf(who);
    const asked = await Promise.all(Array.from({ length: many }, () => askFactor(service, who)));
    const words = await Promise.all(
      asked.map((each) => outcomeOf(typeCode(service, who, { ...each, typed: code }))),
    );
    const { tokens, ...lost } = tally(words);
    expect(tokens).toBe(1);
    // Who has read before the winner wrote loses the race and counts as nothing; who reads later has guessed wrong.
    expect(Object.keys(lost)).toEqual(expect.arrayContaining([refusals.wrongCode]));
    expect([refusals.wrongCode, refusals.codesLocked]).toEqual(expect.arrayContaining(Object.keys(lost)));
    expect(await service.store.recoveryCodes.list(who.app.poolId, who.person.sub)).toHaveLength(9);
  });

  it("A20: a session that is answered with many codes at once uses up one", async () => {
    const who = await someone(await place(), "ada");
    const codes = await codesOf(who);
    const asked = await askFactor(service, who);
    const words = await Promise.all(
      codes.map((typed) => outcomeOf(typeCode(service, who, { ...asked, typed }))),
    );
    expect(tally(words)).toEqual({ tokens: 1, [refusals.usedSession]: 9 });
    expect(await service.store.recoveryCodes.list(who.app.poolId, who.person.sub)).toHaveLength(9);
  });

  it("A20: every code works for its owner alone, in whatever pool, client and challenge", async () => {
    const [one, two] = [await place(), await place()];
    const owners = await Promise.all([
      someone(one, "ada"),
      someone(one, "bob", "SMS_MFA"),
      someone(await createOtherClient(service, one), "eve", "EMAIL_OTP"),
      someone(two, "ada"),
    ]);
    const codes = await Promise.all(owners.map(codesOf));
    for (const [mine, who] of owners.entries()) {
      const words: string[] = [];
      for (const theirs of codes) words.push(await signInTyping(service, who, theirs[mine] ?? ""));
      const wrong = words.filter((word) => word === refusals.wrongCode || word === wrongSent);
      expect({ mine, word: words[mine], wrong: wrong.length }).toEqual({ mine, word: "tokens", wrong: 3 });
    }
  });

  it("A20: no code is in the database, as it is shown or as it is typed", async () => {
    const who = await someone(await place(), "ada");
    const AccessToken = await accessTokenByApp(service, who);
    const { RecoveryCodes = [] } = await service.call("CreateRecoveryCodes", { AccessToken });
    const [first = ""] = RecoveryCodes;
    expect(await signInTyping(service, who, first)).toBe("tokens");
    const dump = database === undefined ? readFolder(folder) : await dumpAll(database.url);
    const plain = RecoveryCodes.map((code) => code.replaceAll("-", ""));
    expect(plain.map(showRecoveryCode)).toEqual(RecoveryCodes);
    // What is stored of them is there, so the dump is one.
    const [left] = await service.store.recoveryCodes.list(who.app.poolId, who.person.sub);
    expect(dump).toContain(left?.mac);
    const written = [...RecoveryCodes, ...plain].flatMap((code) => [code, code.toLowerCase()]);
    expect(written.filter((code) => dump.includes(code))).toEqual([]);
  });
});

/** All bytes of the files in a folder, as text that keeps them. */
const readFolder = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("\n");

/** Every row of every table as text. */
async function dumpAll(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const dumps: string[] = [];
  for (const { name } of tables)
    dumps.push(JSON.stringify((await client.query(`select * from ${pg.escapeIdentifier(name)}`)).rows));
  await client.end();
  return dumps.join("\n");
}

describe("recovery codes on two servers", () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.stop());

  it(`A20: of ${many} sign-ins that use one code at once one succeeds, on whichever server`, async () => {
    const { userPoolId: poolId, clientId: ClientId } = await provisionApp(servers.sdk, {
      mfa: "ON",
      pool: { UserPoolTags: { "poolhouse:recovery-codes": "on" } },
    });
    const { registry } = servers;
    const person = await addRecoverable(
      { world: registry },
      { poolId },
      { username: "ada", factor: "SOFTWARE_TOKEN_MFA" },
    );
    const [code = "", next = ""] = await storeRecoveryCodes(registry, { poolId }, person.sub);
    const USERNAME = person.username;
    const begin = async (index: number) =>
      servers.call(index % 2 === 0 ? 0 : 1, "InitiateAuth", {
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD: person.password },
      });
    const answer = async (index: number, Session: unknown, typed: string) =>
      servers.call(index % 2 === 0 ? 0 : 1, "RespondToAuthChallenge", {
        ClientId,
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        Session,
        ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: typed },
      });
    const begun = await Promise.all(Array.from({ length: many + 1 }, (_, index) => begin(index)));
    const sessions = begun.map(({ body }) => body["Session"]);
    const last = sessions.pop();
    const outcomes = await Promise.all(sessions.map((session, index) => answer(index, session, code)));
    const { tokens, ...lost } = tally(outcomes.map(({ word }) => word));
    expect(tokens).toBe(1);
    expect([refusals.wrongCode, refusals.codesLocked]).toEqual(expect.arrayContaining(Object.keys(lost)));
    const left = await registry.store.recoveryCodes.list(poolId, person.sub);
    expect(left).toHaveLength(9);
    await registry.store.attempts.forget({
      poolId,
      subject: person.sub,
      authenticator: "recovery-code",
    });
    expect((await answer(0, last, next)).word).toBe("tokens");
  });
});
