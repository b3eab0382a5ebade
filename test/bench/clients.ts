/**
 * What client libraries weigh, and what a sign-in with a password and an authenticator app costs a page: the same journey at the same
 * server, in pages that have just been loaded. All times are CPU time of the page's main thread, so that a busy machine changes them
 * little; a phone is stood in for by Chromium's throttling.
 */
import { createHmac } from "node:crypto";
import { computeCode, stepAt } from "@poolhouse/protocol";
import type { Browser, Page } from "playwright-core";
import { serveSite, type Site } from "../browser/site.ts";
import { startBrowser } from "../support/browser.ts";
import { bundleClient, type ClientBundle } from "../support/client-bundle.ts";
import { median } from "./costs.ts";
import { tasksOf } from "./page-tasks.ts";
import { type Place, type Prepare, signedIn } from "./pages/journey.ts";
import { type Group, seed } from "./seed.ts";
import { password, type Person } from "./seed-people.ts";
import { startServer } from "./server-under-test.ts";
import { openStoreOf } from "./stores.ts";
import { progress } from "./target.ts";

/** One library. */
export interface ClientResult extends Pick<ClientBundle, "eager" | "lazy"> {
  readonly library: string;
  /** CPU milliseconds of a sign-in. */
  readonly cpu: number;
  /** CPU milliseconds of the longest task of a sign-in, by the factor that the page was slowed down by. */
  readonly longest: readonly number[];
  /** How many tasks were over 50 milliseconds at the last of these factors. */
  readonly long: number;
}

/** A desk, and what is taken for a good phone and a plain one. */
export const slowness = [1, 4, 6] as const;

const names = "confirmSignIn, fetchAuthSession, getCurrentUser, setUpTOTP, signIn, signOut, verifyTOTPSetup";

/** Library → what an app imports for such sign-ins, and the page that makes one. */
const libraries = {
  "`@poolhouse/auth`": {
    imports: `export { Amplify, ${names} } from "@poolhouse/auth";`,
    site: () => serveSite("test/bench/pages/amplify.ts", "@poolhouse/auth"),
  },
  "`aws-amplify`": {
    imports: `export { Amplify } from "aws-amplify"; export { ${names} } from "aws-amplify/auth";`,
    site: () => serveSite("test/bench/pages/amplify.ts", "aws-amplify"),
  },
  "`amazon-cognito-identity-js`": {
    imports:
      'export { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";',
    site: () => serveSite("test/bench/pages/identity-js.ts", "aws-amplify"),
  },
} as const;

/** Where people sign in, and those who have not yet: each code is accepted once. */
interface Visit {
  readonly browser: Browser;
  readonly place: Place;
  readonly group: Group;
}

/** Measures every library; the median of `rounds` sign-ins, in turn with the others. */
export async function benchClients(rounds: number): Promise<ClientResult[]> {
  const store = await openStoreOf("sqlite");
  const count = Object.keys(libraries).length * slowness.length * rounds;
  const seeds = await seed(store.database, {
    withApp: count,
    withoutApp: 0,
    withTelephone: 0,
    withDevice: 0,
  });
  const server = await startServer({ database: store.database, rootKey: seeds.rootKey });
  const chromium = await startBrowser();
  try {
    const place = {
      userPoolId: seeds.poolId,
      userPoolClientId: seeds.withApp.clientId,
      userPoolEndpoint: `http://127.0.0.1:${server.port}/`,
    };
    return await measureAll({ browser: chromium.browser, place, group: seeds.withApp }, rounds);
  } finally {
    await chromium.close();
    await server.stop();
    await store.stop();
  }
}

async function measureAll(visit: Visit, rounds: number): Promise<ClientResult[]> {
  const seen = new Map<string, Sight[]>();
  const entries = Object.entries(libraries);
  for (let round = 0; round < rounds; round += 1)
    for (const [library, { site }] of entries) {
      progress(`round ${round + 1} of ${rounds}: ${library}`);
      seen.set(library, [...(seen.get(library) ?? []), ...(await visitAll(visit, await site()))]);
    }
  const results: ClientResult[] = [];
  for (const [library, { imports }] of entries) {
    const { eager, lazy } = await bundleClient(imports);
    results.push({ library, eager, lazy, ...summarize(seen.get(library) ?? []) });
  }
  return results;
}

/** One sign-in, at one factor; CPU milliseconds. */
interface Sight {
  readonly factor: number;
  readonly cpu: number;
  /** Of its tasks, the longest first. */
  readonly tasks: readonly number[];
}

function summarize(sights: readonly Sight[]): Pick<ClientResult, "cpu" | "longest" | "long"> {
  const at = (factor: number): Sight[] => sights.filter((sight) => sight.factor === factor);
  return {
    cpu: median(at(1).map(({ cpu }) => cpu)),
    longest: slowness.map((factor) => median(at(factor).map(({ tasks }) => tasks[0] ?? 0))),
    long: median(at(slowness[2]).map(({ tasks }) => tasks.filter((task) => task > 50).length)),
  };
}

async function visitAll(visit: Visit, site: Site): Promise<Sight[]> {
  try {
    const sights: Sight[] = [];
    for (const factor of slowness) sights.push(await signInOnce(visit, site, factor));
    return sights;
  } finally {
    site.close();
  }
}

/** Signs somebody in on a page of its own, as slow as is wanted. */
async function signInOnce({ browser, place, group }: Visit, site: Site, factor: number): Promise<Sight> {
  const person = group.people.pop();
  if (person === undefined) throw new Error("everybody has signed in");
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.url);
    await prepare(page, place, person);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: factor });
    const tasks = await tasksOf(browser, page, () => clickAndWait(page));
    return { factor, cpu: tasks.reduce((sum, task) => sum + task, 0), tasks };
  } finally {
    await context.close();
  }
}

/** Tells the page who will click. */
async function prepare(page: Page, place: Place, person: Person): Promise<void> {
  const hmac = (message: Uint8Array): Uint8Array =>
    createHmac("sha1", person.secret ?? "")
      .update(message)
      .digest();
  const code = computeCode(hmac, stepAt(Date.now() / 1000));
  const given: Parameters<Prepare> = [place, { username: person.username, password, code }];
  await page.evaluate(
    // The page has put it there.
    (all) => (globalThis as unknown as { prepare: Prepare }).prepare(...all),
    given,
  );
}

/** The page does nothing that is not the visitor's wish: nobody asks it how far it is. */
async function clickAndWait(page: Page): Promise<void> {
  const said = page.waitForEvent("console");
  await page.mouse.click(10, 10);
  const text = (await said).text();
  if (text !== signedIn) throw new Error(text);
}
