// The first factor by choice, passkeys among them, in the dialects of Amplify's mobile libraries and with the AWS SDK.
import { SetUserPoolMfaConfigCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { awaitCode } from "../support/mailbox-reader.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { provisionApp } from "../support/provision-app.ts";
import {
  createPasskey,
  type CreationOptions,
  type RequestOptions,
  type SoftwarePasskey,
  usePasskey,
} from "../support/software-authenticator.ts";
import { SmsConfiguration } from "./factor-pools.ts";
import { android, type Dialect, dialects, sdk, swift } from "./mobile/dialect.ts";
import type { Phone, Step } from "./mobile/phone.ts";
import { givePhone, password, useServer } from "./mobile/pools.ts";
import { answer, choose, signIn, signInByChoice } from "./mobile/sign-in.ts";

/** An app of Android has its certificate where others have an address. */
const apkOrigin = `android:apk-key-hash:${"a".repeat(43)}`;
const originOf = ({ name }: Dialect): string => (name === "Android" ? apkOrigin : "https://example.com");
const server = useServer(["--app-origins", apkOrigin]);

/** A pool that lets people begin with any factor. */
function openChoice(dialect: Dialect): Promise<ProvisionedApp> {
  const AllowedFirstAuthFactors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const;
  return provisionApp(server.current.sdk, {
    pool: {
      SmsConfiguration,
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: [...AllowedFirstAuthFactors] } },
    },
    client: {
      GenerateSecret: dialect.hasSecret,
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    },
  });
}

describe.each(dialects)("$name where the first factor is the person's choice", (dialect) => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await openChoice(dialect);
  });

  it("shows the choice, and each of them leads in", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "ada" });
    const all = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP"];
    for (const way of ["PASSWORD", "PASSWORD_SRP"] as const) {
      expect(await signInByChoice(phone)).toMatchObject({ name: "SELECT_CHALLENGE", available: all });
      expect((await choose(phone, way, password)).name).toBe("DONE");
    }
    await signInByChoice(phone);
    expect(await choose(phone, "EMAIL_OTP")).toMatchObject({
      name: "EMAIL_OTP",
      shown: { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL" },
    });
    const byMail = await awaitCode(server.current.url, phone.email);
    expect((await answer(phone, { EMAIL_OTP_CODE: byMail })).name).toBe("DONE");
    await signInByChoice(phone);
    expect(await choose(phone, "SMS_OTP")).toMatchObject({
      name: "SMS_OTP",
      shown: { CODE_DELIVERY_DELIVERY_MEDIUM: "SMS" },
    });
    const bySms = await awaitCode(server.current.url, phone.phoneNumber);
    expect((await answer(phone, { SMS_OTP_CODE: bySms })).name).toBe("DONE");
  });

  it("goes straight to what the app prefers", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "grace" });
    for (const way of ["PASSWORD", "PASSWORD_SRP"] as const)
      expect((await signInByChoice(phone, way, password)).name).toBe("DONE");
    expect((await signInByChoice(phone, "EMAIL_OTP")).name).toBe("EMAIL_OTP");
    const code = await awaitCode(server.current.url, phone.email);
    expect((await answer(phone, { EMAIL_OTP_CODE: code })).name).toBe("DONE");
  });
});

/** A pool whose passkeys are made for example.com. */
async function openPasskeys(dialect: Dialect): Promise<ProvisionedApp> {
  const app = await provisionApp(server.current.sdk, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
    client: {
      GenerateSecret: dialect.hasSecret,
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"],
    },
  });
  const WebAuthnConfiguration = { RelyingPartyId: "example.com" };
  await server.current.sdk.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId: app.userPoolId, WebAuthnConfiguration }),
  );
  return app;
}

/** Registers a passkey for whoever is signed in. */
async function register({ send, tokens, dialect }: Phone): Promise<SoftwarePasskey> {
  const AccessToken = tokens.AccessToken ?? "";
  const { CredentialCreationOptions } = await send("StartWebAuthnRegistration", { AccessToken });
  // What the authenticator looks at of it; the operation's own tests look at the rest.
  const options = CredentialCreationOptions as unknown as CreationOptions;
  const { passkey, credential } = createPasskey(options, { origin: originOf(dialect) });
  await send("CompleteWebAuthnRegistration", { AccessToken, Credential: credential });
  return passkey;
}

/** The JSON text of the request options, as the platform's authenticator takes it. */
const requestOf = ({ shown }: Step): RequestOptions =>
  JSON.parse(shown["CREDENTIAL_REQUEST_OPTIONS"] ?? "") as RequestOptions;

describe.each([android, swift, sdk])("$name and passkeys", (dialect) => {
  it("registers one, lists it, signs in with it, and deletes it", async () => {
    const app = await openPasskeys(dialect);
    const phone = await givePhone(server.current, app, { dialect, username: "mary" });
    await signIn(phone, password);
    const passkey = await register(phone);
    const AccessToken = phone.tokens.AccessToken ?? "";
    const { Credentials } = await phone.send("ListWebAuthnCredentials", { AccessToken });
    expect(Credentials).toMatchObject([{ CredentialId: passkey.id, RelyingPartyId: "example.com" }]);

    expect((await signInByChoice(phone)).available).toEqual(["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"]);
    const chosen = requestOf(await choose(phone, "WEB_AUTHN"));
    const good = { origin: originOf(dialect) };
    expect((await answer(phone, { CREDENTIAL: usePasskey(passkey, chosen, good) })).name).toBe("DONE");
    const preferred = requestOf(await signInByChoice(phone, "WEB_AUTHN"));
    const elsewhere = usePasskey(passkey, preferred, { origin: "https://example.org" });
    await expect(answer(phone, { CREDENTIAL: elsewhere })).rejects.toMatchObject({
      type: "NotAuthorizedException",
    });

    await phone.send("DeleteWebAuthnCredential", { AccessToken, CredentialId: passkey.id });
    expect((await signInByChoice(phone)).available).toEqual(["PASSWORD", "PASSWORD_SRP"]);
  });
});
