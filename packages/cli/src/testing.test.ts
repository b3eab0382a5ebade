import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPool, type TestPool } from "./testing.ts";

const password = "Correct-Horse-9";

/** Signs somebody up at a pool, and confirms with the code that comes. */
async function signUp({ ask, userPoolClientId: ClientId, readCode }: TestPool, Username: string) {
  await ask("SignUp", { ClientId, Username, Password: password });
  await ask("ConfirmSignUp", { ClientId, Username, ConfirmationCode: await readCode(Username) });
}

/** The answer to a sign-in by password. */
function signIn({ ask, userPoolClientId: ClientId }: TestPool, USERNAME: string) {
  const AuthParameters = { USERNAME, PASSWORD: password };
  return ask("InitiateAuth", { ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
}

/** Answers a sign-in's question for a code of an authenticator app. */
async function signInWithApp(pool: TestPool, USERNAME: string, secret: string) {
  const { ChallengeName, Session = "" } = await signIn(pool, USERNAME);
  expect(ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const { AuthenticationResult } = await pool.ask("RespondToAuthChallenge", {
    ClientId: pool.userPoolClientId,
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session,
    ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) },
  });
  return AuthenticationResult?.AccessToken;
}

describe("a pool for tests", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startPool();
  });
  afterAll(() => pool?.stop());

  it("answers over HTTP at an address of its own", async () => {
    const keys = await fetch(`${pool.endpoint}/${pool.userPoolId}/.well-known/jwks.json`);
    expect(await keys.json()).toMatchObject({ keys: [{ kty: "RSA" }, { kty: "RSA" }] });
  });

  it("says where it is in the words of a configuration file", () => {
    const { endpoint, outputs, userPoolClientId, userPoolId } = pool;
    expect(outputs).toMatchObject({
      auth: {
        user_pool_id: userPoolId,
        user_pool_client_id: userPoolClientId,
        user_pool_endpoint: endpoint,
        username_attributes: ["email"],
        mfa_configuration: "NONE",
      },
    });
  });

  it("signs people up with the code from their mail", async () => {
    await signUp(pool, "ada@example.com");
    const { AuthenticationResult } = await signIn(pool, "ada@example.com");
    expect(AuthenticationResult?.AccessToken).toMatch(/^ey/);
    expect(pool.messages({ to: "ada@example.com" })).toMatchObject([
      { channel: "EMAIL", purpose: "SignUp", code: expect.stringMatching(/^\d{6}$/) },
    ]);
  });

  it("hands out the code of each message once, and waits for the next", async () => {
    const { ask, userPoolClientId: ClientId, readCode } = pool;
    const Username = "grace@example.com";
    await ask("SignUp", { ClientId, Username, Password: password });
    await readCode(Username);
    const [second] = await Promise.all([
      readCode(Username),
      ask("ResendConfirmationCode", { ClientId, Username }),
    ]);
    await ask("ConfirmSignUp", { ClientId, Username, ConfirmationCode: second });
    await expect(readCode(Username, { within: 1 })).rejects.toThrow(
      /Nothing new for grace@example.com .* Messages came to .*ada@example.com/,
    );
  });

  it("throws refusals by the names that the protocol has for them", async () => {
    await expect(signIn(pool, "nobody@example.com")).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it("makes people who can sign in at once, with groups and attributes", async () => {
    const { ask, userPoolId: UserPoolId } = pool;
    await ask("CreateGroup", { UserPoolId, GroupName: "editors" });
    const joan = await pool.createUser({
      username: "joan@example.com",
      attributes: { name: "Joan" },
      groups: ["editors"],
    });
    expect((await signIn(pool, joan.username)).AuthenticationResult).toBeDefined();
    const { UserAttributes } = await ask("AdminGetUser", { UserPoolId, Username: joan.sub });
    const told = Object.fromEntries(UserAttributes?.map(({ Name, Value }) => [Name, Value]) ?? []);
    expect(told).toMatchObject({ name: "Joan", email: "joan@example.com", email_verified: "true" });
  });
});

describe.each(["OPTIONAL", "ON"] as const)("a pool for tests whose second factor is %s", (mfa) => {
  it("has people with an authenticator app, who sign in twice in a half minute and then put the clock forward", async () => {
    await using pool = await startPool({ mfa });
    const { username, totpSecret = "" } = await pool.createUser({ username: "ada@example.com", totp: true });
    expect(await signInWithApp(pool, username, totpSecret)).toMatch(/^ey/);
    expect(await signInWithApp(pool, username, totpSecret)).toMatch(/^ey/);
    expect(() => pool.totp(totpSecret)).toThrow(/pool.clock.advance/);
    pool.clock.advance(60_000);
    expect(await signInWithApp(pool, username, totpSecret)).toMatch(/^ey/);
  });
});

describe("the settings of a pool for tests", () => {
  it("are the words of the protocol, and a definition stands behind them", async () => {
    await using pool = await startPool({
      definition: {
        pool: { UsernameAttributes: ["phone_number"], AutoVerifiedAttributes: ["phone_number"] },
        mfa: { MfaConfiguration: "OFF" },
        client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
        groups: [{ name: "editors", precedence: 3 }],
      },
      pool: { Policies: { PasswordPolicy: { MinimumLength: 12 } } },
      client: { ClientName: "web" },
    });
    const { ask, userPoolId: UserPoolId, userPoolClientId: ClientId } = pool;
    const { UserPool } = await ask("DescribeUserPool", { UserPoolId });
    expect(UserPool).toMatchObject({
      UsernameAttributes: ["phone_number"],
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
    });
    const { UserPoolClient } = await ask("DescribeUserPoolClient", { UserPoolId, ClientId });
    expect(UserPoolClient).toMatchObject({ ClientName: "web", ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
    expect((await ask("ListGroups", { UserPoolId })).Groups).toMatchObject([
      { GroupName: "editors", Precedence: 3 },
    ]);
  });

  it("may name groups in order", async () => {
    await using pool = await startPool({ groups: ["admins", { name: "others", precedence: 9 }] });
    const { Groups } = await pool.ask("ListGroups", { UserPoolId: pool.userPoolId });
    expect(Groups).toMatchObject([
      { GroupName: "admins", Precedence: 0 },
      { GroupName: "others", Precedence: 9 },
    ]);
  });

  it("that the service refuses fail the start by the refusal's name", async () => {
    await expect(startPool({ mfa: { MfaConfiguration: "ON" } })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("the clock of a pool for tests", () => {
  it("starts when it is told to, runs forward, and makes codes too old", async () => {
    await using pool = await startPool({ now: new Date("2030-01-01T00:00:00Z") });
    const { ask, clock, userPoolClientId: ClientId } = pool;
    const Username = "ada@example.com";
    await ask("SignUp", { ClientId, Username, Password: password });
    const ConfirmationCode = await pool.readCode(Username);
    expect(new Date(pool.messages()[0]?.at ?? 0).getUTCFullYear()).toBe(2030);
    clock.advance(25 * 3_600_000);
    await expect(ask("ConfirmSignUp", { ClientId, Username, ConfirmationCode })).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });
});

describe("an authenticator app of a pool for tests", () => {
  it("reads secrets as people see them, and the addresses of QR codes", async () => {
    await using pool = await startPool();
    const plain = pool.totp("JBSW Y3DP ehpk 3pxp");
    expect(plain).toMatch(/^\d{6}$/);
    expect(pool.totp("otpauth://totp/App:ada?secret=JBSWY3DPEHPK3PXP&issuer=App")).not.toBe(plain);
    expect(() => pool.totp("no secret!")).toThrow(/base 32/);
    expect(() => pool.totp("otpauth://totp/App:ada?issuer=App")).toThrow(/base 32/);
  });
});
