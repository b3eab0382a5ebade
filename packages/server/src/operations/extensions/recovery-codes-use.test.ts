// What follows from using recovery codes: what wrong ones cost, and who is told of right ones.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeStored, outcomeOf, refusals } from "../../../../../test/support/people.ts";
import {
  accessTokenByApp,
  askFactor,
  createRecoverer,
  type Recoverer,
  signInTyping,
  storeRecoveryCodes,
  typeCode,
} from "../../../../../test/support/recovery-codes.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { hour, minute } from "../../kernel/clock.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const create = async (AccessToken: string): Promise<string[]> =>
  (await service.call("CreateRecoveryCodes", { AccessToken })).RecoveryCodes ?? [];
const codesOf = ({ app, person }: Recoverer) => storeRecoveryCodes(service.world, app, person.sub);

/** Somebody with an authenticator app, signed in with it, who has just made recovery codes. */
async function prepare() {
  const who = await createRecoverer(service);
  const token = await accessTokenByApp(service, who);
  return { who, token, codes: await create(token) };
}

describe("guessing recovery codes", () => {
  const wrong = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";

  test("is counted apart: it locks the codes and not the factor, and the other way round", async () => {
    const who = await createRecoverer(service);
    const [code = "", another = ""] = await codesOf(who);
    const own = () => totpCode(who.person.secretCode, service.clock.now());
    for (let tried = 0; tried < 5; tried += 1)
      expect(await signInTyping(service, who, wrong)).toBe(refusals.wrongCode);
    expect(await signInTyping(service, who, code)).toBe(refusals.codesLocked);
    expect(await signInTyping(service, who, wrong)).toBe(refusals.codesLocked);
    expect(await signInTyping(service, who, own())).toBe("tokens");
    service.clock.advance(minute);
    for (let tried = 0; tried < 5; tried += 1) await signInTyping(service, who, "000000");
    expect(await signInTyping(service, who, own())).toBe(refusals.codesLocked);
    expect(await signInTyping(service, who, code)).toBe("tokens");
    expect(await signInTyping(service, who, another)).toBe("tokens");
  });

  test("a hundred times in a row disables them until new ones are made", async () => {
    const { who, token, codes } = await prepare();
    const key = { poolId: who.app.poolId, subject: who.person.sub, authenticator: "recovery-code" as const };
    let at = service.clock.now() - 200 * hour;
    for (let tried = 0; tried < 100; tried += 1) {
      await service.store.attempts.countFailure(key, at);
      at += hour;
    }
    expect(await signInTyping(service, who, codes[0] ?? "")).toBe(refusals.codesLocked);
    const fresh = await create(token);
    expect(await signInTyping(service, who, fresh[0] ?? "")).toBe("tokens");
  });

  test("is not eased by new codes while it has to wait", async () => {
    const { who, token } = await prepare();
    for (let tried = 0; tried < 5; tried += 1) await signInTyping(service, who, wrong);
    const [fresh = ""] = await create(token);
    expect(await signInTyping(service, who, fresh)).toBe(refusals.codesLocked);
    service.clock.advance(2000);
    expect(await signInTyping(service, who, fresh)).toBe("tokens");
  });
});

describe("the use of a recovery code", () => {
  const email = "ada@example.com";
  const phone = "+14255550839";
  const both = {
    email,
    email_verified: "true",
    phone_number: phone,
    phone_number_verified: "true",
  };

  /** Somebody with an authenticator app and these attributes, who comes in with a recovery code. */
  async function recover(attributes: Record<string, string>): Promise<Recoverer> {
    const who = await createRecoverer(service, {
      user: { attributes, preferredFactor: "SOFTWARE_TOKEN_MFA", enabledFactors: ["SOFTWARE_TOKEN_MFA"] },
    });
    const [code = ""] = await codesOf(who);
    expect(await signInTyping(service, who, code)).toBe("tokens");
    return who;
  }

  test("is told to the address that is proven, with the number that is left", async () => {
    await recover(both);
    expect(await service.messages()).toMatchObject([
      { to: email, subject: "A recovery code was used", purpose: "RecoveryCodeUsed" },
    ]);
    expect((await service.messages())[0]?.body).toContain("Recovery codes left: 9.");
  });

  test("is told by SMS where no e-mail address is proven", async () => {
    await recover({ ...both, email_verified: "false" });
    expect(await service.messages()).toMatchObject([{ to: phone, channel: "SMS" }]);
  });

  test("is told to nobody whose addresses are not proven", async () => {
    await recover({ email, phone_number: phone });
    expect(await service.messages()).toEqual([]);
  });

  test("is told within the limits, and the sign-in does not wait for it", async () => {
    service.limits.current = {};
    const who = await recover(both);
    const codes = await codesOf(who);
    for (let used = 0; used < 10; used += 1)
      expect(await signInTyping(service, who, codes[used] ?? "")).toBe("tokens");
    const more = await codesOf(who);
    for (const code of more) expect(await signInTyping(service, who, code)).toBe("tokens");
    expect(await service.messages()).toHaveLength(20);
  });

  test("is not told where nothing sends messages, and signs in all the same", async () => {
    service.channels.clear();
    await recover(both);
    expect(await service.messages()).toEqual([]);
  });

  test("that is refused tells nobody", async () => {
    const who = await recover(both);
    const [code = ""] = await codesOf(who);
    const asked = await askFactor(service, who);
    await changeStored(service, who.app.poolId, who.person.sub, { enabled: false });
    expect(await outcomeOf(typeCode(service, who, { ...asked, typed: code }))).toBe(refusals.disabled);
    expect(await service.messages()).toHaveLength(1);
    expect(await service.store.recoveryCodes.list(who.app.poolId, who.person.sub)).toHaveLength(10);
  });
});
