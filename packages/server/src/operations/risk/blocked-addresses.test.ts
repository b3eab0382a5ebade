import type { RiskConfigurationType, UserPoolAddOnsType } from "@poolhouse/protocol";
import { afterEach, describe, expect, test } from "vitest";
import {
  addPerson,
  createPlace,
  outcomeOf,
  respond,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createService, totpCode, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { createTestTriggers } from "../../../../../test/support/triggers.ts";

let service: Service;
let app: App;
let ada: Subject;
afterEach(() => service.close());

const blocked = "NotAuthorizedException: Unable to login because of security reasons.";
const here = { BlockedIPRangeList: ["127.0.0.0/8", "192.0.2.0/24"] };
const elsewhere = { BlockedIPRangeList: ["198.51.100.0/24"] };

async function open(addOns: UserPoolAddOnsType): Promise<void> {
  const hooks = createTestTriggers({
    DefineAuthChallenge: () => ({ issueTokens: true, failAuthentication: false }),
    CreateAuthChallenge: () => ({}),
    VerifyAuthChallengeResponse: () => ({}),
  });
  service = await createService({ triggers: hooks.trigger });
  app = await createPlace(service, {
    mfa: "OPTIONAL",
    pool: { UserPoolAddOns: addOns, LambdaConfig: hooks.settings },
    client: {
      PreventUserExistenceErrors: "ENABLED",
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
    },
  });
  ada = await addPerson(service, app, "ada", { softwareToken: true });
}

const configure = (
  exceptions: RiskConfigurationType["RiskExceptionConfiguration"],
  client: object = {},
): Promise<object> =>
  service.call("SetRiskConfiguration", {
    UserPoolId: app.poolId,
    RiskExceptionConfiguration: exceptions,
    ...client,
  });

const begin = (AuthFlow: "USER_PASSWORD_AUTH" | "CUSTOM_AUTH", username = "ada"): Promise<string> =>
  outcomeOf(
    service.call("InitiateAuth", {
      AuthFlow,
      ClientId: app.clientId,
      AuthParameters: {
        USERNAME: username,
        ...(AuthFlow === "USER_PASSWORD_AUTH" && { PASSWORD: ada.password }),
      },
    }),
  );

describe("a blocked address", () => {
  test("signs nobody in, whoever it is, and the event says that it was blocked", async () => {
    await open({ AdvancedSecurityMode: "ENFORCED" });
    await configure(here);
    expect(await begin("USER_PASSWORD_AUTH")).toBe(blocked);
    expect(await begin("USER_PASSWORD_AUTH", "nobody")).toBe(blocked);
    const { AuthEvents } = await service.call("AdminListUserAuthEvents", {
      UserPoolId: app.poolId,
      Username: "ada",
    });
    expect(AuthEvents).toMatchObject([
      {
        EventType: "SignIn",
        EventResponse: "Fail",
        EventRisk: { RiskDecision: "Block" },
        ChallengeResponses: [],
      },
    ]);
    expect(await service.store.authEvents.purge(service.clock.now() + 1, 9)).toBe(1);
  });

  test("goes no further with a sign-in that has begun", async () => {
    await open({ AdvancedSecurityMode: "ENFORCED" });
    const asked = await service.call("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: "ada", PASSWORD: ada.password },
    });
    await configure(here);
    const answer = (): Promise<string> =>
      outcomeOf(
        respond(service, app, {
          challenge: "SOFTWARE_TOKEN_MFA",
          session: asked.Session,
          responses: {
            USERNAME: "ada",
            SOFTWARE_TOKEN_MFA_CODE: totpCode(ada.secretCode, service.clock.now()),
          },
        }),
      );
    expect(await answer()).toBe(blocked);
    await configure(elsewhere);
    expect(await answer()).toBe("tokens");
  });

  test("is that of the person an operator's server speaks for", async () => {
    await open({ AdvancedSecurityMode: "ENFORCED" });
    await configure({ BlockedIPRangeList: ["192.0.2.0/24"] });
    const beginFrom = (IpAddress: string): Promise<string> =>
      outcomeOf(
        service.call("AdminInitiateAuth", {
          UserPoolId: app.poolId,
          ClientId: app.clientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "ada", PASSWORD: ada.password },
          ContextData: { IpAddress, ServerName: "", ServerPath: "", HttpHeaders: [] },
        }),
      );
    expect(await beginFrom("192.0.2.7")).toBe(blocked);
    expect(await beginFrom("192.0.3.7")).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("is a client's own matter where the client has a configuration", async () => {
    await open({ AdvancedSecurityMode: "ENFORCED" });
    await configure(here);
    await configure(elsewhere, { ClientId: app.clientId });
    expect(await begin("USER_PASSWORD_AUTH")).toBe("SOFTWARE_TOKEN_MFA");
    await configure(here, { ClientId: app.clientId });
    await configure(elsewhere);
    expect(await begin("USER_PASSWORD_AUTH")).toBe(blocked);
  });

  test.each<[string, UserPoolAddOnsType, string, string]>([
    ["only looked at", { AdvancedSecurityMode: "AUDIT" }, "SOFTWARE_TOKEN_MFA", "tokens"],
    ["enforced", { AdvancedSecurityMode: "ENFORCED" }, blocked, "tokens"],
    [
      "enforced, and only looked at for custom flows",
      { AdvancedSecurityMode: "ENFORCED", AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" } },
      blocked,
      "tokens",
    ],
    [
      "enforced for custom flows alone",
      { AdvancedSecurityMode: "AUDIT", AdvancedSecurityAdditionalFlows: { CustomAuthMode: "ENFORCED" } },
      "SOFTWARE_TOKEN_MFA",
      blocked,
    ],
  ])("where threat protection is %s", async (_mode, addOns, password, custom) => {
    await open(addOns);
    await configure(here);
    expect(await begin("USER_PASSWORD_AUTH")).toBe(password);
    expect(await begin("CUSTOM_AUTH")).toBe(custom);
  });
});
