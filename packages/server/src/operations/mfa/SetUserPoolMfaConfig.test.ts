import type { SetUserPoolMfaConfigRequest } from "@poolhouse/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
let UserPoolId: string;
beforeAll(async () => {
  service = await createService();
});
beforeEach(async () => {
  ({ UserPoolId } = await createPool(service));
});
afterAll(() => service.close());

type Config = Omit<SetUserPoolMfaConfigRequest, "UserPoolId">;
const set = (config: Config): Promise<unknown> =>
  service.call("SetUserPoolMfaConfig", { UserPoolId, ...config });
const get = (): Promise<unknown> => service.call("GetUserPoolMfaConfig", { UserPoolId });

const SoftwareTokenMfaConfiguration = { Enabled: true };
const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
const invalid = (message: string | RegExp): object => ({
  type: "InvalidParameterException",
  message: typeof message === "string" ? message : expect.stringMatching(message),
});

describe("SetUserPoolMfaConfig", () => {
  it("of a bare pool there is only the mode", async () => {
    expect(await get()).toEqual({ MfaConfiguration: "OFF" });
  });

  it("switches software tokens on, answers the configuration and shows it everywhere", async () => {
    const config = { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration } as const;
    expect(await set(config)).toEqual(config);
    expect(await get()).toEqual(config);
    expect((await service.call("DescribeUserPool", { UserPoolId })).UserPool?.MfaConfiguration).toBe("ON");
  });

  it("keeps what is left out", async () => {
    await set({ MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration });
    const SmsMfaConfiguration = { SmsConfiguration, SmsAuthenticationMessage: "Code {####}" };
    await set({ SmsMfaConfiguration });
    await set({ MfaConfiguration: "OFF" });
    const stored = { MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration, SmsMfaConfiguration };
    expect(await get()).toEqual(stored);
    expect((await service.call("DescribeUserPool", { UserPoolId })).UserPool).toMatchObject({
      SmsConfiguration,
      SmsAuthenticationMessage: "Code {####}",
    });
    expect(await set({ MfaConfiguration: "ON" })).toEqual({ ...stored, MfaConfiguration: "ON" });
  });

  it("replaces a structure as a whole", async () => {
    await set({ SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "Code {####}" } });
    expect(await set({ SmsMfaConfiguration: { SmsConfiguration } })).toEqual({
      MfaConfiguration: "OFF",
      SmsMfaConfiguration: { SmsConfiguration },
    });
  });

  it("refuses MFA without any factor", async () => {
    const text = "At least one of [SmsMfaConfiguration] or [SoftwareTokenMfaConfiguration] must be provided.";
    await expect(set({ MfaConfiguration: "ON" })).rejects.toMatchObject(invalid(text));
    await expect(
      set({ MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: false } }),
    ).rejects.toMatchObject(invalid(text));
    expect(await get()).toEqual({ MfaConfiguration: "OFF" });
  });

  it("refuses to switch software tokens on and MFA off", async () => {
    await expect(set({ MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration })).rejects.toMatchObject(
      invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together."),
    );
  });

  it("refuses an SMS factor without its provider, in the service's odd words", async () => {
    await expect(set({ MfaConfiguration: "ON", SmsMfaConfiguration: {} })).rejects.toMatchObject(
      invalid("[SmsConfiguration] is a required member of [SoftwareTokenMfaConfiguration]."),
    );
  });

  it("takes passkey settings with MFA off and fills their defaults in", async () => {
    expect(await set({ WebAuthnConfiguration: { RelyingPartyId: "example.com" } })).toEqual({
      MfaConfiguration: "OFF",
      WebAuthnConfiguration: {
        RelyingPartyId: "example.com",
        UserVerification: "preferred",
        FactorConfiguration: "SINGLE_FACTOR",
      },
    });
  });

  it("takes e-mail MFA only with own sending and another way of recovery", async () => {
    const EmailMfaConfiguration = { Message: "Code {####}", Subject: "Code" };
    await expect(set({ MfaConfiguration: "ON", EmailMfaConfiguration })).rejects.toMatchObject(
      invalid(/DEVELOPER/),
    );
    const EmailConfiguration = { EmailSendingAccount: "DEVELOPER" } as const;
    const byEmail = { Name: "verified_email", Priority: 1 } as const;
    const byPhone = { Name: "verified_phone_number", Priority: 2 } as const;
    const recover = (...RecoveryMechanisms: (typeof byEmail | typeof byPhone)[]): Promise<unknown> =>
      service.call("UpdateUserPool", {
        UserPoolId,
        EmailConfiguration,
        AccountRecoverySetting: { RecoveryMechanisms },
      });
    await recover(byEmail);
    await expect(set({ MfaConfiguration: "ON", EmailMfaConfiguration })).rejects.toMatchObject(
      invalid(/recovery/),
    );
    await recover(byEmail, byPhone);
    const config = { MfaConfiguration: "ON", EmailMfaConfiguration } as const;
    expect(await set(config)).toEqual(config);
    // Nor can the other way be taken away again.
    await expect(recover(byEmail)).rejects.toMatchObject(invalid(/recovery/));
  });

  it("has no e-mail MFA any more when the pool's own sending ends", async () => {
    const update = (EmailSendingAccount: "DEVELOPER" | "COGNITO_DEFAULT"): Promise<unknown> =>
      service.call("UpdateUserPool", {
        UserPoolId,
        EmailConfiguration: { EmailSendingAccount },
        MfaConfiguration: "OPTIONAL",
      });
    await set({ MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } });
    await update("DEVELOPER");
    expect(await set({ EmailMfaConfiguration: {} })).toHaveProperty("EmailMfaConfiguration");
    await update("COGNITO_DEFAULT");
    const config = await service.call("GetUserPoolMfaConfig", { UserPoolId });
    expect(config).toMatchObject({ MfaConfiguration: "OPTIONAL", EmailMfaConfiguration: undefined });
  });

  it("refuses passkeys and e-mail MFA on the LITE plan", async () => {
    await service.call("UpdateUserPool", {
      UserPoolId,
      UserPoolTier: "LITE",
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
    });
    const refusal = { type: "FeatureUnavailableInTierException" };
    await expect(set({ WebAuthnConfiguration: {} })).rejects.toMatchObject(refusal);
    await expect(set({ MfaConfiguration: "ON", EmailMfaConfiguration: {} })).rejects.toMatchObject(refusal);
  });

  it("refuses an unknown pool", async () => {
    UserPoolId = "eu-west-1_Unknown00";
    const refusal = {
      type: "ResourceNotFoundException",
      message: "User pool eu-west-1_Unknown00 does not exist.",
    };
    await expect(set({ MfaConfiguration: "OFF" })).rejects.toMatchObject(refusal);
    await expect(get()).rejects.toMatchObject(refusal);
  });
});
