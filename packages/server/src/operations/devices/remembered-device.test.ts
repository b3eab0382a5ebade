import type { AuthenticationResultType } from "@poolhouse/protocol";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DeviceSteps, deviceSteps } from "../../../../../test/support/device-steps.ts";
import { beginDeviceProof } from "../../../../../test/support/devices.ts";
import {
  changeStored,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
} from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { day, minute } from "../../kernel/clock.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

const deviceUnknown = "ResourceNotFoundException: Device does not exist.";

let service: Service;
let steps: DeviceSteps;
beforeEach(async () => {
  service = await createService();
  steps = deviceSteps(service);
});
afterEach(() => service.close());

const claimsOf = (tokens: AuthenticationResultType | undefined) => decodeJwt(tokens?.AccessToken ?? "");

describe("a remembered device", () => {
  test("takes the place of the second factor by its proof, is forgotten, and the factor is asked again", async () => {
    const setting = await steps.settle();
    const { device, tokens } = await steps.bringDevice(setting);
    expect(tokens.NewDeviceMetadata).toEqual({
      DeviceKey: expect.stringMatching(/^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      DeviceGroupKey: expect.stringMatching(/^-[0-9A-Za-z]{8}$/),
    });
    expect(device.asksUser).toBe(false);
    expect(claimsOf(tokens)["device_key"]).toBe(device.key);

    service.clock.advance(minute);
    const asked = await steps.proveSelf(setting, device.key);
    expect(asked).toMatchObject({ ChallengeName: "DEVICE_SRP_AUTH", ChallengeParameters: {} });
    const { challenge, responses } = await beginDeviceProof(
      service,
      { ...setting, username: "ada", session: asked.Session },
      device,
    );
    expect(challenge).toMatchObject({
      ChallengeName: "DEVICE_PASSWORD_VERIFIER",
      Session: expect.any(String),
      ChallengeParameters: { USERNAME: "ada", DEVICE_KEY: device.key },
    });
    expect(challenge.Session!.length).toBeLessThan(2048);
    const reply = { challenge: "DEVICE_PASSWORD_VERIFIER", session: challenge.Session, responses };
    const { AuthenticationResult } = await respond(service, setting.app, reply);
    expect(AuthenticationResult?.NewDeviceMetadata).toBeUndefined();
    expect(claimsOf(AuthenticationResult)["device_key"]).toBe(device.key);
    const { Device: shown } = await service.call("GetDevice", {
      AccessToken: AuthenticationResult!.AccessToken!,
      DeviceKey: device.key,
    });
    expect(shown.DeviceLastAuthenticatedDate).toBe(service.clock.now() / 1000);

    expect(await outcomeOf(respond(service, setting.app, reply))).toBe(refusals.incorrect);
    await service.call("ForgetDevice", {
      AccessToken: AuthenticationResult!.AccessToken!,
      DeviceKey: device.key,
    });
    expect(await outcomeOf(steps.proveSelf(setting, device.key))).toBe(deviceUnknown);
    expect(await outcomeOf(steps.proveSelf(setting))).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("may answer without the Session, but not beside another sign-in's", async () => {
    const setting = await steps.settle();
    const { device } = await steps.bringDevice(setting);
    const begin = async () =>
      beginDeviceProof(
        service,
        { ...setting, username: "ada", session: (await steps.proveSelf(setting, device.key)).Session },
        device,
      );
    const [first, second] = [await begin(), await begin()];
    const answer = { challenge: "DEVICE_PASSWORD_VERIFIER", responses: first.responses };
    const beside = { ...answer, session: second.challenge.Session };
    expect(await outcomeOf(respond(service, setting.app, beside))).toBe(refusals.incorrect);
    expect(await outcomeOf(respond(service, setting.app, answer))).toBe("tokens");
  });

  test("is asked after the second factor where it may not take its place", async () => {
    const setting = await steps.settle({ skips: false });
    const { device } = await steps.bringDevice(setting);
    const asked = await steps.proveSelf(setting, device.key);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const next = await steps.sendCode(setting, asked.Session);
    expect(next.ChallengeName).toBe("DEVICE_SRP_AUTH");
    expect(await outcomeOf(steps.prove(setting, next.Session, device))).toBe("tokens");
  });

  test("is asked where no second factor is due, and may be named with the last answer only", async () => {
    const off = await steps.settle({ mfa: "OFF" });
    const { device } = await steps.bringDevice(off);
    const asked = await steps.proveSelf(off, device.key);
    expect(await outcomeOf(steps.prove(off, asked.Session, device))).toBe("tokens");

    const on = await steps.settle();
    const late = (await steps.bringDevice(on)).device;
    const code = await steps.proveSelf(on);
    const next = await steps.sendCode(on, code.Session, late.key);
    expect(next.ChallengeName).toBe("DEVICE_SRP_AUTH");
    expect(await outcomeOf(steps.prove(on, next.Session, late))).toBe("tokens");
  });

  test("is honoured in plain flows and in an operator's, which give no new device away", async () => {
    const setting = await steps.settle();
    const { device } = await steps.bringDevice(setting);
    const begin = { AuthFlow: "ADMIN_USER_PASSWORD_AUTH", ClientId: setting.app.clientId } as const;
    const AuthParameters = { USERNAME: "ada", PASSWORD: setting.person.password };
    const named = await service.call("AdminInitiateAuth", {
      ...begin,
      UserPoolId: setting.app.poolId,
      AuthParameters: { ...AuthParameters, DEVICE_KEY: device.key },
    });
    expect(named.ChallengeName).toBe("DEVICE_SRP_AUTH");
    expect(await outcomeOf(steps.prove(setting, named.Session, device))).toBe("tokens");
    const plain = await signInWithPassword(service, setting.app, setting.person);
    const { AuthenticationResult } = await steps.sendCode(setting, plain.Session);
    expect(AuthenticationResult).toBeDefined();
    expect(AuthenticationResult?.NewDeviceMetadata).toBeUndefined();
    expect(claimsOf(AuthenticationResult)["device_key"]).toBeUndefined();
  });

  test("takes the place of any factor in an optional pool, but never of a set-up", async () => {
    const optional = await steps.settle({ mfa: "OPTIONAL" });
    const { device } = await steps.bringDevice(optional);
    expect((await steps.proveSelf(optional, device.key)).ChallengeName).toBe("DEVICE_SRP_AUTH");

    for (const skips of [true, false]) {
      const setting = await steps.settle({ skips });
      const own = (await steps.bringDevice(setting)).device;
      const { poolId } = setting.app;
      await service.store.softwareTokens.remove(poolId, setting.person.sub);
      const asked = await steps.proveSelf(setting, own.key);
      expect(asked.ChallengeName).toBe("MFA_SETUP");
    }
  });

  test("does not follow a temporary password, as clients do not expect it there", async () => {
    const setting = await steps.settle({ mfa: "OFF" });
    const { device } = await steps.bringDevice(setting);
    await changeStored(service, setting.app.poolId, setting.person.sub, { status: "FORCE_CHANGE_PASSWORD" });
    const asked = await steps.proveSelf(setting, device.key);
    expect(asked.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const done = await respond(service, setting.app, {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: asked.Session,
      responses: { USERNAME: "ada", NEW_PASSWORD: "Another-Horse-9" },
    });
    expect(done.AuthenticationResult).toBeDefined();
    expect(done.AuthenticationResult?.NewDeviceMetadata).toBeUndefined();
  });
});

describe("a device stands in for the second factor", () => {
  test("A13.2: for thirty days after a full sign-in with it, or as many as the pool says", async () => {
    const pools: [PoolSettings, number][] = [
      [{}, 30],
      [{ UserPoolTags: { "poolhouse:device-trust-days": "7" } }, 7],
    ];
    for (const [pool, days] of pools) {
      const setting = await steps.settle({ pool });
      const { device } = await steps.bringDevice(setting);
      service.clock.advance(days * day - 1);
      const inTime = await steps.proveSelf(setting, device.key);
      expect(await outcomeOf(steps.prove(setting, inTime.Session, device))).toBe("tokens");
      service.clock.advance(1);
      const late = await steps.proveSelf(setting, device.key);
      expect(late.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
      const next = await steps.sendCode(setting, late.Session);
      expect(await outcomeOf(steps.prove(setting, next.Session, device))).toBe("tokens");
      expect((await steps.proveSelf(setting, device.key)).ChallengeName).toBe("DEVICE_SRP_AUTH");
    }
  });

  test("A13.3: only while it is remembered, up to the moment of the tokens", async () => {
    const setting = await steps.settle();
    const owner = { UserPoolId: setting.app.poolId, Username: "ada" };
    const ends = {
      disowned: (DeviceKey: string) =>
        service.call("AdminUpdateDeviceStatus", {
          ...owner,
          DeviceKey,
          DeviceRememberedStatus: "not_remembered",
        }),
      forgotten: (DeviceKey: string) => service.call("AdminForgetDevice", { ...owner, DeviceKey }),
      "forgotten with all others": () =>
        service.store.devices.forgetAll(setting.app.poolId, setting.person.sub),
    };
    for (const [how, end] of Object.entries(ends)) {
      const { device } = await steps.bringDevice(setting);
      const asked = await steps.proveSelf(setting, device.key);
      const begun = { ...setting, username: "ada", session: asked.Session };
      const { challenge, responses } = await beginDeviceProof(service, begun, device);
      await end(device.key);
      const { DEVICE_KEY: _, ...unnamed } = responses;
      for (const given of [unnamed, responses]) {
        const reply = {
          challenge: "DEVICE_PASSWORD_VERIFIER",
          session: challenge.Session,
          responses: given,
        };
        const outcome = await outcomeOf(respond(service, setting.app, reply));
        expect([refusals.incorrect, deviceUnknown], how).toContain(outcome);
      }
      const again = await outcomeOf(steps.proveSelf(setting, device.key));
      expect(again, how).toBe(how === "disowned" ? "SOFTWARE_TOKEN_MFA" : deviceUnknown);
    }
  });

  test("only after its user agreed where users are asked", async () => {
    const setting = await steps.settle({ asksUser: true });
    const { device, tokens } = await steps.bringDevice(setting);
    expect(device.asksUser).toBe(true);
    const asked = await steps.proveSelf(setting, device.key);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await steps.sendCode(setting, asked.Session, device.key);
    expect(AuthenticationResult?.NewDeviceMetadata).toBeUndefined();
    const status = { AccessToken: tokens.AccessToken!, DeviceKey: device.key };
    await service.call("UpdateDeviceStatus", status);
    expect((await steps.proveSelf(setting, device.key)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await service.call("UpdateDeviceStatus", { ...status, DeviceRememberedStatus: "remembered" });
    expect((await steps.proveSelf(setting, device.key)).ChallengeName).toBe("DEVICE_SRP_AUTH");
  });

  test("B2: not with a wrong secret, which locks devices and nothing else", async () => {
    const setting = await steps.settle();
    const { device } = await steps.bringDevice(setting);
    const wrong = { ...device, password: "guess" };
    for (let failure = 0; failure < 6; failure += 1) {
      const asked = await steps.proveSelf(setting, device.key);
      expect(await outcomeOf(steps.prove(setting, asked.Session, wrong))).toBe(
        failure < 5 ? refusals.incorrect : refusals.codesLocked,
      );
    }
    const asked = await steps.proveSelf(setting, device.key);
    expect(await outcomeOf(steps.prove(setting, asked.Session, device))).toBe(refusals.codesLocked);
    const code = await steps.proveSelf(setting);
    expect(await outcomeOf(steps.sendCode(setting, code.Session))).toBe("tokens");
    const unlocked = await steps.proveSelf(setting, device.key);
    expect(await outcomeOf(steps.prove(setting, unlocked.Session, device))).toBe("tokens");
  });
});
