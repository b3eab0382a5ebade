/**
 * No setting is merely stored: each member of the operations that configure is shown to do something by a test, or said to be
 * only stored in docs/divergences.md. Complete by the model: a member that it gains has no proof, and this fails.
 */
import { readFileSync } from "node:fs";
import { operationOf, shapeOf } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, begin, createFullPlace, ways } from "../support/every-factor.ts";
import { createService, type Service } from "../support/service.ts";
import { configuring, settingProofs } from "../support/setting-proofs.ts";
import { createTestTriggers } from "../support/triggers.ts";

/** The members of a shape that hold values of their own. */
function leavesOf(shapeName: string, path = ""): string[] {
  const shape = shapeOf(shapeName);
  if (shape.type === "structure" && shapeName !== "Document")
    return Object.entries(shape.members).flatMap(([member, target]) =>
      leavesOf(target, path === "" ? member : `${path}.${member}`),
    );
  if (shape.type === "list" && shapeOf(shape.member).type === "structure")
    return leavesOf(shape.member, `${path}[]`);
  if (shape.type === "map" && shapeOf(shape.value).type === "structure")
    return leavesOf(shape.value, `${path}{}`);
  return [path];
}

const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
const patterns = settingProofs.flatMap(([, ...paths]) => paths);

describe("the proofs of settings", () => {
  it.each(configuring)("name every member of %s", (name) => {
    const leaves = leavesOf(operationOf(name).input);
    const unproven = leaves.filter((path) => !patterns.some((pattern) => covers(pattern, path)));
    expect(unproven).toEqual([]);
  });

  it("name nothing that does not exist", () => {
    const leaves = configuring.flatMap((name) => leavesOf(operationOf(name).input));
    expect(patterns.filter((pattern) => !leaves.some((path) => covers(pattern, path)))).toEqual([]);
  });

  it("are tests that there are, and lines of the divergences", () => {
    const divergences = readFileSync("docs/divergences.md", "utf8");
    const missing = settingProofs.flatMap(([proof, ...paths]) => {
      if ("names" in proof) return [];
      const [found, what] =
        "divergence" in proof
          ? [divergences.includes(proof.divergence), proof.divergence]
          : [readFileSync(proof.file, "utf8").includes(`"${proof.test}"`), `${proof.file}: ${proof.test}`];
      return found ? [] : [`${paths.join(", ")}: ${what}`];
    });
    expect(missing).toEqual([]);
  });
});

describe("settings that no other test shows", () => {
  const triggers = createTestTriggers({ CustomSMSSender: () => ({}) });
  let service: Service;
  beforeAll(async () => {
    service = await createService({ seed: "setting effects", triggers: triggers.trigger, keyPairs: 2 });
  });
  afterAll(() => service.close());

  it.each([
    [{ MinimumLength: 12 }, "Short-9-pass", "Short-9-pas", "Password not long enough"],
    [{ RequireUppercase: true }, "lowercaseA", "lowercase", "Password must have uppercase characters"],
    [{ RequireLowercase: true }, "UPPERCASEa", "UPPERCASE", "Password must have lowercase characters"],
    [{ RequireNumbers: true }, "letters1", "letters", "Password must have numeric characters"],
    [{ RequireSymbols: true }, "letters!", "letters", "Password must have symbol characters"],
  ])("each demand of a password policy is made by itself", async (demand, good, bad, reason) => {
    const PasswordPolicy = { MinimumLength: 6, ...demand };
    const { UserPool } = await service.call("CreateUserPool", {
      PoolName: "p",
      Policies: { PasswordPolicy },
    });
    const UserPoolId = UserPool?.Id ?? "";
    await service.call("AdminCreateUser", { UserPoolId, Username: "ada", MessageAction: "SUPPRESS" });
    const set = (Password: string): Promise<unknown> =>
      service.call("AdminSetUserPassword", { UserPoolId, Username: "ada", Password });
    await expect(set(bad)).rejects.toMatchObject({
      type: "InvalidPasswordException",
      message: `Password does not conform to policy: ${reason}`,
    });
    expect(await set(good)).toEqual({});
  });

  const byPassword = ways.find(({ flow }) => flow === "USER_PASSWORD_AUTH")!;
  const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };

  it("text messages with codes for sign-in are worded by the pool", async () => {
    const app = await createFullPlace(service, { mfa: "ON", pool: { LambdaConfig: {} } });
    await service.call("SetUserPoolMfaConfig", {
      UserPoolId: app.poolId,
      SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "Your key to us: {####}." },
    });
    const member = await addMember(service, app, { number: 1, has: ["SMS"] });
    expect((await begin(service, app, { way: byPassword, member })).ChallengeName).toBe("SMS_MFA");
    const [message] = await service.messages(member.phone);
    expect(message?.body).toMatch(/^Your key to us: \d{6}\.$/);
  });

  it("a custom sender of text messages gets them in place of the gateway", async () => {
    service.channels.delete("SMS");
    const LambdaConfig = triggers.settings;
    const app = await createFullPlace(service, { mfa: "ON", pool: { LambdaConfig } });
    const member = await addMember(service, app, { number: 2, has: ["SMS"] });
    expect((await begin(service, app, { way: byPassword, member })).ChallengeName).toBe("SMS_MFA");
    const [message] = await service.messages(member.phone);
    expect(message?.trigger?.address).toContain("CustomSMSSender");
    service.channels.add("SMS");
  });

  it("a required custom attribute is refused", async () => {
    const { UserPool } = await service.call("CreateUserPool", { PoolName: "p" });
    const CustomAttributes = [{ Name: "team", Required: true }];
    const add = service.call("AddCustomAttributes", { UserPoolId: UserPool?.Id ?? "", CustomAttributes });
    await expect(add).rejects.toMatchObject({
      message: "Required custom attributes are not supported currently.",
    });
  });

  it("clients cannot be made to register themselves", async () => {
    const create = (EnableStatus: "Enabled" | "Disabled"): Promise<unknown> =>
      service.call("CreateUserPool", { PoolName: "p", DcrConfiguration: { EnableStatus } });
    await expect(create("Enabled")).rejects.toMatchObject({ reason: "registration_unavailable" });
    await create("Disabled");
  });

  it("what is only stored is shown as it was given", async () => {
    const given = {
      IssuerConfiguration: { Type: "UPDATED" },
      KeyConfiguration: { KeyType: "AWS_OWNED_KEY" },
      EmailConfiguration: { ConfigurationSet: "set", EmailSendingAccount: "DEVELOPER" },
      UserPoolAddOns: {
        AdvancedSecurityMode: "AUDIT",
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" },
      },
    } as const;
    const { UserPool } = await service.call("CreateUserPool", { PoolName: "p", ...given });
    expect(UserPool).toMatchObject(given);
    const { UserPool: read } = await service.call("DescribeUserPool", { UserPoolId: UserPool?.Id ?? "" });
    expect(read).toEqual(UserPool);
    const AnalyticsConfiguration = { ApplicationId: "c0ffee", ExternalId: "us", UserDataShared: true };
    const { UserPoolClient } = await service.call("CreateUserPoolClient", {
      UserPoolId: UserPool?.Id ?? "",
      ClientName: "app",
      AnalyticsConfiguration,
    });
    expect(UserPoolClient).toMatchObject({ AnalyticsConfiguration });
  });
});
