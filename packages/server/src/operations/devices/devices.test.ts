import type { AuthenticationResultType } from "@poolhouse/protocol";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DeviceSteps, deviceSteps, type Setting } from "../../../../../test/support/device-steps.ts";
import { beginDeviceProof, type Device } from "../../../../../test/support/devices.ts";
import {
  addPerson,
  changeStored,
  createPlace,
  outcomeOf,
  proveWithSrp,
  refusals,
  respond,
  signInWithPassword,
} from "../../../../../test/support/people.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";

const deviceUnknown = "ResourceNotFoundException: Device does not exist.";
const invalidRefreshToken = "NotAuthorizedException: Invalid Refresh Token";

let service: Service;
let steps: DeviceSteps;
beforeEach(async () => {
  service = await createService();
  steps = deviceSteps(service);
});
afterEach(() => service.close());

const claimsOf = (tokens: AuthenticationResultType | undefined) => decodeJwt(tokens?.AccessToken ?? "");

describe("the key of a device", () => {
  test("A13: works for its user, in its pool, with its own secret only", async () => {
    const here = await steps.settle();
    const settings: Setting[] = [
      here,
      { app: here.app, person: await addPerson(service, here.app, "bob", { softwareToken: true }) },
      await steps.settle(),
    ];
    const devices: Device[] = [];
    for (const setting of settings) devices.push((await steps.bringDevice(setting)).device);
    for (const [whose, setting] of settings.entries()) {
      for (const [which, device] of devices.entries()) {
        const outcome = await outcomeOf(steps.proveSelf(setting, device.key));
        expect(outcome, `${which} for ${whose}`).toBe(which === whose ? "DEVICE_SRP_AUTH" : deviceUnknown);
        const asked = await steps.proveSelf(setting, devices[whose]!.key);
        const pretended = { ...device, key: devices[whose]!.key };
        expect(await outcomeOf(steps.prove(setting, asked.Session, pretended)), `${which} as ${whose}`).toBe(
          which === whose ? "tokens" : refusals.incorrect,
        );
      }
    }
  });

  test("A13: answers nothing but its own challenge, whatever is sent in place of the proof", async () => {
    const setting = await steps.settle();
    const { device } = await steps.bringDevice(setting);
    const other = (await steps.bringDevice(setting)).device;
    const asked = await steps.proveSelf(setting, device.key);
    const naked = { USERNAME: "ada", DEVICE_KEY: device.key };
    const send = (challenge: string, responses: Record<string, string>, session = asked.Session) =>
      outcomeOf(respond(service, setting.app, { challenge, session, responses: { ...naked, ...responses } }));
    expect(await send("DEVICE_SRP_AUTH", {})).toBe(
      "InvalidParameterException: Missing required parameter SRP_A",
    );
    expect(await send("DEVICE_PASSWORD_VERIFIER", {})).toBe(refusals.foreignSession);
    expect(await send("SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: "000000" })).toBe(
      refusals.foreignSession,
    );
    const { responses, challenge } = await beginDeviceProof(
      service,
      { ...setting, username: "ada", session: asked.Session },
      device,
    );
    const swapped = { ...responses, DEVICE_KEY: other.key };
    expect(await send("DEVICE_PASSWORD_VERIFIER", swapped, challenge.Session)).toBe(refusals.incorrect);
    expect(await send("DEVICE_PASSWORD_VERIFIER", responses, challenge.Session)).toBe(refusals.incorrect);
  });

  test("that is unknown is refused before the proof, and the same proof is good without it", async () => {
    const setting = await steps.settle();
    await steps.bringDevice(setting);
    const reply = await proveWithSrp(service, setting.app, setting.person);
    const named = (DEVICE_KEY: string) =>
      outcomeOf(respond(service, setting.app, { ...reply, responses: { ...reply.responses, DEVICE_KEY } }));
    expect(await named("eu-west-1_00000000-0000-4000-8000-000000000000")).toBe(deviceUnknown);
    expect(await named("not a device key")).toMatch(
      /^InvalidParameterException: 1 validation error detected/,
    );
    expect(await outcomeOf(respond(service, setting.app, reply))).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("is refused alike for people who do not exist", async () => {
    const app = await createPlace(service, {
      pool: { DeviceConfiguration: {} },
      client: { PreventUserExistenceErrors: "ENABLED" },
    });
    await addPerson(service, app, "ada");
    const DEVICE_KEY = "eu-west-1_00000000-0000-4000-8000-000000000000";
    for (const USERNAME of ["ada", "nobody"]) {
      const begin = (AuthFlow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH", given: Record<string, string>) => {
        const AuthParameters = { USERNAME, DEVICE_KEY, ...given };
        return outcomeOf(service.call("InitiateAuth", { AuthFlow, ClientId: app.clientId, AuthParameters }));
      };
      expect(await begin("USER_PASSWORD_AUTH", { PASSWORD: "any" }), USERNAME).toBe(deviceUnknown);
      // Where a proof follows, it is the proof that is refused.
      expect(await begin("USER_SRP_AUTH", { SRP_A: "a1" }), USERNAME).toBe("PASSWORD_VERIFIER");
    }
  });

  test("is ignored where the pool does not track devices, and nothing is issued there", async () => {
    const setting = await steps.settle();
    const { device } = await steps.bringDevice(setting);
    const record = (await service.store.pools.find(setting.app.poolId))!;
    const { DeviceConfiguration: _, ...settings } = record.settings;
    await service.store.pools.update({ ...record, settings }, record.version);
    const asked = await steps.proveSelf(setting, device.key);
    const { AuthenticationResult } = await steps.sendCode(setting, asked.Session);
    expect(AuthenticationResult?.NewDeviceMetadata).toBeUndefined();
    expect(await outcomeOf(steps.proveSelf(setting, "nonsense"))).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("comes with the tokens after a temporary password and after a set-up, too", async () => {
    const setting = await steps.settle({ mfa: "OFF" });
    await changeStored(service, setting.app.poolId, setting.person.sub, { status: "FORCE_CHANGE_PASSWORD" });
    const asked = await steps.proveSelf(setting);
    const done = await respond(service, setting.app, {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: asked.Session,
      responses: { USERNAME: "ada", NEW_PASSWORD: "Another-Horse-9" },
    });
    expect(done.AuthenticationResult?.NewDeviceMetadata).toBeDefined();

    const required = await steps.settle({ softwareToken: false });
    const setUp = await steps.proveSelf(required);
    expect(setUp.ChallengeName).toBe("MFA_SETUP");
    const associated = await service.call("AssociateSoftwareToken", { Session: setUp.Session! });
    const verified = await service.call("VerifySoftwareToken", {
      Session: associated.Session!,
      UserCode: totpCode(associated.SecretCode!, service.clock.now()),
    });
    const finished = await respond(service, required.app, {
      challenge: "MFA_SETUP",
      session: verified.Session,
      responses: { USERNAME: "ada" },
    });
    expect(finished.AuthenticationResult?.NewDeviceMetadata).toBeDefined();
  });
});

describe("ConfirmDevice", () => {
  const wire = { Salt: "AQ==", PasswordVerifier: "Ag==" };

  test("takes a key once, from the sign-in that it was issued to", async () => {
    const setting = await steps.settle();
    const { device, tokens } = await steps.bringDevice(setting);
    const others = await steps.signIn(setting);
    const confirm = (AccessToken: string, DeviceKey: string, verifier = wire) =>
      outcomeOf(
        service.call("ConfirmDevice", { AccessToken, DeviceKey, DeviceSecretVerifierConfig: verifier }),
      );
    const invalid = "InvalidParameterException: Invalid device key given.";
    const offered = others.NewDeviceMetadata!.DeviceKey!;
    expect(await confirm(tokens.AccessToken!, device.key)).toBe(
      "DeviceKeyExistsException: Device already exists.",
    );
    expect(await confirm(tokens.AccessToken!, offered)).toBe(invalid);
    expect(await confirm(others.AccessToken!, device.key)).toBe(invalid);
    const weak = { ...wire, Salt: "gA==" };
    expect(await confirm(others.AccessToken!, offered, weak)).toBe(
      "InvalidParameterException: Invalid device secret verifier.",
    );
    expect(await outcomeOf(steps.proveSelf(setting, offered))).toBe(deviceUnknown);
    expect(await confirm(others.AccessToken!, offered)).toBe("done");
    await service.call("ForgetDevice", { AccessToken: tokens.AccessToken!, DeviceKey: device.key });
    expect(await confirm(tokens.AccessToken!, device.key)).toBe(invalid);
  });

  test("is refused where the pool does not track devices", async () => {
    const app = await createPlace(service);
    const person = await addPerson(service, app, "ada");
    const { AccessToken = "" } = await steps.signIn({ app, person });
    const confirmed = service.call("ConfirmDevice", {
      AccessToken,
      DeviceKey: "eu-west-1_00",
      DeviceSecretVerifierConfig: wire,
    });
    expect(await outcomeOf(confirmed)).toBe(
      "InvalidParameterException: Device tracking is not enabled for the user pool.",
    );
  });
});

describe("a refresh", () => {
  const refresh = ({ app }: Setting, tokens: AuthenticationResultType, key?: string) =>
    outcomeOf(
      service.call("GetTokensFromRefreshToken", {
        RefreshToken: tokens.RefreshToken!,
        ClientId: app.clientId,
        ...(key !== undefined && { DeviceKey: key }),
      }),
    );

  test("names the device of its sign-in while that is not forgotten, and may leave out what was not confirmed", async () => {
    const setting = await steps.settle();
    const unconfirmed = await steps.signIn(setting);
    const offered = unconfirmed.NewDeviceMetadata!.DeviceKey!;
    const { device, tokens } = await steps.bringDevice(setting);
    expect(await refresh(setting, unconfirmed, offered)).toBe("tokens");
    expect(await refresh(setting, unconfirmed)).toBe("tokens");
    expect(await refresh(setting, unconfirmed, device.key)).toBe(invalidRefreshToken);
    expect(await refresh(setting, tokens)).toBe(invalidRefreshToken);
    expect(await refresh(setting, tokens, offered)).toBe(invalidRefreshToken);
    expect(await refresh(setting, tokens, device.key)).toBe("tokens");
    const byFlow = (DEVICE_KEY: string) =>
      service.call("InitiateAuth", {
        AuthFlow: "REFRESH_TOKEN_AUTH",
        ClientId: setting.app.clientId,
        AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken!, DEVICE_KEY },
      });
    const { AuthenticationResult } = await byFlow(device.key);
    expect(claimsOf(AuthenticationResult)["device_key"]).toBe(device.key);
    expect(await outcomeOf(byFlow(offered))).toBe(invalidRefreshToken);
    await service.call("AdminForgetDevice", {
      UserPoolId: setting.app.poolId,
      Username: "ada",
      DeviceKey: device.key,
    });
    expect(await refresh(setting, tokens, device.key)).toBe(invalidRefreshToken);
  });

  test("of a sign-in without a device needs none, and ignores one", async () => {
    const setting = await steps.settle();
    const asked = await signInWithPassword(service, setting.app, setting.person);
    const { AuthenticationResult } = await steps.sendCode(setting, asked.Session);
    expect(await refresh(setting, AuthenticationResult!)).toBe("tokens");
    expect(await refresh(setting, AuthenticationResult!, "eu-west-1_00")).toBe("tokens");
  });
});

test("devices are shown, page by page, to their user and to operators, and to nobody else", async () => {
  const setting = await steps.settle();
  const { device: first, tokens } = await steps.bringDevice(setting);
  const { device: second } = await steps.bringDevice(setting);
  const AccessToken = tokens.AccessToken!;
  const { Device: shown } = await service.call("GetDevice", { AccessToken, DeviceKey: first.key });
  expect(shown).toMatchObject({
    DeviceKey: first.key,
    DeviceAttributes: [
      { Name: "device_status", Value: "valid" },
      { Name: "device_name", Value: "Firefox on Linux" },
      { Name: "last_ip_used", Value: "127.0.0.1" },
      { Name: "dev:device_remembered_status", Value: "remembered" },
    ],
  });
  const page = await service.call("ListDevices", { AccessToken, Limit: 1 });
  expect(page.Devices?.map((device) => device.DeviceKey)).toEqual([second.key]);
  const rest = await service.call("ListDevices", {
    AccessToken,
    Limit: 1,
    PaginationToken: page.PaginationToken!,
  });
  expect(rest.Devices).toEqual([shown]);
  expect(rest.PaginationToken).toBeUndefined();

  const owner = { UserPoolId: setting.app.poolId, Username: "ada" };
  expect((await service.call("AdminListDevices", { ...owner, Limit: 0 })).Devices).toHaveLength(2);
  expect(await service.call("AdminGetDevice", { ...owner, DeviceKey: first.key })).toEqual({ Device: shown });
  const nobody = { ...owner, Username: "nobody" };
  const unknown = "User does not exist.";
  expect(await outcomeOf(service.call("AdminListDevices", nobody))).toBe(
    `ResourceNotFoundException: ${unknown}`,
  );
  expect(await outcomeOf(service.call("AdminForgetDevice", { ...nobody, DeviceKey: first.key }))).toBe(
    `UserNotFoundException: ${unknown}`,
  );
  const bob = {
    app: setting.app,
    person: await addPerson(service, setting.app, "bob", { softwareToken: true }),
  };
  const foreign = (await steps.signIn(bob)).AccessToken!;
  const named = { AccessToken: foreign, DeviceKey: first.key };
  expect(await outcomeOf(service.call("GetDevice", named))).toBe(deviceUnknown);
  expect(await outcomeOf(service.call("ForgetDevice", named))).toBe(deviceUnknown);
  for (const status of [{}, { DeviceRememberedStatus: "remembered" }] as const)
    expect(await outcomeOf(service.call("UpdateDeviceStatus", { ...named, ...status }))).toBe(deviceUnknown);
  expect((await service.call("ListDevices", { AccessToken: foreign })).Devices).toEqual([]);
});
