/** A14: refresh tokens of sign-ins without a second factor, when the pool has begun to require one, on both engines. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import { addMember, begin, createFullPlace, everyTrigger, type Have, ways } from "../support/every-factor.ts";
import { outcomeOf } from "../support/people.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";
import { walkOn } from "../support/step-up.ts";

const revoked = "NotAuthorizedException: Refresh Token has been revoked";
const insists = "poolhouse:mfa-applies-to-refresh";

describe.each(["SQLite", "PostgreSQL"])("A14 on %s", (engine) => {
  let database: Database | undefined;
  let service: Service;
  let number = 0;

  beforeAll(async () => {
    if (engine === "PostgreSQL") database = await createDatabase(inject("postgresUrl"));
    const store = await openStore(database?.url ?? "sqlite::memory:");
    const seed = `refresh-and-mfa ${engine}`;
    service = await createService({ store, seed, triggers: everyTrigger.trigger, keyPairs: 2 });
  });
  afterAll(async () => {
    await service?.close();
    await database?.drop();
  });

  const byFlow = (app: App, REFRESH_TOKEN: string, operator: boolean): Promise<unknown> => {
    const input = {
      AuthFlow: "REFRESH_TOKEN_AUTH" as const,
      ClientId: app.clientId,
      AuthParameters: { REFRESH_TOKEN },
    };
    return operator
      ? service.call("AdminInitiateAuth", { ...input, UserPoolId: app.poolId })
      : service.call("InitiateAuth", input);
  };
  const exchange = (app: App, RefreshToken: string) =>
    service.call("GetTokensFromRefreshToken", { ClientId: app.clientId, RefreshToken });

  /** What every way of refreshing answers, if they agree. */
  async function refresh(app: App, token: string): Promise<string> {
    const outcomes = new Set([
      await outcomeOf(byFlow(app, token, false)),
      await outcomeOf(byFlow(app, token, true)),
      await outcomeOf(exchange(app, token)),
    ]);
    return [...outcomes].join(" | ");
  }

  /** Signs somebody in while the pool requires nothing. */
  async function signIn(
    app: App,
    { has, name = "USER_PASSWORD_AUTH" }: { has: Have; name?: string },
  ): Promise<string> {
    number += 1;
    const way = ways.find((each) => each.name === name);
    if (way === undefined) throw new Error(`no way ${name}`);
    const member = await addMember(service, app, { number, has: [has] });
    const asked = await begin(service, app, { way, member });
    const { answer } = await walkOn(service, app, { member, asked });
    return answer.AuthenticationResult?.RefreshToken ?? "";
  }

  const setMode = (app: App, MfaConfiguration: "OPTIONAL" | "ON") =>
    service.call("SetUserPoolMfaConfig", {
      UserPoolId: app.poolId,
      MfaConfiguration,
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });

  it.each<[has: Have, name: string]>([
    ["nothing", "USER_PASSWORD_AUTH"],
    ["nothing", "USER_SRP_AUTH (srp)"],
    ["e-mail", "USER_AUTH (EMAIL_OTP)"],
    ["SMS", "USER_AUTH (SMS_OTP)"],
    ["passkey", "USER_AUTH (WEB_AUTHN)"],
    ["nothing", "CUSTOM_AUTH (custom after srp)"],
  ])("ends the sign-in of somebody with %s by %s", async (has, name) => {
    const app = await createFullPlace(service, { mfa: "OFF" });
    const token = await signIn(app, { has, name });
    expect(await refresh(app, token)).toBe("tokens");
    await setMode(app, "ON");
    expect(await refresh(app, token)).toBe(revoked);
  });

  it.each<[has: Have, name: string]>([
    ["TOTP", "USER_PASSWORD_AUTH"],
    ["SMS", "USER_SRP_AUTH (srp)"],
    ["e-mail", "USER_AUTH"],
    ["nothing", "CUSTOM_AUTH (custom)"],
  ])("leaves the sign-in of somebody with %s by %s alone", async (has, name) => {
    const app = await createFullPlace(service, { mfa: "OPTIONAL" });
    const token = await signIn(app, { has, name });
    await setMode(app, "ON");
    expect(await refresh(app, token)).toBe("tokens");
  });

  it("asks nothing where MFA is optional", async () => {
    const app = await createFullPlace(service, { mfa: "OFF" });
    const token = await signIn(app, { has: "nothing" });
    await setMode(app, "OPTIONAL");
    expect(await refresh(app, token)).toBe("tokens");
  });

  it("is as with Cognito where the switch is off", async () => {
    const app = await createFullPlace(service, { mfa: "OFF", pool: { UserPoolTags: { [insists]: "off" } } });
    const token = await signIn(app, { has: "nothing" });
    await setMode(app, "ON");
    expect(await refresh(app, token)).toBe("tokens");
  });

  it("rotates nothing when it refuses: the token works again when the demand is gone", async () => {
    const RefreshTokenRotation = { Feature: "ENABLED", RetryGracePeriodSeconds: 0 } as const;
    const app = await createFullPlace(service, { mfa: "OFF", client: { RefreshTokenRotation } });
    const token = await signIn(app, { has: "nothing" });
    await setMode(app, "ON");
    expect(await outcomeOf(exchange(app, token))).toBe(revoked);
    expect(await outcomeOf(exchange(app, token))).toBe(revoked);
    await setMode(app, "OPTIONAL");
    expect(await outcomeOf(exchange(app, token))).toBe("tokens");
  });
});
