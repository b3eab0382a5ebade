/**
 * Addresses that carry codes, changed by whoever holds an access token (A15): where the pool wants proof of a new address first, codes
 * go to the old one until that proof, and taking the address away opens no door.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addMember,
  attempt,
  begin,
  createFullPlace,
  everyTrigger,
  type Member,
  reply,
  ways,
} from "../support/every-factor.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let app: App;
let number = 0;
beforeAll(async () => {
  service = await createService({ seed: "address-changes", triggers: everyTrigger.trigger });
  const AttributesRequireVerificationBeforeUpdate = ["email" as const, "phone_number" as const];
  const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate };
  const AutoVerifiedAttributes = AttributesRequireVerificationBeforeUpdate;
  app = await createFullPlace(service, {
    mfa: "OPTIONAL",
    pool: { AutoVerifiedAttributes, UserAttributeUpdateSettings },
  });
});
afterAll(() => service.close());

const [plain] = ways;
const newcomer = (has: "SMS" | "e-mail"): Promise<Member> =>
  addMember(service, app, { number: (number += 1), has: [has, "TOTP"] });

/** An access token that somebody else got hold of: of a sign-in with the software token. */
async function stolenToken(member: Member): Promise<string> {
  const asked = await begin(service, app, { way: plain!, member });
  const code = totpCode(member.secretCode, service.clock.now());
  const chosen = await reply(service, app, {
    asked,
    responses: { USERNAME: member.username, ANSWER: "SOFTWARE_TOKEN_MFA" },
  });
  const done = await reply(service, app, {
    asked: chosen,
    responses: { USERNAME: member.username, SOFTWARE_TOKEN_MFA_CODE: code },
  });
  const AccessToken = done.AuthenticationResult?.AccessToken ?? "";
  await service.store.softwareTokens.remove(app.poolId, member.sub);
  return AccessToken;
}

/** Signs in with the password; where the second factor's code went. */
async function destination(member: Member): Promise<string> {
  service.clock.advance(1000);
  const { word } = await attempt(() => begin(service, app, { way: plain!, member }));
  if (word !== "SMS_MFA" && word !== "EMAIL_OTP") return word;
  return (await service.messages())[0]?.to ?? "";
}

const kinds = [
  ["phone_number", "SMS", "phone", "+14255559999"],
  ["email", "e-mail", "email", "mallory@example.net"],
] as const;

describe.each(kinds)("the %s that carries a second factor", (attribute, has, member, elsewhere) => {
  const update = (AccessToken: string, Value: string) =>
    service.call("UpdateUserAttributes", { AccessToken, UserAttributes: [{ Name: attribute, Value }] });

  it("goes on carrying it until a new one is proven (A15)", async () => {
    const person = await newcomer(has);
    const AccessToken = await stolenToken(person);
    await update(AccessToken, elsewhere);
    expect(await destination(person)).toBe(person[member]);
    const Code = (await service.messages(elsewhere))[0]?.code ?? "";
    const wrong = Code === "000000" ? "000001" : "000000";
    const verify = (code: string) =>
      service.call("VerifyUserAttribute", { AccessToken, AttributeName: attribute, Code: code });
    await expect(verify(wrong)).rejects.toMatchObject({ type: "CodeMismatchException" });
    expect(await destination(person)).toBe(person[member]);
    await verify(Code);
    expect(await destination(person)).toBe(elsewhere);
  });

  it("is not declared verified by its owner (A15)", async () => {
    const person = await newcomer(has);
    const AccessToken = await stolenToken(person);
    const UserAttributes = [{ Name: `${attribute}_verified`, Value: "true" }];
    await expect(service.call("UpdateUserAttributes", { AccessToken, UserAttributes })).rejects.toMatchObject(
      {
        type: "NotAuthorizedException",
      },
    );
  });

  it("opens no door when it is taken away (A15)", async () => {
    const person = await newcomer(has);
    const AccessToken = await stolenToken(person);
    const removal = service.call("DeleteUserAttributes", { AccessToken, UserAttributeNames: [attribute] });
    await removal.catch(() => undefined);
    expect(await destination(person)).not.toBe("tokens");
  });
});
