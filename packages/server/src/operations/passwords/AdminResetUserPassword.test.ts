import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deviceSteps } from "../../../../../test/support/device-steps.ts";
import {
  addPerson,
  changeStored,
  createPlace,
  outcomeOf,
  signInWithPassword,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import type { UserRecord } from "../../kernel/records.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const reachable = { email: "ada@example.com", email_verified: "true" };
const newPassword = "Another-Horse-8";

async function createScene(
  user: Partial<UserRecord> = { attributes: reachable },
): Promise<{ app: App; ada: Subject }> {
  const app = await createPlace(service);
  return { app, ada: await addPerson(service, app, "ada", { user }) };
}

const reset = ({ poolId }: App): Promise<unknown> =>
  service.call("AdminResetUserPassword", { UserPoolId: poolId, Username: "ada" });

const forget = ({ clientId }: App): Promise<unknown> =>
  service.call("ForgotPassword", { ClientId: clientId, Username: "ada" });

/** With the code of the newest message. */
async function confirm({ clientId }: App): Promise<unknown> {
  const [message] = await service.messages();
  return service.call("ConfirmForgotPassword", {
    ClientId: clientId,
    Username: "ada",
    Password: newPassword,
    ConfirmationCode: message?.code ?? "",
  });
}

describe("AdminResetUserPassword", () => {
  test("makes the old password worthless and sends a code for a new one", async () => {
    const { app, ada } = await createScene();
    expect(await reset(app)).toEqual({});
    await expect(signInWithPassword(service, app, ada)).rejects.toMatchObject({
      type: "PasswordResetRequiredException",
      message: "Password reset required for the user",
    });
    expect(await confirm(app)).toEqual({});
    const again = signInWithPassword(service, app, { ...ada, password: newPassword });
    expect(await outcomeOf(again)).toBe("tokens");
  });

  test.each<[Partial<UserRecord>, string]>([
    [{ status: "FORCE_CHANGE_PASSWORD" }, "User password cannot be reset in the current state."],
    [{ status: "UNCONFIRMED" }, "User password cannot be reset in the current state."],
    [{ enabled: false }, "User is disabled"],
  ])("is refused for %j", async (user, message) => {
    const { app } = await createScene({ attributes: reachable, ...user });
    await expect(reset(app)).rejects.toMatchObject({ type: "NotAuthorizedException", message });
  });

  test("changes nothing where no code can be sent", async () => {
    const { app, ada } = await createScene({});
    await expect(reset(app)).rejects.toMatchObject({ type: "InvalidParameterException" });
    expect(await outcomeOf(signInWithPassword(service, app, ada))).toBe("tokens");
  });
});

test.each(["a person's", "an operator's"])(
  "A13.3: after %s reset no device is remembered any more",
  async (whose) => {
    const steps = deviceSteps(service);
    const setting = await steps.settle();
    const { app, person } = setting;
    const { device } = await steps.bringDevice(setting);
    await changeStored(service, app.poolId, person.sub, { attributes: reachable });
    await (whose === "a person's" ? forget(app) : reset(app));
    await confirm(app);
    const renewed = { app, person: { ...person, password: newPassword } };
    await expect(steps.proveSelf(renewed, device.key)).rejects.toMatchObject({
      message: "Device does not exist.",
    });
    expect((await steps.proveSelf(renewed)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  },
);
