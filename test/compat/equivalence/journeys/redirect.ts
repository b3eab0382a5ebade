/** Signing in at hosted pages and coming back. */
import { vi } from "vitest";
import type { ScriptedJourney } from "../journey.ts";
import { changeElsewhere, origin, page } from "../page.ts";
import type { Driver } from "../record.ts";
import { scriptedPool, tokens } from "../scripted.ts";
import type { OAuthServer } from "../../../support/oauth-server.ts";

const domain = "auth.example.com";

const config = {
  loginWith: {
    oauth: {
      domain,
      scopes: ["openid", "email"],
      redirectSignIn: [`${origin}/`],
      redirectSignOut: [`${origin}/`],
      responseType: "code",
    },
  },
};

/** Words for what is chance in the address that the page was sent to. */
function describeUrl(url: URL): string {
  const shown = new URL(url);
  for (const name of ["code_challenge", "code"])
    if (shown.searchParams.has(name)) shown.searchParams.set(name, "_");
  const state = shown.searchParams.get("state");
  if (state !== null) shown.searchParams.set("state", state.replace(/^[A-Za-z0-9]{32}/, "_"));
  shown.searchParams.sort();
  return shown.href;
}

/** Journeys to these hosted pages. */
export function redirectJourneys(hosted: () => OAuthServer): readonly ScriptedJourney[] {
  const notePage = (driver: Driver): void => driver.note({ seen: "page", url: describeUrl(page.url) });

  const leave = async (driver: Driver, input?: object): Promise<void> => {
    page.url = new URL(`${origin}/`);
    await driver.run("signInWithRedirect", ...(input === undefined ? [] : [input]));
    notePage(driver);
  };

  const comeBack = async (driver: Driver): Promise<void> => {
    page.url = await hosted().visit(page.url.href.replace(`https://${domain}`, hosted().url));
    const isDone = driver.heard("signedIn", "signInWithRedirect_failure");
    driver.configure();
    await isDone;
    await driver.run("fetchAuthSession");
    notePage(driver);
  };

  return [
    {
      title: "hosted pages, and back with a session",
      config,
      isInRealTime: true,
      async go(driver) {
        driver.answerWith(scriptedPool());
        await leave(driver, { provider: "Google", customState: "cart: 3" });
        await comeBack(driver);
        await driver.run("getCurrentUser");
        await driver.run("signInWithRedirect");
        await driver.run("signOut");
        notePage(driver);
      },
    },
    {
      title: "every provider and option of the hosted pages",
      config,
      async go(driver) {
        const providers = [
          "Google",
          "Facebook",
          "Amazon",
          "Apple",
          { custom: "corp" },
          { idpIdentifier: "x.org" },
        ];
        for (const provider of providers) await leave(driver, { provider });
        await leave(driver);
        const options = { loginHint: "ada@example.com", lang: "nb", nonce: "n1", prompt: "SELECT_ACCOUNT" };
        await leave(driver, { options });
        await leave(driver, { options: { prompt: "NONE" } });
        await leave(driver, {
          provider: "Google",
          customState: "a",
          options: { preferPrivateSession: true },
        });
      },
    },
    {
      title: "hosted pages that refuse",
      config,
      isInRealTime: true,
      async go(driver) {
        await leave(driver);
        hosted().refuseNext("access_denied");
        await comeBack(driver);
      },
    },
    {
      title: "a proof for the hosted pages that is lost",
      config,
      isInRealTime: true,
      async go(driver) {
        await leave(driver);
        driver.kept.set("CognitoIdentityServiceProvider.c1.oauthPKCE", "another");
        await comeBack(driver);
      },
    },
    {
      title: "an app's own words to itself, beyond ASCII",
      config,
      isInRealTime: true,
      async go(driver) {
        await leave(driver, { customState: "Å ✓" });
        await comeBack(driver);
      },
    },
    {
      title: "an app without hosted pages",
      async go(driver) {
        await driver.run("signInWithRedirect");
      },
    },
    {
      title: "an app at an address that the hosted pages do not know",
      config,
      async go(driver) {
        page.url = new URL("https://elsewhere.example.org/");
        await driver.run("signInWithRedirect");
        driver.configure({
          loginWith: { oauth: { ...config.loginWith.oauth, redirectSignIn: ["myapp://"] } },
        });
        await driver.run("signInWithRedirect");
      },
    },
    {
      title: "a sign-out to an address that is not listed",
      config,
      isInRealTime: true,
      async go(driver) {
        driver.answerWith(scriptedPool());
        await leave(driver);
        await comeBack(driver);
        await driver.run("signOut", { oauth: { redirectUrl: "https://elsewhere.example.org/" } });
        await driver.run("fetchAuthSession");
      },
    },
    {
      title: "what another tab does",
      hearsTabs: true,
      isInRealTime: true,
      async go(driver) {
        const key = "CognitoIdentityServiceProvider.c1.ada";
        driver.answerWith(scriptedPool());
        const { AccessToken = "", IdToken = "", RefreshToken = "" } = tokens();
        const turn = (change: () => void, event: string): Promise<void> => {
          const heard = driver.heard(event);
          change();
          return heard;
        };
        // What is asked for is loaded first.
        await driver.run("fetchAuthSession");
        await vi.dynamicImportSettled();
        changeElsewhere("CognitoIdentityServiceProvider.c1.LastAuthUser", "ada");
        changeElsewhere(`${key}.accessToken`, AccessToken);
        changeElsewhere(`${key}.idToken`, IdToken);
        await turn(() => changeElsewhere(`${key}.refreshToken`, RefreshToken), "signedIn");
        const { AccessToken: next = "" } = tokens(7200);
        await turn(() => changeElsewhere(`${key}.accessToken`, next), "tokenRefresh");
        changeElsewhere(`${key}.deviceKey`, "eu-west-1_1");
        changeElsewhere("another.refreshToken", "r");
        await turn(() => changeElsewhere(`${key}.refreshToken`, null), "signedOut");
        await driver.run("fetchAuthSession");
      },
    },
    {
      title: "an unfinished sign-in in the tab's own storage",
      async go(driver) {
        const InitiateAuth = { ChallengeName: "SMS_MFA", Session: "session-1", ChallengeParameters: {} };
        driver.answerWith(
          scriptedPool({ InitiateAuth, RespondToAuthChallenge: { AuthenticationResult: tokens() } }),
        );
        const noteTab = (): void => {
          const kept = [...page.tab].filter(
            ([key]) => key.startsWith("CognitoSignInState") && !key.endsWith("asked"),
          );
          const shown = kept.map(([key, value]) => `${key}=${/^\d+$/.test(value) ? "<time>" : value}`);
          driver.note({ seen: "keys", keys: shown.toSorted() });
        };
        await driver.run("signIn", {
          username: "ada",
          password: "p",
          options: { authFlowType: "USER_PASSWORD_AUTH" },
        });
        noteTab();
        await driver.run("confirmSignIn", { challengeResponse: "123456" });
        noteTab();
        await driver.run("signOut");
      },
    },
  ];
}
