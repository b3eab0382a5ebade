/**
 * Ways back into an account, and what they must not do: one channel never counts as both factors (A6), and a new password, whoever
 * set it, leaves every second factor as it was (A7).
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MfaFactor } from "../../packages/server/src/kernel/records.ts";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import {
  addMember,
  attempt,
  begin,
  createFullPlace,
  everyTrigger,
  type Have,
  type Member,
  ways,
} from "../support/every-factor.ts";
import { outcomeOf } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let number = 0;
beforeAll(async () => {
  service = await createService({ seed: "recovery", triggers: everyTrigger.trigger });
});
afterAll(() => service.close());

const [plain] = ways;

/** A pool that recovers accounts by these, the first preferred. */
const recoveringBy = (
  ...names: ("verified_email" | "verified_phone_number" | "admin_only")[]
): PoolSettings => ({
  AccountRecoverySetting: { RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })) },
});

const apps = new Map<string, Promise<App>>();
function placeOf(mfa: "OPTIONAL" | "ON", pool: PoolSettings): Promise<App> {
  const key = JSON.stringify([mfa, pool]);
  const made = apps.get(key) ?? createFullPlace(service, { mfa, pool });
  apps.set(key, made);
  return made;
}

const verified = (member: Pick<Member, "email" | "phone">): Record<string, string> => ({
  email: member.email,
  email_verified: "true",
  phone_number: member.phone,
  phone_number_verified: "true",
});

/** Somebody with both addresses verified, and these factors switched on. */
async function newcomer(app: App, enabledFactors: MfaFactor[], has: readonly Have[] = []): Promise<Member> {
  number += 1;
  const addresses = { email: `person${number}@example.com`, phone: `+1425${5550000 + number}` };
  return addMember(service, app, { number, has, user: { attributes: verified(addresses), enabledFactors } });
}

const forget = ({ clientId }: App, { username }: Member) =>
  service.call("ForgotPassword", { ClientId: clientId, Username: username });

/** The channel of a reset's code, or the refusal. */
async function recoveryOf(app: App, member: Member): Promise<string> {
  try {
    return (await forget(app, member)).CodeDeliveryDetails?.DeliveryMedium ?? "";
  } catch (error) {
    return String(error);
  }
}

const channelOf: Readonly<Record<string, string>> = { SMS_MFA: "SMS", EMAIL_OTP: "EMAIL" };
const orders = [
  ["verified_email"],
  ["verified_phone_number"],
  ["verified_email", "verified_phone_number"],
  ["verified_phone_number", "verified_email"],
] as const;
const enabled: MfaFactor[][] = [["SMS_MFA"], ["EMAIL_OTP"], ["SOFTWARE_TOKEN_MFA"]];
const matrix = (["OPTIONAL", "ON"] as const).flatMap((mfa) =>
  orders.flatMap((order) => enabled.map((factors) => [mfa, order, factors] as const)),
);

describe("the channel of a reset and the channel of the second factor", () => {
  it.each(matrix)(
    "are two, with MFA %s, recovery by %j and the factor %j (A6)",
    async (mfa, order, factors) => {
      const app = await placeOf(mfa, recoveringBy(...order));
      const has: readonly Have[] = factors.includes("SOFTWARE_TOKEN_MFA") ? ["TOTP"] : [];
      const member = await newcomer(app, factors, has);
      const recovery = await recoveryOf(app, member);
      const { word } = await attempt(() => begin(service, app, { way: plain!, member }));
      expect(word).toMatch(/^(SMS_MFA|EMAIL_OTP|SOFTWARE_TOKEN_MFA|SELECT_MFA_TYPE)$/);
      if (word !== "SELECT_MFA_TYPE") expect(recovery).not.toBe(channelOf[word]);
      // The only way back leads through the factor's own channel: then there is none.
      const usable = order
        .map((name) => (name === "verified_email" ? "EMAIL" : "SMS"))
        .filter((channel) => channel !== channelOf[factors[0] ?? ""]);
      expect(recovery).toContain(usable[0] ?? "no registered/verified");
    },
  );

  it("are two where a required factor was never switched on: the one that recovers is asked last (A6)", async () => {
    const byEmail = await placeOf("ON", recoveringBy("verified_email"));
    const byPhone = await placeOf("ON", recoveringBy("verified_phone_number"));
    const asked = async (app: App): Promise<string> => {
      const member = await newcomer(app, []);
      return (await attempt(() => begin(service, app, { way: plain!, member }))).word;
    };
    expect(await asked(byEmail)).toBe("SMS_MFA");
    expect(await asked(byPhone)).toBe("EMAIL_OTP");
  });
});

describe("a new password", () => {
  const factorsOf = async (app: App, { sub }: Member): Promise<string> => {
    const { store } = service;
    const user = await store.users.find(app.poolId, sub);
    return JSON.stringify([
      await store.softwareTokens.list(app.poolId, sub),
      await store.passkeys.list(app.poolId, sub, { limit: 10 }),
      [user?.enabledFactors, user?.preferredFactor, user?.attributes],
    ]);
  };
  const kinds: [MfaFactor, Have[]][] = [
    ["SMS_MFA", []],
    ["SOFTWARE_TOKEN_MFA", ["TOTP", "passkey"]],
  ];

  it.each(kinds)(
    "that an operator sets is followed by %s as before, which is untouched (A7.2, A7.3)",
    async (factor, has) => {
      const app = await placeOf("OPTIONAL", recoveringBy("verified_email"));
      for (const Permanent of [true, false]) {
        const member = await newcomer(app, [factor], has);
        const before = await factorsOf(app, member);
        const input = {
          UserPoolId: app.poolId,
          Username: member.username,
          Password: "Another-Horse-9",
          Permanent,
        };
        await service.call("AdminSetUserPassword", input);
        expect(await factorsOf(app, member)).toBe(before);
        const renewed = { ...member, password: "Another-Horse-9" };
        const { word } = await attempt(() => begin(service, app, { way: plain!, member: renewed }));
        expect(word).toBe(Permanent ? factor : "NEW_PASSWORD_REQUIRED");
      }
    },
  );

  it.each(kinds)(
    "that a code was exchanged for is followed by %s as before, which is untouched (A7.2, A7.3)",
    async (factor, has) => {
      const app = await placeOf("OPTIONAL", recoveringBy("verified_email"));
      const member = await newcomer(app, [factor], has);
      const before = await factorsOf(app, member);
      await forget(app, member);
      const confirm = (ConfirmationCode: string): Promise<string> =>
        outcomeOf(
          service.call("ConfirmForgotPassword", {
            ClientId: app.clientId,
            Username: member.username,
            Password: "Another-Horse-9",
            ConfirmationCode,
          }),
        );
      const code = (await service.messages(member.email))[0]?.code ?? "";
      expect(await confirm(code === "000000" ? "000001" : "000000")).toMatch(/^CodeMismatchException/);
      expect(await confirm(code)).toBe("done");
      expect(await factorsOf(app, member)).toBe(before);
      const renewed = { ...member, password: "Another-Horse-9" };
      const { word } = await attempt(() => begin(service, app, { way: plain!, member: renewed }));
      expect(word).toBe(factor);
    },
  );

  it("is not had for the code of another purpose: of a sign-in, an address or a sign-up (A7.1)", async () => {
    const app = await placeOf("OPTIONAL", recoveringBy("verified_email"));
    const member = await newcomer(app, ["EMAIL_OTP"]);
    await begin(service, app, { way: plain!, member });
    const code = (await service.messages(member.email))[0]?.code ?? "";
    expect(code).toMatch(/^\d{6}$/);
    const call = service.call("ConfirmForgotPassword", {
      ClientId: app.clientId,
      Username: member.username,
      Password: "Another-Horse-9",
      ConfirmationCode: code,
    });
    expect(await outcomeOf(call)).toMatch(/^(ExpiredCode|CodeMismatch)Exception/);
  });
});
