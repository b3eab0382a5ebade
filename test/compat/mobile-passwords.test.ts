// Sign-up, passwords and sessions, in the dialects of Amplify's mobile libraries and with the AWS SDK, against a running server.
import { beforeAll, describe, expect, it } from "vitest";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { provisionApp } from "../support/provision-app.ts";
import { type Dialect, dialects } from "./mobile/dialect.ts";
import { hashFor, openPhone, type Phone } from "./mobile/phone.ts";
import { signIn } from "./mobile/sign-in.ts";
import { prefer, sendTotp, setUpSignedIn } from "./mobile/phone-factors.ts";
import { password, useServer } from "./mobile/pools.ts";

const server = useServer();

/** A pool that people sign up to by e-mail address. */
function openSignUp(
  dialect: Dialect,
  options: Parameters<typeof provisionApp>[1] = {},
): Promise<ProvisionedApp> {
  const client = { GenerateSecret: dialect.hasSecret, ...options.client };
  return provisionApp(server.current.sdk, { ...options, client });
}

const hashOf = async (phone: Phone): Promise<{ SecretHash?: string }> => {
  const { SECRET_HASH } = await hashFor(phone, phone.username);
  return SECRET_HASH === undefined ? {} : { SecretHash: SECRET_HASH };
};

/** Signs somebody up by a name that is an e-mail address and confirms it, after a wrong code. */
async function join(dialect: Dialect, app: ProvisionedApp, person: string): Promise<Phone> {
  const email = `${person}@${dialect.name.replace(" ", "-").toLowerCase()}.example.com`;
  const phone = openPhone(server.current, app, { dialect, username: email });
  const whose = { ClientId: app.clientId, Username: email, ...(await hashOf(phone)) };
  const UserAttributes = [{ Name: "email", Value: email }];
  const beside = dialect.name === "AWS SDK" ? {} : { ...dialect.envelope, ValidationData: [] };
  expect(
    await phone.send("SignUp", { ...whose, Password: password, UserAttributes, ...beside }),
  ).toMatchObject({ UserConfirmed: false, CodeDeliveryDetails: { DeliveryMedium: "EMAIL" } });
  const ConfirmationCode = await awaitCode(server.current.url, email);
  const wrong = phone.send("ConfirmSignUp", { ...whose, ConfirmationCode: otherCode(ConfirmationCode) });
  await expect(wrong).rejects.toMatchObject({ type: "CodeMismatchException" });
  await phone.send("ConfirmSignUp", { ...whose, ConfirmationCode });
  return phone;
}

describe.each(dialects)("$name and passwords", (dialect) => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await openSignUp(dialect, { mfa: "OPTIONAL" });
  });

  it("signs a person up, confirms it by a code and signs in by SRP", async () => {
    const phone = await join(dialect, app, "ada");
    const typed = phone.username;
    await expect(signIn(phone, "Wrong-Horse-9")).rejects.toMatchObject({ type: "NotAuthorizedException" });
    phone.username = typed;
    expect((await signIn(phone, password)).name).toBe("DONE");
    expect(phone.username).not.toBe(typed);
  });

  it("signs in with the password in clear", async () => {
    const phone = await join(dialect, app, "grace");
    expect((await signIn(phone, password, "USER_PASSWORD_AUTH")).name).toBe("DONE");
  });

  it("is told that a person has not confirmed yet", async () => {
    const username = `edith@${dialect.name.replace(" ", "-").toLowerCase()}.example.com`;
    const phone = openPhone(server.current, app, { dialect, username });
    const UserAttributes = [{ Name: "email", Value: username }];
    const whose = { ClientId: app.clientId, Username: username, ...(await hashOf(phone)) };
    await phone.send("SignUp", { ...whose, Password: password, UserAttributes });
    await expect(signIn(phone, password)).rejects.toMatchObject({ type: "UserNotConfirmedException" });
    await phone.send("ResendConfirmationCode", whose);
    const ConfirmationCode = await awaitCode(server.current.url, username, 2);
    await phone.send("ConfirmSignUp", { ...whose, ConfirmationCode });
    expect((await signIn(phone, password)).name).toBe("DONE");
  });

  it("replaces a forgotten password, and is still asked for the second factor", async () => {
    const phone = await join(dialect, app, "mary");
    const email = phone.username;
    await signIn(phone, password);
    const authenticator = await setUpSignedIn(phone);
    await prefer(phone, { totp: "PREFERRED" });
    phone.username = email;
    const whose = { ClientId: app.clientId, Username: email, ...(await hashOf(phone)) };
    await phone.send("ForgotPassword", { ...whose, ...dialect.envelope });
    const ConfirmationCode = await awaitCode(server.current.url, email, 2);
    const renewed = { ...whose, Password: "Another-Horse-9", ...dialect.envelope };
    const wrong = { ...renewed, ConfirmationCode: otherCode(ConfirmationCode) };
    await expect(phone.send("ConfirmForgotPassword", wrong)).rejects.toMatchObject({
      type: "CodeMismatchException",
    });
    await phone.send("ConfirmForgotPassword", { ...renewed, ConfirmationCode });
    expect((await signIn(phone, "Another-Horse-9")).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
  });
});

describe.each(dialects)("$name and sessions", (dialect) => {
  const refresh = ({ send, app, device }: Phone, RefreshToken = "") =>
    send("GetTokensFromRefreshToken", {
      ClientId: app.clientId,
      RefreshToken,
      ...(app.clientSecret !== undefined && { ClientSecret: app.clientSecret }),
      ...(device !== undefined && { DeviceKey: device.key }),
    });

  it("refreshes, replaces the refresh token each time, and refuses a stale one", async () => {
    const RefreshTokenRotation = { Feature: "ENABLED", RetryGracePeriodSeconds: 0 } as const;
    const client = {
      RefreshTokenRotation,
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH" as const, "ALLOW_USER_PASSWORD_AUTH" as const],
    };
    const app = await openSignUp(dialect, { client });
    const phone = await join(dialect, app, "rosa");
    await signIn(phone, password);
    const first = phone.tokens.RefreshToken;
    const second = (await refresh(phone, first)).AuthenticationResult?.RefreshToken;
    expect(second).not.toBe(first);
    const third = (await refresh(phone, second)).AuthenticationResult?.RefreshToken;
    await expect(refresh(phone, first)).rejects.toMatchObject({ type: "RefreshTokenReuseException" });
    await expect(refresh(phone, second)).rejects.toMatchObject({ type: "RefreshTokenReuseException" });
    expect(third).not.toBe(second);
  });

  it("signs out here, and everywhere", async () => {
    const app = await openSignUp(dialect);
    const phone = await join(dialect, app, "hedy");
    const typed = phone.username;
    await signIn(phone, password);
    const here = phone.tokens;
    await signIn(phone, password);
    const elsewhere = phone.tokens;
    await phone.send("RevokeToken", {
      ClientId: app.clientId,
      Token: here.RefreshToken ?? "",
      ...(app.clientSecret !== undefined && { ClientSecret: app.clientSecret }),
    });
    await expect(refresh(phone, here.RefreshToken)).rejects.toMatchObject({ type: "NotAuthorizedException" });
    const renewed = await refresh(phone, elsewhere.RefreshToken);
    expect(renewed.AuthenticationResult?.RefreshToken).toBeUndefined();
    await phone.send("GlobalSignOut", { AccessToken: elsewhere.AccessToken ?? "" });
    await expect(refresh(phone, elsewhere.RefreshToken)).rejects.toMatchObject({
      type: "NotAuthorizedException",
    });
    phone.username = typed;
    expect((await signIn(phone, password)).name).toBe("DONE");
  });
});
