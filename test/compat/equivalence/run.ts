/** Runs journeys with both libraries and holds against the table what was seen. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InProcessServer, startInProcessServer } from "../../support/in-process-server.ts";
import type { ProvisionedApp } from "../../support/provision-app.ts";
import { compare } from "./compare.ts";
import { rows } from "./table/rows.ts";
import { isShown } from "./table/shown.ts";
import { differences } from "./differences.ts";
import { type Journey, openPool, type PoolKind, riddle, type ScriptedJourney } from "./journey.ts";
import { libraries, type Library } from "./library.ts";
import { record, type Setting, type Sight } from "./record.ts";

/** What a file of tests sets for all its journeys. */
interface OwnSetting extends Pick<Setting, "kept" | "sendOther"> {
  /** Before each journey. */
  readonly prepare?: () => void;
}

/** Journeys in pools of a server that is started for them. */
export function runJourneys(journeys: readonly Journey[], own: OwnSetting = {}): void {
  let server: InProcessServer;
  let folder: string;
  const apps = new Map<string, Promise<ProvisionedApp>>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "poolhouse-functions-"));
    writeFileSync(join(folder, "riddle.mjs"), riddle);
    const triggers = join(folder, "triggers.json");
    writeFileSync(triggers, JSON.stringify({ riddle: { module: "./riddle.mjs" } }));
    server = await startInProcessServer({ flags: ["--triggers", triggers] });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Both libraries meet people of the same names, each in pools of its own. */
  const appOf = (library: Library, kind: PoolKind): Promise<ProvisionedApp> => {
    const name = `${library.name} ${kind}`;
    const app = apps.get(name) ?? openPool(server, kind);
    apps.set(name, app);
    return app;
  };

  compareAll(journeys, async (library, journey) => {
    const app = await appOf(library, journey.pool);
    const number = journeys.indexOf(journey);
    const isOwn = libraries.indexOf(library);
    const place = {
      server,
      app,
      username: `person-${number}`,
      // The mailbox is one for all pools.
      email: `person-${number}-${isOwn}@example.com`,
      phone: `+1206555${1000 + number * 10 + isOwn}`,
    };
    const config = configOf(app, server.url, journey.config);
    own.prepare?.();
    const setting = { library, config, isStill: false, isConfigured: true, ...own };
    const sights = await record(setting, (driver) => journey.go(driver, place));
    return withoutNames(sights, [
      [place.email, "<email>"],
      [place.phone, "<phone>"],
      [place.phone.slice(-4), "<digits>"],
      [app.userPoolId, "<pool>"],
      [server.url, "<server>"],
    ]);
  });
}

const noApp = { userPoolId: "eu-west-1_abcDEF123", clientId: "c1" };

/** Journeys whose answers are scripted; no server is there. */
export function runScripted(journeys: readonly ScriptedJourney[], own: OwnSetting = {}): void {
  compareAll(journeys, (library, journey) => {
    const config = configOf(noApp, "http://localhost:1/", journey.config);
    const isConfigured = journey.isUnconfigured !== true;
    own.prepare?.();
    const isStill = journey.isInRealTime !== true;
    return record(
      { library, config, isStill, isConfigured, hearsTabs: journey.hearsTabs, ...own },
      (driver) => journey.go(driver),
    );
  });
}

function configOf(
  app: Pick<ProvisionedApp, "userPoolId" | "clientId">,
  userPoolEndpoint: string,
  more: object = {},
): Setting["config"] {
  const { userPoolId, clientId: userPoolClientId } = app;
  return { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, ...more } } };
}

function compareAll<J extends { readonly title: string }>(
  journeys: readonly J[],
  sightsOf: (library: Library, journey: J) => Promise<Sight[]>,
): void {
  describe("aws-amplify and @poolhouse/auth", () => {
    it.each(journeys)("are alike in $title", async (journey) => {
      const [amplify, own] = libraries;
      const expected = await sightsOf(amplify, journey);
      const sights = await sightsOf(own, journey);
      const { unexplained, explained } = compare(journey.title, expected, sights);
      expect(unexplained).toEqual([]);
      const unmet = differences.filter((each) => each.metIn.includes(journey.title) && !explained.has(each));
      expect(unmet.map(({ what }) => what)).toEqual([]);
      const missing = rows.filter((row) => row.by === journey.title && !isShown(row, sights));
      expect(missing).toEqual([]);
    });
  });
}

/** The same sights, only texts within them replaced. */
function withoutNames(sights: readonly Sight[], names: readonly (readonly [string, string])[]): Sight[] {
  let text = JSON.stringify(sights);
  for (const [name, word] of names) text = text.replaceAll(name, word);
  // As they went in.
  return JSON.parse(text) as Sight[];
}
