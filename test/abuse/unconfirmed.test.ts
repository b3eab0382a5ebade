/**
 * An account that somebody else has prepared (A16): made with the victim's address by who knows its password, it yields no tokens and
 * takes no factor before the address is proven, so nothing of the attacker's is left in it when the owner confirms.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  attempt,
  begin,
  type CodeReader,
  createCodeReader,
  createFullPlace,
  everyFlow,
  everyTrigger,
  honestAnswer,
  type Member,
  reply,
  type Way,
  ways,
} from "../support/every-factor.ts";
import { createOtherClient, outcomeOf } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let codes: CodeReader;
const apps: App[] = [];
let number = 0;
beforeAll(async () => {
  service = await createService({ seed: "unconfirmed", triggers: everyTrigger.trigger });
  codes = createCodeReader(service);
  const pool = { AutoVerifiedAttributes: ["email" as const], AliasAttributes: ["email" as const] };
  for (const mfa of ["OFF", "ON"] as const) {
    const app = await createFullPlace(service, { mfa, pool });
    const hiding = { PreventUserExistenceErrors: "ENABLED" as const };
    apps.push(app, await createOtherClient(service, app, { ...everyFlow, ...hiding }));
  }
});
afterAll(() => service.close());

/** Signs up with the victim's address. */
async function prepare({ clientId }: App): Promise<Member & { session: string | undefined }> {
  number += 1;
  const [username, password, email] = [
    `prepared-${number}`,
    "Attacker-Horse-9",
    `victim${number}@example.com`,
  ];
  const UserAttributes = [{ Name: "email", Value: email }];
  const input = { ClientId: clientId, Username: username, Password: password, UserAttributes };
  const { UserSub: sub, Session: session } = await service.call("SignUp", input);
  return { username, password, sub, email, phone: "", secretCode: "", session };
}

/** Goes on with the password, but without what only the address's owner has. */
async function follow(app: App, member: Member, way: Way): Promise<string[]> {
  let { word, answer } = await attempt(() => begin(service, app, { way, member }));
  const words = [word];
  while (answer.ChallengeName !== undefined && words.length < 4) {
    const asked = answer;
    const honest = await honestAnswer(service, app, { member, asked, wanted: "EMAIL_OTP", codes });
    const responses = "EMAIL_OTP_CODE" in honest ? { ...honest, EMAIL_OTP_CODE: "0000000" } : honest;
    const { operator } = way;
    ({ word, answer } = await attempt(() => reply(service, app, { asked, responses, operator })));
    words.push(word);
  }
  return words;
}

/** What an attacker could have left behind. */
async function leftBehind({ poolId }: App, { sub }: Member): Promise<unknown[]> {
  const { store } = service;
  const user = await store.users.find(poolId, sub);
  const page = { limit: 10 };
  return [
    user?.enabledFactors,
    user?.preferredFactor,
    await store.softwareTokens.list(poolId, sub),
    await store.passkeys.list(poolId, sub, page),
    await store.devices.list(poolId, sub, page),
  ];
}

describe("an account whose address nobody has proven", () => {
  it.each(ways)("yields neither tokens nor the set-up of a factor by $name (A16)", async (way) => {
    for (const app of apps) {
      const member = await prepare(app);
      const words = await follow(app, member, way);
      expect(words.at(-1), words.join(" → ")).toMatch(/^[A-Za-z]+Exception: /);
      expect(words).not.toContain("MFA_SETUP");
      expect(words).not.toContain("tokens");
    }
  });

  it("is no way in by the Session of its sign-up, or by a guessed code (A16)", async () => {
    for (const app of apps) {
      const member = await prepare(app);
      const { username, session } = member;
      const confirm = (ConfirmationCode: string) =>
        service.call("ConfirmSignUp", { ClientId: app.clientId, Username: username, ConfirmationCode });
      expect(await outcomeOf(confirm("0000000"))).toMatch(/^(CodeMismatch|InvalidParameter)Exception/);
      if (session === undefined) continue;
      const call = service.call("InitiateAuth", {
        ClientId: app.clientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: username },
        Session: session,
      });
      expect(await outcomeOf(call)).not.toBe("tokens");
      expect(await outcomeOf(service.call("AssociateSoftwareToken", { Session: session }))).toMatch(
        /^NotAuthorizedException/,
      );
    }
  });

  it("holds nothing but the password when its owner confirms, and takes the address from nobody before (A16)", async () => {
    for (const app of apps) {
      const member = await prepare(app);
      for (const way of ways) await follow(app, member, way);
      expect(await service.store.users.findByName(app.poolId, member.email)).toBeUndefined();
      const ConfirmationCode = await codes.newest(member.email);
      const Username = member.username;
      await service
        .call("ResendConfirmationCode", { ClientId: app.clientId, Username })
        .catch(() => undefined);
      const newest = (await codes.newest(member.email)) || ConfirmationCode;
      await service.call("ConfirmSignUp", { ClientId: app.clientId, Username, ConfirmationCode: newest });
      expect(await leftBehind(app, member)).toEqual([[], undefined, [], [], []]);
    }
  });
});
