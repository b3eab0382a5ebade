import { afterEach, describe, expect, it } from "vitest";
import { defineAuth } from "../auth/define-auth.ts";
import { referenceAuth } from "../auth/reference-auth.ts";
import type { OwnAuth } from "../backend-definition.ts";
import { defineFunction } from "../function/define-function.ts";
import { readDefinition, resetDefinition } from "../registry.ts";
import { secret } from "../secret.ts";
import { resolveTokens } from "../tokens.ts";
import { defineBackend } from "./define-backend.ts";
import { a, defineData, defineStorage } from "./ignored-resource.ts";

afterEach(() => resetDefinition());

const place = "Amplify wants defineAuth in amplify/auth/resource.ts; here it may be anywhere.";

function ownAuth(): OwnAuth {
  const { auth } = readDefinition();
  if (auth?.kind !== "own") throw new Error("no pool of its own");
  return auth;
}

describe("a backend", () => {
  it("has one pool", () => {
    defineAuth();
    expect(() => defineAuth()).toThrow(expect.objectContaining({ name: "MultipleSingletonResourcesError" }));
    expect(() => referenceAuth({ userPoolId: "local-1_a", userPoolClientId: "b" })).toThrow(
      "Multiple `defineAuth` or `referenceAuth` calls",
    );
  });

  it("is what a lone defineAuth says, too", () => {
    defineAuth({ loginWith: { phone: true } });
    expect(ownAuth().pool.UsernameAttributes).toEqual(["phone_number"]);
    expect(readDefinition().notices).toEqual([place]);
  });

  it("remembers devices by the override of the documentation", () => {
    const backend = defineBackend({ auth: defineAuth() });
    const { cfnUserPool } = backend.auth.resources.cfnResources;
    cfnUserPool.addPropertyOverride("DeviceConfiguration", {
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: false,
    });
    expect(ownAuth().pool.DeviceConfiguration).toEqual({
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: false,
    });
  });

  it("changes by paths, by code's names, and by taking away", () => {
    const backend = defineBackend({ auth: defineAuth({ loginWith: { email: true }, groups: ["ADMINS"] }) });
    const { cfnUserPool, cfnUserPoolClient } = backend.auth.resources.cfnResources;
    cfnUserPool.addPropertyOverride("Policies.PasswordPolicy.MinimumLength", 12);
    cfnUserPool.addOverride("Properties.DeletionProtection", "ACTIVE");
    cfnUserPool.addPropertyDeletionOverride("Policies.PasswordPolicy.RequireSymbols");
    cfnUserPool.userPoolAddOns = { advancedSecurityMode: "OFF" };
    cfnUserPoolClient.callbackUrLs = ["https://example.com"];
    cfnUserPoolClient.allowedOAuthFlowsUserPoolClient = true;
    cfnUserPoolClient.tokenValidityUnits = { accessToken: "minutes" };
    cfnUserPoolClient.accessTokenValidity = 15;
    backend.auth.resources.groups["ADMINS"]?.cfnUserGroup.addPropertyOverride("Precedence", 7);
    expect(cfnUserPool.policies).toMatchObject({ passwordPolicy: { minimumLength: 12 } });
    const { pool, client, groups } = ownAuth();
    expect(pool.Policies?.PasswordPolicy).toEqual({
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      TemporaryPasswordValidityDays: 7,
    });
    expect(pool).toMatchObject({
      DeletionProtection: "ACTIVE",
      UserPoolAddOns: { AdvancedSecurityMode: "OFF" },
    });
    expect(client).toMatchObject({
      CallbackURLs: ["https://example.com"],
      TokenValidityUnits: { AccessToken: "minutes" },
      AccessTokenValidity: 15,
    });
    expect(groups).toEqual([{ name: "ADMINS", precedence: 7 }]);
  });

  it("has the second factors that CloudFormation's properties say", () => {
    const backend = defineBackend({
      auth: defineAuth({ loginWith: { email: true }, accountRecovery: "NONE" }),
    });
    const { cfnUserPool } = backend.auth.resources.cfnResources;
    cfnUserPool.addPropertyOverride("MfaConfiguration", "ON");
    cfnUserPool.addPropertyOverride("EnabledMfas", ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]);
    cfnUserPool.addPropertyOverride("WebAuthnRelyingPartyID", "example.com");
    cfnUserPool.addPropertyOverride("WebAuthnFactorConfiguration", "MULTI_FACTOR_WITH_USER_VERIFICATION");
    const { pool, mfa } = ownAuth();
    expect(mfa).toMatchObject({
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: { SmsConfiguration: pool.SmsConfiguration },
      EmailMfaConfiguration: {},
      WebAuthnConfiguration: {
        RelyingPartyId: "example.com",
        FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      },
    });
    expect(pool.EmailConfiguration?.EmailSendingAccount).toBe("DEVELOPER");
  });

  it.each([
    ["Policies.PasswordPolicy.MinimumLenght", "UserPool"],
    ["DeviceConfigurations", "UserPool"],
    ["MfaConfiguration.Mode", "UserPool"],
  ])("refuses the unknown property %s by its name", (path) => {
    const { cfnUserPool } = defineBackend({ auth: defineAuth() }).auth.resources.cfnResources;
    expect(() => cfnUserPool.addPropertyOverride(path, 1)).toThrow(
      `AWS::Cognito::UserPool has no property '${path}'.`,
    );
  });

  it("refuses unknown properties in code, whole and within, and changes of what is only a copy", () => {
    const { cfnUserPool } = defineBackend({ auth: defineAuth() }).auth.resources.cfnResources;
    expect(() => {
      // @ts-expect-error: the compiler knows the properties, too.
      cfnUserPool.policy = {};
    }).toThrow("no property 'policy'");
    expect(() => {
      // @ts-expect-error: and what is within them.
      cfnUserPool.policies = { passwordPolicy: { minimum: 8 } };
    }).toThrow("no property 'Policies.passwordPolicy.minimum'");
    expect(() => {
      Object.assign(Object(cfnUserPool.policies), { passwordPolicy: 1 });
    }).toThrow(TypeError);
  });

  it("refuses values that the protocol refuses, in the protocol's words", () => {
    const { cfnUserPool } = defineBackend({ auth: defineAuth() }).auth.resources.cfnResources;
    cfnUserPool.addPropertyOverride("Policies.PasswordPolicy.MinimumLength", 5);
    expect(() => readDefinition()).toThrow(/^Policies: .* failed to satisfy constraint/);
  });

  it("points to where a refused value was set", () => {
    const { cfnUserPool } = defineBackend({ auth: defineAuth() }).auth.resources.cfnResources;
    const setPoorly = (): void => cfnUserPool.addPropertyOverride("DeletionProtection", 7);
    setPoorly();
    cfnUserPool.addPropertyOverride("Policies.PasswordPolicy.MinimumLength", 9);
    expect(() => readDefinition()).toThrow(
      expect.objectContaining({
        message: "DeletionProtection: Unexpected field type",
        stack: expect.stringContaining("setPoorly"),
      }),
    );
  });

  it("tells of properties that mean nothing here, by name", () => {
    const backend = defineBackend({ auth: defineAuth() });
    const { cfnIdentityPool, cfnUserPool } = backend.auth.resources.cfnResources;
    cfnIdentityPool["allowUnauthenticatedIdentities"] = false;
    cfnUserPool.addPropertyOverride(
      "LambdaConfig.PreSignUp",
      "arn:aws:lambda:local-1:000000000000:function:x",
    );
    backend.createStack("extra");
    expect(readDefinition().notices).toEqual([
      place,
      expect.stringContaining("AllowUnauthenticatedIdentities"),
      expect.stringContaining("LambdaConfig"),
      expect.stringContaining("extra"),
    ]);
  });

  it("carries outputs of the author's, with ids that come later", () => {
    const backend = defineBackend({ auth: defineAuth() });
    backend.addOutput({ custom: { pool: backend.auth.resources.userPool.userPoolId } });
    const { custom } = readDefinition();
    expect(resolveTokens(custom, { userPoolId: "local-1_AbCdEfGhI" })).toEqual({ pool: "local-1_AbCdEfGhI" });
  });

  it("runs its auth where there is data and storage", () => {
    const schema = a["schema"]?.({ Todo: a["model"]?.({}) });
    const backend = defineBackend({
      auth: defineAuth(),
      data: defineData({ schema }),
      storage: defineStorage({ name: "files" }),
    });
    const bucket = backend.storage.resources["bucket"];
    bucket?.["addCorsRule"]?.({});
    backend.addOutput({ custom: { bucket: Object(bucket), text: `in ${String(bucket)}` } });
    const gate = defineFunction({ name: "gate" });
    gate.addEnvironment("BUCKET", Object(bucket));
    expect(gate.define().environment).toEqual({});
    expect(structuredClone(readDefinition())).toMatchObject({
      custom: { text: "in " },
      notices: [place, expect.any(String), expect.any(String), expect.stringContaining("BUCKET")],
    });
    expect(ownAuth().pool.UsernameAttributes).toEqual(["email"]);
  });

  it("uses a pool that is there", () => {
    const auth = referenceAuth({
      userPoolId: "local-1_a",
      userPoolClientId: "b",
      groups: { ADMINS: "arn:aws:iam::000000000000:role/admins" },
    });
    const backend = defineBackend({ auth });
    expect(backend.auth.resources.userPool.userPoolId).toBe("local-1_a");
    expect(() => backend.auth.resources.cfnResources.cfnUserPool).toThrow("only referred to");
    expect(readDefinition().auth).toEqual({
      kind: "reference",
      userPoolId: "local-1_a",
      userPoolClientId: "b",
      groups: ["ADMINS"],
    });
  });
});

describe("a function", () => {
  it("is the handler beside the caller, called like the folder", () => {
    const { name, entry, timeoutSeconds } = defineFunction().define();
    expect({ name, timeoutSeconds }).toEqual({ name: "backend", timeoutSeconds: 3 });
    expect(entry).toMatch(/packages\/backend\/src\/backend\/handler\.ts$/);
  });

  it("is asked by triggers, knows secrets by name, and may do what it is allowed", () => {
    const gate = defineFunction({ entry: "./gate.ts", environment: { KEY: secret("KEY") } });
    const auth = defineAuth({
      loginWith: { email: true },
      triggers: { preSignUp: gate },
      access: (allow) => [
        allow.resource(gate).to(["manageGroupMembership", "getUser"]),
        allow.resource(gate).to(["addUserToGroup"]),
      ],
    });
    const backend = defineBackend({ auth, gate });
    backend.gate.addEnvironment("POOL", backend.auth.resources.userPool.userPoolId);
    expect(ownAuth().triggers).toEqual({ PreSignUp: "gate" });
    expect(readDefinition().functions).toEqual([
      {
        name: "gate",
        entry: expect.stringMatching(/src\/backend\/gate\.ts$/),
        environment: { KEY: { secret: "KEY" }, POOL: "${Poolhouse.userPoolId}" },
        timeoutSeconds: 3,
        grants: ["AdminAddUserToGroup", "AdminRemoveUserFromGroup", "AdminGetUser"],
      },
    ]);
  });

  it("that delivers messages is told that its key is the server's", () => {
    const post = defineFunction({ name: "post" });
    const kmsKeyArn = "arn:aws:kms:local-1:000000000000:key/1";
    defineAuth({ loginWith: { email: true }, senders: { email: { handler: post, kmsKeyArn } } });
    expect(ownAuth().triggers).toEqual({ CustomEmailSender: "post" });
    expect(readDefinition().notices).toContainEqual(expect.stringContaining("kmsKeyArn"));
  });

  it("cannot have two keys with the one that delivers the other messages", () => {
    const handler = defineFunction({ name: "post" });
    const key = (id: number): string => `arn:aws:kms:local-1:000000000000:key/${id}`;
    const senders = { email: { handler, kmsKeyArn: key(1) }, sms: { handler, kmsKeyArn: key(2) } };
    expect(() => defineAuth({ loginWith: { email: true }, senders })).toThrow(
      expect.objectContaining({ details: "KMS key ARN must be the same for both email and sms senders" }),
    );
  });

  it("is allowed something or not mentioned, and only what there is", () => {
    const gate = defineFunction({ name: "gate" });
    expect(() =>
      defineAuth({ loginWith: { email: true }, access: (allow) => [allow.resource(gate).to([])] }),
    ).toThrow("At least one action must be specified.");
    resetDefinition();
    expect(() =>
      defineAuth({
        loginWith: { email: true },
        // @ts-expect-error there is no such action
        access: (allow) => [allow.resource(gate).to(["fly"])],
      }),
    ).toThrow("There is no action fly.");
  });

  it("shares its name with no other, and has a name and a timeout that can be", () => {
    defineBackend({ one: defineFunction({ name: "gate" }) });
    expect(() => defineBackend({ two: defineFunction({ name: "gate" }) })).toThrow(
      "Two functions are called",
    );
    expect(() => defineFunction({ name: "a b" })).toThrow("is no name for a function");
    expect(() => defineFunction({ timeoutSeconds: 0 })).toThrow("from 1 to 900");
  });

  it("is told what of it means nothing here", () => {
    defineFunction({ name: "gate", memoryMB: 512, schedule: "every 5m" });
    expect(readDefinition().notices).toEqual([
      expect.stringContaining("memoryMB"),
      expect.stringContaining("schedule"),
    ]);
  });
});

describe("what the cloud could do besides", () => {
  it("does nothing, and is told of", () => {
    const gate = defineFunction({ name: "gate" });
    const backend = defineBackend({ gate });
    const { addToRolePolicy } = Object(backend.gate.resources.lambda);
    addToRolePolicy({});
    expect(readDefinition().notices).toEqual(["gate.addToRolePolicy is ignored; there is no cloud here."]);
    // @ts-expect-error a function that builds a resource of the cloud
    expect(() => defineFunction(() => undefined)).toThrow("do not run here");
  });

  it("changes texts in either of the places where they stand", () => {
    const { cfnUserPool } = defineBackend({ auth: defineAuth() }).auth.resources.cfnResources;
    cfnUserPool.addPropertyOverride("EmailVerificationSubject", "Hello");
    cfnUserPool.addPropertyOverride("VerificationMessageTemplate.EmailMessage", "Code: {####}");
    expect(ownAuth().pool).toMatchObject({
      EmailVerificationSubject: "Hello",
      EmailVerificationMessage: "Code: {####}",
      VerificationMessageTemplate: { EmailSubject: "Hello", EmailMessage: "Code: {####}" },
    });
  });
});
