// The same comparison on a page: hosted pages, passkeys, and what a tab keeps.
// The page has to be there before the libraries are.
import "./install-page.ts";
import { afterAll, beforeAll } from "vitest";
import { type OAuthServer, startOAuthServer } from "../../support/oauth-server.ts";
import { passkeyJourneys } from "./journeys/passkeys.ts";
import { redirectJourneys } from "./journeys/redirect.ts";
import { pageRefusalJourneys } from "./journeys/refusals.ts";
import { openPage, page } from "./page.ts";
import { runJourneys, runScripted } from "./run.ts";

let hosted: OAuthServer;
beforeAll(async () => {
  hosted = await startOAuthServer({
    issuer: "https://id.example.com",
    userPoolId: "eu-west-1_abcDEF123",
    username: "ada",
  });
});
afterAll(() => hosted.close());

runScripted([...redirectJourneys(() => hosted), ...pageRefusalJourneys], {
  kept: page.site,
  prepare: openPage,
  sendOther: (url, init) => fetchFromHosted(url, init),
});
runJourneys(passkeyJourneys, { kept: page.site, prepare: openPage });

const send = globalThis.fetch;

/** Hosted pages have a name and TLS; these here have neither. */
function fetchFromHosted(url: URL, init: RequestInit | undefined): Promise<Response> {
  return send(`${hosted.url}${url.pathname}${url.search}`, init);
}
