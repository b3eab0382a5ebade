/** Tokens: read, refreshed, given up. */
import type { ScriptedJourney } from "../journey.ts";
import type { Driver } from "../record.ts";
import { inTurn, refuse, type Scripted, scriptedPool, tokens, unsignedToken } from "../scripted.ts";

const signIn = {
  username: "ada",
  password: "Correct-Horse-9",
  options: { authFlowType: "USER_PASSWORD_AUTH" },
};

/** Signs in with tokens that have run out; what is asked then is scripted. */
async function arriveLate(driver: Driver, script: Readonly<Record<string, Scripted>>): Promise<void> {
  driver.answerWith(scriptedPool({ InitiateAuth: { AuthenticationResult: tokens() }, ...script }));
  await driver.run("signIn", signIn);
  const late = tokens(-60);
  for (const key of driver.kept.keys()) {
    if (key.endsWith(".accessToken")) driver.kept.set(key, late["AccessToken"] ?? "");
    if (key.endsWith(".idToken")) driver.kept.set(key, late["IdToken"] ?? "");
  }
}

const final = [
  "NotAuthorizedException",
  "TokenRevokedException",
  "UserNotFoundException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "RefreshTokenReuseException",
];

export const sessionJourneys: readonly ScriptedJourney[] = [
  {
    title: "tokens that have run out, and new ones in their place",
    async go(driver) {
      const rotated = { AuthenticationResult: { ...tokens(), RefreshToken: "refresh-2" } };
      const { RefreshToken: _, ...kept } = tokens();
      const answers = inTurn(rotated, { AuthenticationResult: kept });
      await arriveLate(driver, { GetTokensFromRefreshToken: answers });
      await driver.run("fetchAuthSession");
      await driver.run("fetchAuthSession");
      const clientMetadata = { from: "test" };
      await driver.run("fetchAuthSession", { forceRefresh: true, clientMetadata });
      await driver.run("getCurrentUser");
      await driver.run("fetchUserAttributes");
      await driver.run("signOut");
    },
  },
  ...final.map((name) => ({
    title: `a session that ends with ${name}`,
    async go(driver: Driver) {
      await arriveLate(driver, { GetTokensFromRefreshToken: refuse(name) });
      await driver.run("fetchAuthSession");
      await driver.run("getCurrentUser");
      await driver.run("signOut");
    },
  })),
  {
    title: "a refresh that fails for now",
    async go(driver) {
      const fault = refuse("InternalErrorException", "Later.", 500);
      const gone = (): Response => {
        throw new TypeError("fetch failed");
      };
      await arriveLate(driver, { GetTokensFromRefreshToken: fault });
      await driver.run("fetchAuthSession");
      await driver.run("fetchUserAttributes");
      driver.answerWith(scriptedPool({ GetTokensFromRefreshToken: gone }));
      await driver.run("fetchAuthSession");
      await driver.run("getCurrentUser");
      driver.answerWith(scriptedPool({ GetTokensFromRefreshToken: refuse("UserLambdaValidationException") }));
      await driver.run("fetchAuthSession");
      driver.answerWith(scriptedPool());
      await driver.run("fetchAuthSession");
      await driver.run("signOut");
    },
  },
  {
    title: "a session without a refresh token",
    async go(driver) {
      await arriveLate(driver, {});
      for (const key of driver.kept.keys()) if (key.endsWith(".refreshToken")) driver.kept.delete(key);
      await driver.run("fetchAuthSession");
      await driver.run("signOut");
    },
  },
  {
    title: "a storage that keeps nothing",
    async go(driver) {
      driver.kept.set = () => driver.kept;
      driver.answerWith(scriptedPool());
      await driver.run("signIn", signIn);
      await driver.run("getCurrentUser");
    },
  },
  {
    title: "an access token that does not say when it was issued",
    async go(driver) {
      const AccessToken = unsignedToken({ sub: "sub-1", username: "ada", token_use: "access" });
      driver.answerWith(
        scriptedPool({ InitiateAuth: { AuthenticationResult: { ...tokens(), AccessToken } } }),
      );
      await driver.run("signIn", signIn);
    },
  },
  {
    title: "tokens that are none",
    async go(driver) {
      const noIat = unsignedToken({ sub: "sub-1", username: "ada", token_use: "access", exp: 4_000_000_000 });
      const answers: readonly object[] = [
        { AuthenticationResult: { ...tokens(), AccessToken: noIat } },
        { AuthenticationResult: { ...tokens(), AccessToken: "nonsense" } },
        { AuthenticationResult: {} },
      ];
      for (const answer of answers.slice(1)) {
        driver.answerWith(scriptedPool({ InitiateAuth: answer }));
        await driver.run("signIn", signIn);
        await driver.run("fetchAuthSession");
      }
      driver.answerWith(scriptedPool());
      await driver.run("signIn", signIn);
      for (const answer of answers) {
        driver.answerWith(scriptedPool({ GetTokensFromRefreshToken: answer }));
        await driver.run("fetchAuthSession", { forceRefresh: true });
      }
      await driver.run("signOut");
    },
  },
  {
    title: "signing out when the service does not listen",
    async go(driver) {
      for (const name of ["NotAuthorizedException", "InternalErrorException", "ForbiddenException"]) {
        driver.answerWith(scriptedPool({ RevokeToken: refuse(name), GlobalSignOut: refuse(name) }));
        await driver.run("signIn", signIn);
        await driver.run("signOut");
        await driver.run("signIn", signIn);
        await driver.run("signOut", { global: true });
        await driver.run("signOut", { global: true });
      }
      const InitiateAuth = { AuthenticationResult: tokens(3600, { origin_jti: undefined }) };
      driver.answerWith(scriptedPool({ InitiateAuth }));
      await driver.run("signIn", signIn);
      await driver.run("signOut");
    },
  },
  {
    title: "reading tokens",
    async go(driver) {
      const { AccessToken = "" } = tokens();
      await driver.run("decodeJWT", AccessToken);
      await driver.run("decodeJWT", unsignedToken({ name: "Ådå ✓" }));
      for (const text of ["", "nonsense", "a.b", "a.b.c", "a.b.c.d"]) await driver.run("decodeJWT", text);
    },
  },
];
