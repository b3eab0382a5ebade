// The unmodified aws-amplify 6 and our own client, side by side: the same journeys against the same server, and everything that can
// be seen of them compared: outputs, errors, requests, events, names of what is stored.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InProcessServer, startInProcessServer } from "../../support/in-process-server.ts";
import type { ProvisionedApp } from "../../support/provision-app.ts";
import { type Journey, journeys, openPool, type PoolKind, pools } from "./journeys.ts";
import { functionNames, libraries, type Library } from "./library.ts";
import { record, type Sight } from "./record.ts";

let server: InProcessServer;
const apps = new Map<string, ProvisionedApp>();

beforeAll(async () => {
  server = await startInProcessServer();
  for (const { name } of libraries)
    // Made of the names a line above.
    for (const kind of Object.keys(pools) as PoolKind[])
      apps.set(`${name} ${kind}`, await openPool(server, kind));
});
afterAll(() => server.stop());

/** Both libraries meet people of the same names, each in pools of its own. */
async function sightsOf(library: Library, journey: Journey): Promise<Sight[]> {
  const app = apps.get(`${library.name} ${journey.pool}`);
  if (app === undefined) throw new Error(`no pool ${journey.pool}`);
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
  const config = {
    Auth: {
      Cognito: { userPoolId: app.userPoolId, userPoolClientId: app.clientId, userPoolEndpoint: server.url },
    },
  };
  const sights = await record(library, config, (driver) => journey.go(driver, place));
  const same = JSON.stringify(sights)
    .replaceAll(place.email, "<email>")
    .replaceAll(place.phone, "<phone>")
    .replaceAll(place.phone.slice(-4), "<digits>")
    .replaceAll(app.userPoolId, "<pool>");
  // The same sights, only texts within them replaced.
  return JSON.parse(same) as Sight[];
}

describe("aws-amplify and @poolhouse/auth", () => {
  it.each(journeys)("are alike in $title", async (journey) => {
    const [amplify, own] = libraries;
    if (amplify === undefined || own === undefined) throw new Error("there are two");
    const expected = await sightsOf(amplify, journey);
    expect(await sightsOf(own, journey)).toEqual(expected);
  });
});

it("every function that both have is part of a journey", () => {
  const source = journeys.map(({ go }) => String(go)).join("\n");
  const helped = ["confirmSignIn"];
  expect(functionNames.filter((name) => !source.includes(`"${name}"`) && !helped.includes(name))).toEqual([]);
});
