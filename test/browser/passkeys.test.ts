// Passkeys as people use them, in a real Chromium with a virtual authenticator: with the unmodified aws-amplify, and with nothing
// changed but the name of the library.
import type { Page } from "playwright-core";
import { startPool, type TestPool } from "poolhouse/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addAuthenticator, startBrowser, type TestBrowser, whyNoBrowser } from "../support/browser.ts";
import type { PageUnderTest } from "./page.ts";
import { type Library, serveSite, type Site } from "./site.ts";

const password = "Correct-Horse-9";
const libraries: readonly Library[] = ["aws-amplify", "@poolhouse/auth"];
const why = whyNoBrowser === undefined ? "" : ` (${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== undefined).each(libraries)(
  `passkeys in a browser by %s${why}`,
  (library) => {
    let pool: TestPool;
    let site: Site;
    let chromium: TestBrowser;
    let page: Page;
    let authenticator: Awaited<ReturnType<typeof addAuthenticator>>;

    beforeAll(async () => {
      [site, chromium] = await Promise.all([serveSite("test/browser/page.ts", library), startBrowser()]);
    });
    afterAll(async () => {
      await chromium?.close();
      site?.close();
    });
    beforeEach(async () => {
      const context = await chromium.browser.newContext();
      page = await context.newPage();
      authenticator = await addAuthenticator(page);
      // A name, not a number: the relying party of a passkey is a domain.
      await page.goto(site.url);
    });
    afterEach(async () => {
      await page.context().close();
      await pool.stop();
    });

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
      name: string,
      FactorConfiguration: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION" = "SINGLE_FACTOR",
    ): Promise<string> {
      pool = await startPool({
        pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
        mfa: {
          MfaConfiguration: "OFF",
          WebAuthnConfiguration: { RelyingPartyId: "localhost", FactorConfiguration },
        },
      });
      const { username } = await pool.createUser({ username: `${name}@example.com`, password });
      await ask("configure", pool.config.Auth.Cognito);
      expect(await ask("signInWithPassword", username, password)).toBe("DONE");
      return username;
    }

    test("a person registers one, signs in with it, and deletes it", async () => {
      const username = await arrive("ada");
      await ask("register");
      const [passkey, ...others] = await ask("list");
      expect([passkey?.relyingParty, others]).toEqual(["localhost", []]);
      await ask("signOut");
      expect(await ask("accessToken")).toBeUndefined();
      expect(await ask("signInWithPasskey", username, true)).toBe("DONE");
      expect(await ask("accessToken")).toMatch(/^ey/);
      await ask("signOut");
      expect(await ask("signInWithPasskey", username, false)).toBe(
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
      const username = await arrive("joan", "MULTI_FACTOR_WITH_USER_VERIFICATION");
      await ask("register");
      await requireCodes((await ask("accessToken")) ?? "");
      await ask("signOut");
      expect(await ask("signInWithPassword", username, password)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
      expect(await ask("signInWithPasskey", username, true)).toBe("DONE");
      await ask("signOut");
      await authenticator.setVerified(false);
      await expect(ask("signInWithPasskey", username, true)).rejects.toThrow();
      expect(await ask("accessToken")).toBeUndefined();
    });

    test("whoever turns the passkey down goes on with the password", async () => {
      const username = await arrive("edith", "MULTI_FACTOR_WITH_USER_VERIFICATION");
      await ask("register");
      await ask("signOut");
      await authenticator.setVerified(false);
      await expect(ask("signInWithPasskey", username, true)).rejects.toThrow(/PasskeyAuthenticationCanceled/);
      expect(await ask("answer", "PASSWORD")).toBe("CONFIRM_SIGN_IN_WITH_PASSWORD");
      expect(await ask("answer", password)).toBe("DONE");
    });

    /** Makes the pool ask for a second factor, and gives the person a software token and the passkey as factors. */
    async function requireCodes(AccessToken: string): Promise<void> {
      const { userPoolId: UserPoolId } = pool;
      const SoftwareTokenMfaConfiguration = { Enabled: true };
      await pool.ask("SetUserPoolMfaConfig", {
        UserPoolId,
        MfaConfiguration: "ON",
        SoftwareTokenMfaConfiguration,
      });
      const { SecretCode = "" } = await pool.ask("AssociateSoftwareToken", { AccessToken });
      await pool.ask("VerifySoftwareToken", { AccessToken, UserCode: pool.totp(SecretCode) });
      await pool.ask("SetUserMFAPreference", { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
    }
  },
);
