// The triggers around sign-up and messages, through the operations.
import { afterEach, describe, expect, test } from "vitest";
import { type Answers, createTestTriggers, type TestTriggers } from "../../../../../test/support/triggers.ts";
import { createPool, type TestPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

let service: Service;
let hooks: TestTriggers;

afterEach(() => service.close());

const email = "ann@example.com";
const verifying: PoolSettings = {
  AutoVerifiedAttributes: ["email"],
  EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
};

async function open(answers: Answers, pool: PoolSettings = verifying): Promise<TestPool> {
  hooks = createTestTriggers(answers);
  service = await createService({ triggers: hooks.trigger });
  return createPool(service, { pool: { ...pool, LambdaConfig: hooks.settings } });
}

const signUp = (pool: TestPool, username = "ann"): ReturnType<typeof service.call<"SignUp">> =>
  service.call("SignUp", {
    ClientId: pool.ClientId,
    Username: username,
    Password: "Correct-Horse-9",
    UserAttributes: [{ Name: "email", Value: email }],
    ValidationData: [{ Name: "invite", Value: "42" }],
    ClientMetadata: { colour: "green" },
  });

describe("PreSignUp", () => {
  test("hears who wants to sign up, and may refuse", async () => {
    const pool = await open({
      PreSignUp: () => {
        throw new Error("Domain not allowed");
      },
    });
    await expect(signUp(pool)).rejects.toMatchObject({
      type: "UserLambdaValidationException",
      message: "PreSignUp failed with error Domain not allowed.",
    });
    expect(hooks.events[0]).toMatchObject({
      triggerSource: "PreSignUp_SignUp",
      userName: "ann",
      request: {
        userAttributes: { email },
        validationData: { invite: "42" },
        clientMetadata: { colour: "green" },
      },
    });
    expect(await service.store.users.findByName(pool.UserPoolId, "ann")).toBeUndefined();
  });

  test("may confirm and vouch: then no code is sent and PostConfirmation hears of it", async () => {
    const pool = await open({
      PreSignUp: () => ({ autoConfirmUser: true, autoVerifyEmail: true }),
      PostConfirmation: () => ({}),
    });
    expect(await signUp(pool)).toEqual({ UserConfirmed: true, UserSub: expect.any(String) });
    expect(await service.messages()).toEqual([]);
    expect(hooks.sources()).toEqual(["PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp"]);
    expect(hooks.events[1]?.request).toMatchObject({
      userAttributes: { email, email_verified: "true", "cognito:user_status": "CONFIRMED" },
    });
  });

  test("cannot vouch for what is not there", async () => {
    const pool = await open({ PreSignUp: () => ({ autoVerifyPhone: true }) });
    await expect(signUp(pool)).rejects.toMatchObject({ type: "InvalidLambdaResponseException" });
  });

  test("moves an alias that it vouches for", async () => {
    const pool = await open(
      { PreSignUp: () => ({ autoConfirmUser: true, autoVerifyEmail: true }) },
      { ...verifying, AliasAttributes: ["email"] },
    );
    await signUp(pool, "first");
    await signUp(pool, "second");
    expect(await service.store.users.findByName(pool.UserPoolId, email)).toMatchObject({
      username: "second",
    });
    expect(await service.store.users.findByName(pool.UserPoolId, "first")).toMatchObject({
      attributes: { email_verified: "false" },
    });
  });

  test("is not asked about a name that is taken", async () => {
    const pool = await open({ PreSignUp: () => ({}) });
    await signUp(pool);
    await expect(signUp(pool)).rejects.toMatchObject({ type: "UsernameExistsException" });
    expect(hooks.events).toHaveLength(1);
  });

  test("hears of users that operators make, and what it vouches for is not heeded", async () => {
    const pool = await open({ PreSignUp: () => ({ autoConfirmUser: true }) });
    const { User } = await service.call("AdminCreateUser", {
      UserPoolId: pool.UserPoolId,
      Username: "ann",
      MessageAction: "SUPPRESS",
    });
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(hooks.events[0]).toMatchObject({
      triggerSource: "PreSignUp_AdminCreateUser",
      callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
    });
  });
});

describe("PostConfirmation", () => {
  test("hears of a confirmation; its refusal fails the call although the user stays confirmed", async () => {
    const pool = await open({
      PostConfirmation: () => {
        throw new Error("No room");
      },
    });
    await signUp(pool);
    const [message] = await service.messages(email);
    const confirming = service.call("ConfirmSignUp", {
      ClientId: pool.ClientId,
      Username: "ann",
      ConfirmationCode: message?.code ?? "",
    });
    await expect(confirming).rejects.toThrow("PostConfirmation failed with error No room.");
    expect(await service.store.users.findByName(pool.UserPoolId, "ann")).toMatchObject({
      status: "CONFIRMED",
    });
  });
});

describe("CustomMessage", () => {
  const wording = { emailSubject: "Hello", emailMessage: "Your number is ####, dear" };

  test("words the message and never sees the code", async () => {
    const pool = await open({ CustomMessage: () => wording });
    await signUp(pool);
    const [message] = await service.messages(email);
    expect(message).toMatchObject({
      subject: "Hello",
      body: `Your number is ${message?.code ?? ""}, dear`,
    });
    expect(hooks.events[0]).toMatchObject({
      triggerSource: "CustomMessage_SignUp",
      request: { codeParameter: "{####}", clientMetadata: { colour: "green" } },
    });
    expect(JSON.stringify(hooks.events)).not.toContain(message?.code);
  });

  test("leaves the pool's text where it says nothing", async () => {
    const pool = await open({ CustomMessage: () => ({ emailMessage: null }) });
    await signUp(pool);
    const [message] = await service.messages(email);
    expect(message?.body).toContain("Your verification code is");
  });

  test.each([
    ["has no place for the code", { emailMessage: "Hello" }],
    ["is too long", { emailSubject: "x".repeat(141) }],
    ["is no text", { emailMessage: 7 }],
  ])("is refused where its text %s", async (_what, response) => {
    const pool = await open({ CustomMessage: () => response });
    await expect(signUp(pool)).rejects.toMatchObject({ type: "InvalidLambdaResponseException" });
  });

  test("words e-mail only where the pool sends on its own account", async () => {
    const pool = await open({ CustomMessage: () => wording }, { AutoVerifiedAttributes: ["email"] });
    await expect(signUp(pool)).rejects.toMatchObject({ type: "InvalidLambdaResponseException" });
  });

  test("words an invitation, with places for name and password", async () => {
    const emailMessage = "{username}: {####}";
    const pool = await open({ CustomMessage: () => ({ emailMessage }) });
    await service.call("AdminCreateUser", {
      UserPoolId: pool.UserPoolId,
      Username: "ann",
      TemporaryPassword: "Temporary-9",
      UserAttributes: [{ Name: "email", Value: email }],
      DesiredDeliveryMediums: ["EMAIL"],
    });
    const [message] = await service.messages(email);
    expect(message?.body).toBe("ann: Temporary-9");
    expect(hooks.events[0]).toMatchObject({
      triggerSource: "CustomMessage_AdminCreateUser",
      request: { usernameParameter: "{username}" },
    });
  });
});

describe("a custom sender", () => {
  test("gets the code through the outbox, where no gateway is", async () => {
    const pool = await open({ CustomEmailSender: () => ({}), CustomMessage: () => ({}) });
    service.channels.clear();
    await signUp(pool);
    expect(hooks.events).toEqual([]);
    const [message] = await service.messages(email);
    expect(message?.trigger).toMatchObject({
      address: "arn:aws:lambda:eu-west-1:123456789012:function:CustomEmailSender",
      event: {
        triggerSource: "CustomEmailSender_SignUp",
        userName: "ann",
        request: {
          type: "customEmailSenderRequestV1",
          code: message?.code,
          clientMetadata: { colour: "green" },
          userAttributes: { email, "cognito:user_status": "UNCONFIRMED" },
        },
      },
    });
  });
});

describe("CustomMessage where links are sent", () => {
  const linking: PoolSettings = {
    ...verifying,
    VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" },
  };

  test("is told of the link, and may put it into its words", async () => {
    const pool = await open(
      { CustomMessage: () => ({ emailMessage: "<p>{##Los geht's##}</p>", emailSubject: "Hallo" }) },
      linking,
    );
    await signUp(pool);
    expect(hooks.events[0]?.request).toMatchObject({
      codeParameter: "{####}",
      linkParameter: "{##Click Here##}",
    });
    const [message] = await service.messages();
    expect(message).toMatchObject({
      subject: "Hallo",
      body: expect.stringMatching(/^Los geht's: http:\/\/localhost:9229\/confirmUser\/\?client_id=/),
      html: expect.stringContaining(">Los geht's</a></p>"),
    });
  });

  test("may send a code instead, but not neither", async () => {
    const pool = await open({ CustomMessage: () => ({ emailMessage: "Code {####}" }) }, linking);
    await signUp(pool);
    expect((await service.messages())[0]?.body).toMatch(/^Code \d{6}$/);
    await service.close();
    const other = await open({ CustomMessage: () => ({ emailMessage: "nothing" }) }, linking);
    await expect(signUp(other)).rejects.toMatchObject({
      type: "InvalidLambdaResponseException",
      message: "emailMessage must contain {##Click Here##}.",
    });
  });

  test("goes before templates by language, as far as it says something", async () => {
    const pool = await open({ CustomMessage: () => ({ emailSubject: "From the function" }) });
    await service.call("SetMessageTemplates", {
      UserPoolId: pool.UserPoolId,
      Locale: "default",
      Templates: [
        { Purpose: "Verification", Channel: "EMAIL", Subject: "By language", Text: "{####} by language" },
      ],
    });
    await signUp(pool);
    expect((await service.messages())[0]).toMatchObject({
      subject: "From the function",
      body: expect.stringMatching(/^\d{6} by language$/),
    });
  });
});
