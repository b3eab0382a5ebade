import type { AuthFlowType, ExplicitAuthFlowsType } from "@poolhouse/protocol";
import { describe, expect, it } from "vitest";
import { allowsFlow, authSessionSecondsOf, tokenValidityOf } from "./settings.ts";

describe("token validity", () => {
  it("is an hour, and thirty days for refreshing, unless the client says otherwise", () => {
    expect(tokenValidityOf({})).toEqual({ accessSeconds: 3600, idSeconds: 3600, refreshSeconds: 2_592_000 });
    expect(
      tokenValidityOf({ RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: "hours" } }),
    ).toMatchObject({
      refreshSeconds: 2_592_000,
    });
  });

  it("is counted in the client's units", () => {
    const validity = tokenValidityOf({
      AccessTokenValidity: 10,
      IdTokenValidity: 900,
      RefreshTokenValidity: 2,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "hours" },
    });
    expect(validity).toEqual({ accessSeconds: 600, idSeconds: 900, refreshSeconds: 7200 });
  });
});

it("a sign-in step may take three minutes unless the client says otherwise", () => {
  expect(authSessionSecondsOf({})).toBe(180);
  expect(authSessionSecondsOf({ AuthSessionValidity: 15 })).toBe(900);
});

describe("allowed flows", () => {
  const flows: AuthFlowType[] = [
    "USER_SRP_AUTH",
    "USER_PASSWORD_AUTH",
    "ADMIN_USER_PASSWORD_AUTH",
    "ADMIN_NO_SRP_AUTH",
    "CUSTOM_AUTH",
    "USER_AUTH",
    "REFRESH_TOKEN_AUTH",
    "REFRESH_TOKEN",
  ];
  const allowedBy = (...listed: ExplicitAuthFlowsType[]): AuthFlowType[] =>
    flows.filter((flow) => allowsFlow({ ExplicitAuthFlows: listed }, flow));

  it("of a client that lists none are SRP, custom and refresh", () => {
    const unlisted = ["USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"];
    expect(allowedBy()).toEqual(unlisted);
    expect(flows.filter((flow) => allowsFlow({}, flow))).toEqual(unlisted);
  });

  it("are just the listed ones", () => {
    expect(allowedBy("ALLOW_USER_PASSWORD_AUTH")).toEqual(["USER_PASSWORD_AUTH"]);
    expect(allowedBy("ALLOW_ADMIN_USER_PASSWORD_AUTH")).toEqual([
      "ADMIN_USER_PASSWORD_AUTH",
      "ADMIN_NO_SRP_AUTH",
    ]);
    expect(allowedBy("ALLOW_USER_AUTH")).toEqual(["USER_AUTH"]);
    expect(allowedBy("ALLOW_CLIENT_TOKEN_AUTH")).toEqual([]);
  });

  it("of legacy clients include SRP, custom and refresh, but of custom-only ones no SRP", () => {
    expect(allowedBy("USER_PASSWORD_AUTH")).toEqual([
      "USER_SRP_AUTH",
      "USER_PASSWORD_AUTH",
      "CUSTOM_AUTH",
      "REFRESH_TOKEN_AUTH",
      "REFRESH_TOKEN",
    ]);
    expect(allowedBy("CUSTOM_AUTH_FLOW_ONLY")).toEqual([
      "CUSTOM_AUTH",
      "REFRESH_TOKEN_AUTH",
      "REFRESH_TOKEN",
    ]);
  });

  it("do not include refreshing where refresh tokens rotate", () => {
    const settings = { RefreshTokenRotation: { Feature: "ENABLED" } } as const;
    expect(allowsFlow(settings, "REFRESH_TOKEN_AUTH")).toBe(false);
    expect(allowsFlow(settings, "USER_SRP_AUTH")).toBe(true);
  });
});
