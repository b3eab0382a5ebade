// Passkeys as people use them, in a real Chromium with a virtual authenticator: with the unmodified aws-amplify, and with nothing
// changed but the name of the library.
import {
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addAuthenticator, startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { totpCode } from "../support/service.ts";
import type { PageUnderTest } from "./page.ts";
import { type Library, serveSite, type Site } from "./site.ts";

const password = "Correct-Horse-9";
const libraries: readonly Library[] = ["aws-amplify", "@poolhouse/auth"];
const why = whyNoBrowser === undefined ? "" : ` (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined).each(libraries)(
  `passkeys in a browser by %s${why}`,
  (library) => {
    let server: RunningServer;
    let site: Site;
    let chromium: TestBrowser;
    let page: Page;
    let authenticator: Awaited<ReturnType<typeof addAuthenticator>>;

    beforeAll(async () => {
      [server, site, chromium] = await Promise.all([
        startRunningServer(),
        serveSite("test/browser/page.ts", library),
        startBrowser(),
      ]);
    });
    afterAll(async () => {
      await chromium?.close();
      site?.close();
      await server?.stop();
    });
    beforeEach(async () => {
      const context = await chromium.browser.newContext();
      page = await context.newPage();
      authenticator = await addAuthenticator(page);
      // A name, not a number: the relying party of a passkey is a domain.
      await page.goto(site.url);
    });
    afterEach(() => page.context().close());

    /** Calls one of the page's functions in the browser. */
    async function ask<Name extends keyof PageUnderTest>(
      name: Name,
      ...given: Parameters<PageUnderTest[Name]>
    ): Promise<Awaited<ReturnType<PageUnderTest[Name]>>> {
      const answer = await page.evaluate(
        ([called, parameters]) => {
          // page.ts has put its functions there; the types above tie name, parameters and answer together.
          const functions = (
            globalThis as unknown as { page: Record<string, (...all: unknown[]) => unknown> }
          ).page;
          return functions[called]?.(...parameters);
        },
        [name, given] as [string, unknown[]],
      );
      return answer as Awaited<ReturnType<PageUnderTest[Name]>>;
    }

    /** A pool with passkeys for localhost, and a person who is signed in to it on the page. */
    async function arrive(
      username: string,
      factor: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION" = "SINGLE_FACTOR",
    ): Promise<ProvisionedApp> {
      const app = await provisionApp(server.sdk, {
        pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
        client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
      });
      await server.sdk.send(
        new SetUserPoolMfaConfigCommand({
          UserPoolId: app.userPoolId,
          MfaConfiguration: "OFF",
          WebAuthnConfiguration: { RelyingPartyId: "localhost", FactorConfiguration: factor },
        }),
      );
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      await ask("configure", {
        userPoolId: app.userPoolId,
        userPoolClientId: app.clientId,
        userPoolEndpoint: server.url,
      });
      expect(await ask("signInWithPassword", username, password)).toBe("DONE");
      return app;
    }

    test("a person registers one, signs in with it, and deletes it", async () => {
      await arrive("ada");
      await ask("register");
      const [passkey, ...others] = await ask("list");
      expect([passkey?.relyingParty, others]).toEqual(["localhost", []]);
      await ask("signOut");
      expect(await ask("accessToken")).toBeUndefined();
      expect(await ask("signInWithPasskey", "ada", true)).toBe("DONE");
      expect(await ask("accessToken")).toMatch(/^ey/);
      await ask("signOut");
      expect(await ask("signInWithPasskey", "ada", false)).toBe(
        "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      );
      expect(await ask("answer", "WEB_AUTHN")).toBe("DONE");
      await ask("remove", passkey?.id ?? "");
      expect(await ask("list")).toEqual([]);
    });

    test("the authenticator does not make a second one for the same account", async () => {
      await arrive("grace");
      await ask("register");
      await expect(ask("register")).rejects.toThrow(/PasskeyAlreadyExists/);
      expect(await ask("list")).toHaveLength(1);
    });

    test("one that counts as both factors signs in without a code, if the owner is verified", async () => {
      const app = await arrive("joan", "MULTI_FACTOR_WITH_USER_VERIFICATION");
      await ask("register");
      await requireCodes(app, (await ask("accessToken")) ?? "");
      await ask("signOut");
      expect(await ask("signInWithPassword", "joan", password)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
      expect(await ask("signInWithPasskey", "joan", true)).toBe("DONE");
      await ask("signOut");
      await authenticator.setVerified(false);
      await expect(ask("signInWithPasskey", "joan", true)).rejects.toThrow();
      expect(await ask("accessToken")).toBeUndefined();
    });

    test("whoever turns the passkey down goes on with the password", async () => {
      await arrive("edith", "MULTI_FACTOR_WITH_USER_VERIFICATION");
      await ask("register");
      await ask("signOut");
      await authenticator.setVerified(false);
      await expect(ask("signInWithPasskey", "edith", true)).rejects.toThrow(/PasskeyAuthenticationCanceled/);
      expect(await ask("answer", "PASSWORD")).toBe("CONFIRM_SIGN_IN_WITH_PASSWORD");
      expect(await ask("answer", password)).toBe("DONE");
    });

    /** Makes the pool ask for a second factor, and gives the person a software token and the passkey as factors. */
    async function requireCodes({ userPoolId }: ProvisionedApp, AccessToken: string): Promise<void> {
      const { sdk } = server;
      const SoftwareTokenMfaConfiguration = { Enabled: true };
      await sdk.send(
        new SetUserPoolMfaConfigCommand({
          UserPoolId: userPoolId,
          MfaConfiguration: "ON",
          SoftwareTokenMfaConfiguration,
        }),
      );
      const { SecretCode = "" } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      const UserCode = totpCode(SecretCode, Date.now());
      await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
      await sdk.send(
        new SetUserMFAPreferenceCommand({ AccessToken, WebAuthnMfaSettings: { Enabled: true } }),
      );
    }
  },
);
