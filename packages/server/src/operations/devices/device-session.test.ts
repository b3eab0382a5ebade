// Amplify for Android answers DEVICE_SRP_AUTH without its Session; the session is then found by the device.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DeviceSteps, deviceSteps } from "../../../../../test/support/device-steps.ts";
import {
  addPerson,
  createOtherClient,
  outcomeOf,
  proveWithSrp,
  refusals,
  respond,
} from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { minute } from "../../kernel/clock.ts";

/** Where calls of this process come from. */
const here = "127.0.0.1";
const noSession = "InvalidParameterException: Missing required parameter Session";

let service: Service;
let steps: DeviceSteps;
beforeEach(async () => {
  service = await createService();
  steps = deviceSteps(service);
});
afterEach(() => service.close());

/** Somebody with a device that the pool remembers, and the answers that leave the Session out. */
async function settle(says: "on" | "off" = "on") {
  const pool = { UserPoolTags: { "poolhouse:devices-without-session": says } };
  const setting = await steps.settle({ pool });
  const { device } = await steps.bringDevice(setting);
  return {
    setting,
    device,
    ask: () => outcomeOf(steps.proveSelf(setting, device.key)),
    prove: (other = setting) => outcomeOf(steps.prove(other, undefined, device)),
  };
}

describe("a device that answers without the session", () => {
  test("signs in once the password was proven on it", async () => {
    const { ask, prove } = await settle();
    expect(await ask()).toBe("DEVICE_SRP_AUTH");
    expect(await prove()).toBe("tokens");
  });

  test("is refused in a pool that does not say that it may", async () => {
    const { ask, prove } = await settle("off");
    await ask();
    expect(await prove()).toBe(noSession);
  });

  test("is refused before, and after a wrong password", async () => {
    const { setting, device, prove } = await settle();
    expect(await prove()).toBe(noSession);
    const wrong = await proveWithSrp(service, setting.app, { username: "ada", password: "Wrong-Horse-9" });
    const responses = { ...wrong.responses, DEVICE_KEY: device.key };
    expect(await outcomeOf(respond(service, setting.app, { ...wrong, responses }))).toBe(refusals.incorrect);
    expect(await prove()).toBe(noSession);
  });

  test("signs in once for each proof of the password", async () => {
    const { ask, prove } = await settle();
    await ask();
    expect(await prove()).toBe("tokens");
    expect(await prove()).toMatch(/session can only be used once/);
    await ask();
    expect(await prove()).toBe("tokens");
  });

  test("has three minutes", async () => {
    const { ask, prove } = await settle();
    await ask();
    service.clock.advance(3 * minute);
    expect(await prove()).toMatch(/session is expired/);
  });

  test("has to be the device, the user and the client that were asked", async () => {
    const { setting, device, ask, prove } = await settle();
    const { device: other } = await steps.bringDevice(setting);
    await addPerson(service, setting.app, "bob", { softwareToken: true });
    await ask();
    expect(await outcomeOf(steps.prove(setting, undefined, other))).toBe(noSession);
    const bob = { ...setting, person: { ...setting.person, username: "bob" } };
    expect(await prove(bob)).toBe(noSession);
    const nobody = { ...setting, person: { ...setting.person, username: "nobody" } };
    expect(await prove(nobody)).toBe(noSession);
    expect(await prove({ ...setting, app: await createOtherClient(service, setting.app) })).toBe(
      refusals.foreignSession,
    );
    const pretended = { ...device, password: other.password };
    expect(await outcomeOf(steps.prove(setting, undefined, pretended))).toBe(refusals.incorrect);
  });

  test("has to answer from the address that was asked", async () => {
    const { setting, device, ask, prove } = await settle();
    await ask();
    const { devices } = service.store;
    const user = await service.call("AdminGetUser", { UserPoolId: setting.app.poolId, Username: "ada" });
    const sub = user.UserAttributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
    const id = { poolId: setting.app.poolId, sub, key: device.key };
    const session = await devices.findSession({ ...id, ipAddress: here });
    expect(session).toBeDefined();
    // As if the password had been proven elsewhere.
    await devices.keepSession({ ...id, session: session ?? "", ipAddress: "198.51.100.7" });
    expect(await prove()).toBe(noSession);
  });

  test("is refused once it was forgotten", async () => {
    const { setting, device, ask, prove } = await settle();
    await ask();
    const whose = { UserPoolId: setting.app.poolId, Username: "ada" };
    await service.call("AdminForgetDevice", { ...whose, DeviceKey: device.key });
    expect(await prove()).toBe(noSession);
  });
});
