import type { AuthenticationResultType, AuthEventType } from "@poolhouse/protocol";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addPerson,
  changeStored,
  createPlace,
  outcomeOf,
  proveWithSrp,
  refusals,
  respond,
  signInWithPassword,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { type Answers, createTestTriggers } from "../../../../../test/support/triggers.ts";
import type { ClientSettings } from "../../kernel/settings.ts";

let service: Service;
let app: App;
let ada: Subject;
afterEach(() => service.close());

interface Scene {
  mfa?: "OPTIONAL" | "ON";
  softwareToken?: boolean;
  client?: ClientSettings;
  triggers?: Answers;
}

/** A pool where events can be looked up, and somebody in it. */
async function open({ mfa, softwareToken = false, client, triggers = {} }: Scene = {}): Promise<void> {
  const hooks = createTestTriggers(triggers);
  service = await createService({ triggers: hooks.trigger });
  app = await createPlace(service, {
    ...(mfa !== undefined && { mfa }),
    pool: {
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
      LambdaConfig: hooks.settings,
      AutoVerifiedAttributes: ["email"],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    },
    client: {
      ...client,
      ExplicitAuthFlows: [
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_USER_AUTH",
        "ALLOW_CUSTOM_AUTH",
      ],
    },
  });
  const attributes = { email: "ada@example.com", email_verified: "true" };
  ada = await addPerson(service, app, "ada", { softwareToken, user: { attributes } });
}

async function events(Username = "ada"): Promise<AuthEventType[]> {
  const { AuthEvents = [] } = await service.call("AdminListUserAuthEvents", {
    UserPoolId: app.poolId,
    Username,
  });
  return AuthEvents;
}

/** An event in a word: `SignIn Pass P+M+`. */
function told(event: AuthEventType): string {
  const marks = (event.ChallengeResponses ?? []).map(
    ({ ChallengeName, ChallengeResponse }) =>
      `${ChallengeName === "Password" ? "P" : "M"}${ChallengeResponse === "Success" ? "+" : "-"}`,
  );
  return [event.EventType, event.EventResponse, marks.join("")].join(" ").trim();
}

const history = async (username?: string): Promise<string[]> => (await events(username)).map(told);
/** As {@link history}, where the order says nothing because the clock stands still. */
const sorted = async (): Promise<string[]> => (await history()).toSorted();

const signIn = (password = ada.password): Promise<string> =>
  outcomeOf(signInWithPassword(service, app, { username: "ada", password }));

async function answerCode(session: string | undefined, code: string): Promise<string> {
  return outcomeOf(
    respond(service, app, {
      challenge: "SOFTWARE_TOKEN_MFA",
      session,
      responses: { USERNAME: "ada", SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
}
const rightCode = (): string => totpCode(ada.secretCode, service.clock.now());

const eventIdOf = (result: AuthenticationResultType | undefined): unknown =>
  decodeJwt(result?.AccessToken ?? "")["event_id"];

describe("a sign-in", () => {
  test("with a password leaves one event, under the id that its tokens carry", async () => {
    await open();
    const { AuthenticationResult } = await signInWithPassword(service, app, ada);
    expect(await events()).toMatchObject([
      {
        EventId: eventIdOf(AuthenticationResult),
        CreationDate: service.clock.now() / 1000,
        EventRisk: { RiskDecision: "NoRisk" },
        EventContextData: { IpAddress: "127.0.0.1", DeviceName: "unknown" },
      },
    ]);
    expect(await history()).toEqual(["SignIn Pass P+"]);
  });

  test("is in progress from the password on, and one event when the second factor has passed", async () => {
    await open({ mfa: "ON", softwareToken: true });
    const proof = await proveWithSrp(service, app, ada);
    expect(await history()).toEqual([]);
    const asked = await respond(service, app, proof);
    expect(await history()).toEqual(["SignIn InProgress P+"]);
    expect(await answerCode(asked.Session, rightCode())).toBe("tokens");
    expect(await history()).toEqual(["SignIn Pass P+M+"]);
  });

  test("keeps the wrong code before the right one", async () => {
    await open({ mfa: "ON", softwareToken: true });
    const asked = await signInWithPassword(service, app, ada);
    expect(await answerCode(asked.Session, "000000")).toBe(refusals.wrongCode);
    expect(await history()).toEqual(["SignIn Fail P+M-"]);
    expect(await answerCode(asked.Session, rightCode())).toBe("tokens");
    expect(await history()).toEqual(["SignIn Pass P+M-M+"]);
  });

  test("fails with the wrong password, in clear and by SRP, each time anew", async () => {
    await open();
    expect(await signIn("Wrong-Horse-9")).toBe(refusals.incorrect);
    const wrong = await proveWithSrp(service, app, { ...ada, password: "Wrong-Horse-9" });
    expect(await outcomeOf(respond(service, app, wrong))).toBe(refusals.incorrect);
    expect(await history()).toEqual(["SignIn Fail P-", "SignIn Fail P-"]);
  });

  test("that is repeated, or whose code is, fails beside the one that passed", async () => {
    await open({ mfa: "ON", softwareToken: true });
    const asked = await signInWithPassword(service, app, ada);
    const code = rightCode();
    expect(await answerCode(asked.Session, code)).toBe("tokens");
    expect(await answerCode(asked.Session, code)).toBe(refusals.usedSession);
    expect(await sorted()).toEqual(["SignIn Fail", "SignIn Pass P+M+"]);
    const again = await signInWithPassword(service, app, ada);
    expect(await answerCode(again.Session, code)).toBe(refusals.usedCode);
    expect(await sorted()).toEqual(["SignIn Fail", "SignIn Fail P+M-", "SignIn Pass P+M+"]);
  });

  test("whose proof by SRP is sent twice passes once", async () => {
    await open();
    const proof = await proveWithSrp(service, app, ada);
    const outcomes = await Promise.all([
      outcomeOf(respond(service, app, proof)),
      outcomeOf(respond(service, app, proof)),
    ]);
    expect(outcomes.toSorted()).toEqual([refusals.incorrect, "tokens"]);
    expect(await sorted()).toEqual(["SignIn Fail", "SignIn Pass P+"]);
  });

  test.each<[string, ClientSettings["PreventUserExistenceErrors"], string]>([
    ["says so at once", "LEGACY", "SignIn Fail"],
    ["hides it till the password is proven", "ENABLED", "SignIn Fail P+"],
  ])("of a closed account fails where the client %s", async (_how, hides, expected) => {
    await open({ client: { PreventUserExistenceErrors: hides } });
    await changeStored(service, app.poolId, ada.sub, { enabled: false });
    expect(await signIn()).toBe(refusals.disabled);
    expect(await history()).toEqual([expected]);
  });

  test("fails behind a lock", async () => {
    await open();
    for (let failure = 0; failure < 5; failure += 1) await signIn("Wrong-Horse-9");
    expect(await signIn()).toBe(refusals.passwordLocked);
    expect((await history()).filter((each) => each === "SignIn Fail P-")).toHaveLength(5);
    expect(await history()).toHaveLength(6);
  });

  test("with a temporary password is one event", async () => {
    await open();
    await changeStored(service, app.poolId, ada.sub, { status: "FORCE_CHANGE_PASSWORD" });
    const { Session } = await signInWithPassword(service, app, ada);
    expect(await history()).toEqual(["SignIn InProgress P+"]);
    const choose = (NEW_PASSWORD: string): Promise<string> =>
      outcomeOf(
        respond(service, app, {
          challenge: "NEW_PASSWORD_REQUIRED",
          session: Session,
          responses: { USERNAME: "ada", NEW_PASSWORD },
        }),
      );
    expect(await choose("short")).toContain("InvalidPasswordException");
    expect(await history()).toEqual(["SignIn InProgress P+"]);
    expect(await choose("Another-Horse-9")).toBe("tokens");
    expect(await history()).toEqual(["SignIn Pass P+"]);
  });

  test("with a code alone is one, too", async () => {
    await open();
    const asked = await service.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: "ada", PREFERRED_CHALLENGE: "EMAIL_OTP" },
    });
    expect(await history()).toEqual([]);
    const [message] = await service.messages("ada@example.com");
    const answer = (EMAIL_OTP_CODE: string | undefined): Promise<string> =>
      outcomeOf(
        respond(service, app, {
          challenge: "EMAIL_OTP",
          session: asked.Session,
          responses: { USERNAME: "ada", EMAIL_OTP_CODE: EMAIL_OTP_CODE ?? "" },
        }),
      );
    expect(await answer("00000000")).toContain("CodeMismatchException");
    expect(await answer(message?.code)).toBe("tokens");
    expect(await history()).toEqual(["SignIn Pass M-M+"]);
  });

  test("of a custom flow passes, or fails, as its functions say", async () => {
    let passes = false;
    await open({
      triggers: {
        DefineAuthChallenge: () => ({ issueTokens: passes, failAuthentication: !passes }),
        CreateAuthChallenge: () => ({}),
        VerifyAuthChallengeResponse: () => ({}),
      },
    });
    const begin = (): Promise<string> =>
      outcomeOf(
        service.call("InitiateAuth", {
          AuthFlow: "CUSTOM_AUTH",
          ClientId: app.clientId,
          AuthParameters: { USERNAME: "ada" },
        }),
      );
    expect(await begin()).toBe(refusals.incorrect);
    passes = true;
    expect(await begin()).toBe("tokens");
    expect(await sorted()).toEqual(["SignIn Fail", "SignIn Pass"]);
  });

  test.each(["PreAuthentication", "PostAuthentication"] as const)(
    "fails where %s refuses it, and leaves nothing that passed",
    async (name) => {
      await open({
        triggers: {
          [name]: () => {
            throw new Error("Closed on Sundays");
          },
        },
      });
      expect(await signIn()).toContain("Closed on Sundays");
      expect(await history()).toEqual([`SignIn Fail${name === "PreAuthentication" ? "" : " P+"}`]);
    },
  );

  test("for a person elsewhere says where, as the operator's server does", async () => {
    await open();
    await service.call("AdminInitiateAuth", {
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ada", PASSWORD: ada.password },
      ContextData: {
        IpAddress: "192.0.2.77",
        ServerName: "app.example.com",
        ServerPath: "/",
        HttpHeaders: [{ headerName: "User-Agent", headerValue: "curl/8.5.0" }],
      },
    });
    const [event] = await events();
    expect(event?.EventContextData).toEqual({ IpAddress: "192.0.2.77", DeviceName: "curl 8" });
  });

  test("of nobody leaves nothing", async () => {
    await open({ client: { PreventUserExistenceErrors: "ENABLED" } });
    for (const username of ["nobody", "ada"])
      await outcomeOf(signInWithPassword(service, app, { username, password: "Wrong-Horse-9" }));
    for (const Username of ["nobody", "ada"])
      await outcomeOf(service.call("ForgotPassword", { ClientId: app.clientId, Username }));
    expect(await sorted()).toEqual(["ForgotPassword Pass", "SignIn Fail P-"]);
    expect(await service.store.authEvents.purge(service.clock.now() + 1, 100)).toBe(2);
  });

  test("that fails again and again is recorded sixty times an hour", async () => {
    await open();
    await changeStored(service, app.poolId, ada.sub, { enabled: false });
    for (let failure = 0; failure < 65; failure += 1) await signIn();
    const all = { limit: 100 };
    expect(await service.store.authEvents.list(app.poolId, ada.sub, all)).toHaveLength(60);
    service.clock.advance(60 * 60 * 1000);
    await signIn();
    expect(await service.store.authEvents.list(app.poolId, ada.sub, all)).toHaveLength(61);
  });
});

describe("signing up", () => {
  const ClientId = (): string => app.clientId;
  const signUp = (Username: string): Promise<object> =>
    service.call("SignUp", {
      ClientId: ClientId(),
      Username,
      Password: "Correct-Horse-9",
      UserAttributes: [{ Name: "email", Value: `${Username}@example.com` }],
    });
  beforeEach(() => open());

  test("is an event, and so is each code that is sent again", async () => {
    await signUp("bob");
    service.clock.advance(1);
    await service.call("ResendConfirmationCode", { ClientId: ClientId(), Username: "bob" });
    expect(await history("bob")).toEqual(["ResendCode Pass", "SignUp Pass"]);
  });

  test("under a name that somebody has is nobody's event", async () => {
    await expect(signUp("ada")).rejects.toMatchObject({ type: "UsernameExistsException" });
    expect(await history()).toEqual([]);
  });

  test("without a way to send the code is an event, and asking for another fails", async () => {
    service.channels.clear();
    await expect(signUp("bob")).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    service.clock.advance(1);
    await expect(
      service.call("ResendConfirmationCode", { ClientId: ClientId(), Username: "bob" }),
    ).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    expect(await history("bob")).toEqual(["ResendCode Fail", "SignUp Pass"]);
  });
});

describe("a password", () => {
  const exchange = (ConfirmationCode: string): Promise<string> =>
    outcomeOf(
      service.call("ConfirmForgotPassword", {
        ClientId: app.clientId,
        Username: "ada",
        ConfirmationCode,
        Password: "Another-Horse-9",
      }),
    );
  beforeEach(() => open());

  test("that is forgotten is an event, and so is each try to replace it", async () => {
    await service.call("ForgotPassword", { ClientId: app.clientId, Username: "ada" });
    const [message] = await service.messages("ada@example.com");
    service.clock.advance(1);
    expect(await exchange("000000")).toContain("CodeMismatchException");
    service.clock.advance(1);
    expect(await exchange(message?.code ?? "")).toBe("done");
    expect(await history()).toEqual(["PasswordChange Pass", "PasswordChange Fail", "ForgotPassword Pass"]);
  });

  test("that cannot be sent a code fails to be forgotten", async () => {
    service.channels.clear();
    const forget = service.call("ForgotPassword", { ClientId: app.clientId, Username: "ada" });
    await expect(forget).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    expect(await history()).toEqual(["ForgotPassword Fail"]);
  });

  test("that is changed is one event, as is a try with the wrong one; a weak new one is none", async () => {
    const { AuthenticationResult } = await signInWithPassword(service, app, ada);
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    const change = (PreviousPassword: string, ProposedPassword: string): Promise<string> =>
      outcomeOf(service.call("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword }));
    expect(await change("Wrong-Horse-9", "Another-Horse-9")).toBe(refusals.incorrect);
    expect(await change(ada.password, "short")).toContain("InvalidPasswordException");
    expect(await change(ada.password, "Another-Horse-9")).toBe("done");
    expect(await sorted()).toEqual(["PasswordChange Fail P-", "PasswordChange Pass P+", "SignIn Pass P+"]);
  });
});

test("events are recorded where nobody can look them up yet, too", async () => {
  service = await createService();
  app = await createPlace(service);
  ada = await addPerson(service, app, "ada");
  await signIn();
  expect(await service.store.authEvents.list(app.poolId, ada.sub, { limit: 9 })).toHaveLength(1);
});
