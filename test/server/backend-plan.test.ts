/** A plan is judged by a server: what it made is what was defined, so that planning again finds nothing to do. */
import { type AuthProps, defineFunction } from "@poolhouse/backend";
import { buildAuth } from "../../packages/backend/src/auth/build-auth.ts";
import { draftOf } from "../../packages/backend/src/backend/auth-draft.ts";
import {
  inputOf,
  lambdaConfigOf,
  type LiveAuth,
  type OwnAuth,
  type Plan,
  planChanges,
  resetDefinition,
  type StepTarget,
  type Surroundings,
} from "@poolhouse/backend/definition";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createService, type Service } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await createService({ keyPairs: 2 });
});
afterAll(() => service.close());
beforeEach(() => resetDefinition());

const around: Surroundings = {
  poolName: "shop",
  clientName: "shop",
  relyingPartyId: "localhost",
  findSecret: (name) => `value of ${name}`,
};

let domains = 0;

/** Takes the steps of a plan, as a tool would. */
async function carryOut(plan: Plan, given: StepTarget = {}): Promise<Required<StepTarget>> {
  let { userPoolId = "", userPoolClientId = "" } = given;
  for (const step of plan.steps) {
    const input = inputOf(step, { userPoolId, userPoolClientId }, around.findSecret);
    const output = await service.call(step.operation, input);
    if (output === undefined) continue;
    if ("UserPool" in output) userPoolId = output.UserPool?.Id ?? userPoolId;
    if ("UserPoolClient" in output) userPoolClientId = output.UserPoolClient?.ClientId ?? userPoolClientId;
  }
  return { userPoolId, userPoolClientId };
}

async function readLive({
  userPoolId: UserPoolId,
  userPoolClientId,
}: Required<StepTarget>): Promise<LiveAuth> {
  const { UserPool: pool = {} } = await service.call("DescribeUserPool", { UserPoolId });
  const mfa = await service.call("GetUserPoolMfaConfig", { UserPoolId });
  const { UserPoolClient: client = {} } = await service.call("DescribeUserPoolClient", {
    UserPoolId,
    ClientId: userPoolClientId,
  });
  const { Groups: groups = [] } = await service.call("ListGroups", { UserPoolId });
  const { Providers } = await service.call("ListIdentityProviders", { UserPoolId });
  const identityProviders = await Promise.all(
    Providers.map(async ({ ProviderName = "" }) => {
      const found = await service.call("DescribeIdentityProvider", { UserPoolId, ProviderName });
      return found.IdentityProvider;
    }),
  );
  return { pool, mfa, client, groups, identityProviders };
}

const place = (): Surroundings => ({ ...around, domainPrefix: `shop-${(domains += 1)}` });

async function create(auth: OwnAuth): Promise<Required<StepTarget>> {
  return carryOut(planChanges(auth, undefined, place()));
}

/** Applies a definition to a running pool; what was done, line by line. */
async function become(target: Required<StepTarget>, auth: OwnAuth): Promise<Plan> {
  const plan = planChanges(auth, await readLive(target), place());
  await carryOut(plan, target);
  return plan;
}

const change = (target: Required<StepTarget>, props: AuthProps): Promise<Plan> =>
  become(target, buildAuth(props));

const linesOf = (plan: Plan): string[] => plan.steps.flatMap((step) => [...step.lines]);

const text = fc.constantFrom("Your code:", "Code", "It is");

const email = fc.oneof(
  fc.constant(true as const),
  fc.record(
    {
      verificationEmailSubject: text,
      verificationEmailBody: text.map((words) => (createCode: () => string) => `${words} ${createCode()}`),
      otpLogin: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  text.map((words) => ({
    verificationEmailStyle: "LINK" as const,
    verificationEmailBody: (createLink: (text?: string) => string) => `${words} ${createLink("here")}`,
  })),
);

const multifactor = fc.oneof(
  fc.constant({ mode: "OFF" as const }),
  fc.record({
    mode: fc.constantFrom("OPTIONAL" as const, "REQUIRED" as const),
    totp: fc.boolean(),
    sms: fc.oneof(
      fc.boolean(),
      text.map((words) => ({ smsMessage: (createCode: () => string) => `${words} ${createCode()}` })),
    ),
    email: fc.boolean(),
    deviceTracking: fc.constantFrom("off" as const, "always" as const, "userOptIn" as const),
  }),
);

const secretOf = (name: string): { secret: string } => ({ secret: name });

const externalProviders = fc.record(
  {
    google: fc.constant({ clientId: secretOf("ID"), clientSecret: secretOf("SECRET") }),
    oidc: fc.constant([
      {
        clientId: secretOf("ID"),
        clientSecret: secretOf("SECRET"),
        issuerUrl: "https://idp.example.com",
        scopes: ["openid"],
      },
    ]),
    callbackUrls: fc.constant(["https://example.com/in"]),
    logoutUrls: fc.constantFrom(["https://example.com/out"], ["http://localhost:3000"]),
  },
  { requiredKeys: ["callbackUrls", "logoutUrls"] },
);

/** Props of every kind; some of them are refused, as the author's would be. */
const anyProps: fc.Arbitrary<AuthProps> = fc.record(
  {
    loginWith: fc.record(
      { email, phone: fc.constant(true as const), webAuthn: fc.constant(true as const), externalProviders },
      { requiredKeys: ["email"] },
    ),
    multifactor,
    groups: fc.uniqueArray(fc.constantFrom("ADMINS", "EDITORS", "READERS"), { maxLength: 3 }),
    accountRecovery: fc.constantFrom(
      "EMAIL_ONLY" as const,
      "PHONE_WITHOUT_MFA_AND_EMAIL" as const,
      "NONE" as const,
    ),
    userAttributes: fc.constantFrom(
      {},
      { "custom:team": { dataType: "String" as const, maxLen: 20 } },
      { nickname: { mutable: true }, "custom:level": { dataType: "Number" as const, min: 0 } },
    ),
    senders: fc.constantFrom(
      {},
      { email: { fromEmail: "hello@example.com" } },
      { sms: { externalId: "x", snsCallerArn: "arn:aws:iam::000000000000:role/x" } },
    ),
  },
  { requiredKeys: ["loginWith"] },
);

/** Changes through the escape hatch. */
const overrides: fc.Arbitrary<[resource: "userPool" | "userPoolClient", path: string, value: unknown][]> =
  fc.subarray([
    ["userPool", "DeviceConfiguration", { ChallengeRequiredOnNewDevice: true }],
    ["userPool", "Policies.PasswordPolicy", { MinimumLength: 12, RequireSymbols: false }],
    ["userPool", "EmailVerificationSubject", "Hello"],
    ["userPool", "DeletionProtection", "ACTIVE"],
    ["userPool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", true],
    ["userPool", "WebAuthnRelyingPartyID", "example.com"],
    ["userPoolClient", "TokenValidityUnits", { AccessToken: "hours" }],
    ["userPoolClient", "AccessTokenValidity", 20],
    ["userPoolClient", "RefreshTokenRotation", { Feature: "ENABLED", RetryGracePeriodSeconds: 10 }],
    ["userPoolClient", "AuthSessionValidity", 5],
  ]);

/** Definitions of every kind. */
const definitions = fc
  .tuple(anyProps, overrides)
  .map(([props, changes]) => define(props, changes))
  .filter((auth) => auth !== undefined);

function define(
  props: AuthProps,
  changes: readonly [resource: "userPool" | "userPoolClient", path: string, value: unknown][],
): OwnAuth | undefined {
  try {
    const draft = draftOf(buildAuth(props));
    for (const [resource, path, value] of changes) draft[resource].handle.addPropertyOverride(path, value);
    return draft.finish();
  } catch {
    return undefined;
  }
}

describe("a plan", () => {
  it("makes any definition, after which there is nothing to do", async () => {
    await fc.assert(
      fc.asyncProperty(definitions, async (auth) => {
        const target = await create(auth);
        const again = planChanges(auth, await readLive(target), place());
        expect(linesOf(again)).toEqual([]);
        expect(again.replacements).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("makes any definition of any other, but for what is for good", async () => {
    await fc.assert(
      fc.asyncProperty(definitions, definitions, async (before, after) => {
        const target = await create(before);
        const { replacements } = await become(target, after);
        const again = planChanges(after, await readLive(target), place());
        expect(linesOf(again)).toEqual([]);
        expect(again.replacements).toEqual(replacements);
      }),
      { numRuns: 40 },
    );
  });

  it("says what changes, and whom it concerns", async () => {
    const login = { email: true } as const;
    const target = await create(buildAuth({ loginWith: login, groups: ["ADMINS"] }));
    const required = await change(target, {
      loginWith: login,
      multifactor: { mode: "REQUIRED", totp: true },
    });
    expect(linesOf(required)).toEqual([
      "MFA: OFF → REQUIRED (TOTP)",
      "group ADMINS: removed, with its memberships",
    ]);
    expect(required.steps.map(({ isDestructive }) => isDestructive)).toEqual([false, true]);
    expect(required.concerns).toMatchObject([{ kind: "becomes-required", isLockOut: false }]);
    const both = await change(target, {
      loginWith: login,
      multifactor: { mode: "OPTIONAL", totp: true, sms: true },
    });
    expect(linesOf(both)).toContain("MFA: REQUIRED (TOTP) → OPTIONAL (TOTP, SMS)");
    expect(both.concerns).toEqual([]);
    const fewer = await change(target, { loginWith: login, multifactor: { mode: "OPTIONAL", totp: true } });
    expect(linesOf(fewer)).toContain("MFA: OPTIONAL (TOTP, SMS) → OPTIONAL (TOTP)");
    expect(fewer.concerns).toMatchObject([{ kind: "factor-removed", factor: "SMS_MFA", isLockOut: true }]);
  });

  it("changes the text of a second factor's SMS in one step", async () => {
    const worded = (words: string): AuthProps => ({
      loginWith: { email: true },
      multifactor: {
        mode: "OPTIONAL",
        sms: { smsMessage: (createCode) => `${words} ${createCode()}` },
      },
    });
    const target = await create(buildAuth(worded("Code")));
    const plan = await change(target, worded("It is"));
    expect(linesOf(plan)).toEqual(["SMS with the second factor's code: Code {####} → It is {####}"]);
    const { mfa } = await readLive(target);
    expect(mfa.SmsMfaConfiguration?.SmsAuthenticationMessage).toBe("It is {####}");
  });

  it("never leaves a pool without the factor that it requires", async () => {
    const login = { email: true } as const;
    const target = await create(
      buildAuth({
        loginWith: login,
        multifactor: { mode: "REQUIRED", email: true },
        accountRecovery: "NONE",
      }),
    );
    const plan = planChanges(
      buildAuth({ loginWith: login, multifactor: { mode: "REQUIRED", totp: true } }),
      await readLive(target),
      around,
    );
    const modes: LiveAuth["mfa"][] = [];
    for (const step of plan.steps) {
      await carryOut({ ...plan, steps: [step] }, target);
      modes.push((await readLive(target)).mfa);
    }
    expect(modes.length).toBeGreaterThan(1);
    for (const mfa of modes) expect(mfa).toMatchObject({ MfaConfiguration: "ON" });
    expect(modes.at(-1)?.EmailMfaConfiguration).toBeUndefined();
  });

  it("keeps what operators have set besides", async () => {
    const props = { loginWith: { email: true } } as const;
    const target = await create(buildAuth(props));
    const { userPoolId: UserPoolId } = target;
    const { pool } = await readLive(target);
    await service.call("UpdateUserPool", {
      UserPoolId,
      Policies: pool.Policies,
      UserPoolTags: { team: "shop" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    await service.call("CreateGroup", { UserPoolId, GroupName: "BY_HAND" });
    await change(target, props);
    const live = await readLive(target);
    expect(live.pool).toMatchObject({
      UserPoolTags: { team: "shop" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      AutoVerifiedAttributes: ["email"],
    });
    expect(live.groups.map(({ GroupName }) => GroupName)).toEqual(["BY_HAND"]);
  });

  it("names what only a new pool could be, and what may stay", async () => {
    const target = await create(
      buildAuth({ loginWith: { email: true }, userAttributes: { "custom:team": { dataType: "String" } } }),
    );
    const wanted = buildAuth({
      loginWith: { phone: true },
      userAttributes: { nickname: { required: true } },
    });
    const { replacements } = planChanges(wanted, await readLive(target), around);
    expect(replacements).toMatchObject([
      { member: "UsernameAttributes", canStay: false },
      { member: "nickname", canStay: false },
      { member: "email", canStay: false },
      { member: "phone_number", canStay: false },
      { member: "custom:team", canStay: true },
    ]);
  });

  it("changes a provider when its secret has changed, without telling the secret", async () => {
    const google = { clientId: secretOf("ID"), clientSecret: secretOf("SECRET") };
    const urls = { callbackUrls: ["https://example.com"], logoutUrls: ["https://example.com"] };
    const auth = buildAuth({ loginWith: { email: true, externalProviders: { google, ...urls } } });
    const target = await create(auth);
    const changed = { ...around, findSecret: (name: string) => `new value of ${name}` };
    const plan = planChanges(auth, await readLive(target), changed);
    expect(linesOf(plan)).toEqual(["identity provider Google: changed"]);
    expect(JSON.stringify(plan)).not.toContain("value of");
  });

  it("names functions, and takes them away again", async () => {
    const login = { email: true } as const;
    const post = defineFunction({ name: "post" });
    const props = {
      loginWith: login,
      triggers: { preSignUp: post },
      senders: { email: { handler: post } },
    };
    const auth = buildAuth(props);
    const arnOf = (name: string): string => `arn:aws:lambda:local-1:000000000000:function:${name}`;
    const withFunctions = { ...around, lambdaConfig: lambdaConfigOf(auth.triggers, arnOf) };
    const target = await carryOut(planChanges(auth, undefined, withFunctions));
    expect(planChanges(auth, await readLive(target), withFunctions).steps).toEqual([]);
    const without = await change(target, { loginWith: login });
    expect(linesOf(without)).toContain(`trigger PreSignUp: ${arnOf("post")} → none`);
    expect((await readLive(target)).pool.LambdaConfig).toEqual({});
  });

  it("needs a domain for external providers, and one for passkeys", () => {
    const google = { clientId: secretOf("ID"), clientSecret: secretOf("SECRET") };
    const urls = { callbackUrls: ["https://example.com"], logoutUrls: ["https://example.com"] };
    const external = buildAuth({ loginWith: { email: true, externalProviders: { google, ...urls } } });
    expect(() => planChanges(external, undefined, around)).toThrow(
      "Cognito Domain Prefix is missing when external providers are configured.",
    );
    const passkeys = buildAuth({ loginWith: { email: true, webAuthn: true } });
    const { relyingPartyId: _domain, ...standalone } = around;
    expect(() => planChanges(passkeys, undefined, standalone)).toThrow(
      /^WebAuthn relyingPartyId "AUTO" is not supported for standalone deployments/,
    );
  });
});
