/** People with devices, and the steps of their sign-ins, for the tests of devices. */
import type { AuthenticationResultType, RespondToAuthChallengeResponse } from "@poolhouse/protocol";
import { minute } from "../../packages/server/src/kernel/clock.ts";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import { confirmDevice, type Device, proveDevice } from "./devices.ts";
import { addPerson, createPlace, proveWithSrp, respond, type Subject } from "./people.ts";
import { type Service, totpCode } from "./service.ts";
import type { App } from "./sign-in.ts";

/** Somebody, where they sign in. */
export interface Setting {
  app: App;
  person: Subject;
}

export interface DeviceSteps {
  settle(options?: SettleOptions): Promise<Setting>;
  proveSelf(setting: Setting, key?: string): Promise<RespondToAuthChallengeResponse>;
  sendCode(
    setting: Setting,
    session: string | undefined,
    key?: string,
  ): Promise<RespondToAuthChallengeResponse>;
  signIn(setting: Setting): Promise<AuthenticationResultType>;
  bringDevice(
    setting: Setting,
  ): Promise<{ device: Device & { asksUser: boolean }; tokens: AuthenticationResultType }>;
  prove(
    setting: Setting,
    session: string | undefined,
    device: Device,
  ): Promise<RespondToAuthChallengeResponse>;
}

interface SettleOptions {
  mfa?: "OFF" | "OPTIONAL" | "ON";
  /** Whether a device stands in for the second factor; it does unless said. */
  skips?: boolean;
  asksUser?: boolean;
  pool?: PoolSettings;
  softwareToken?: boolean;
}

/** The steps, on the service of the test that runs. */
export function deviceSteps(service: Service): DeviceSteps {
  /** Somebody with a software token, in a pool that tracks devices. */
  async function settle(options: SettleOptions = {}): Promise<Setting> {
    const { mfa = "ON", skips = true, asksUser = false, softwareToken = mfa !== "OFF" } = options;
    const app = await createPlace(service, {
      mfa,
      pool: {
        DeviceConfiguration: {
          ChallengeRequiredOnNewDevice: skips,
          DeviceOnlyRememberedOnUserPrompt: asksUser,
        },
        ...options.pool,
      },
    });
    return { app, person: await addPerson(service, app, "ada", { softwareToken }) };
  }

  /** The password half, naming a device if there is one. */
  async function proveSelf({ app, person }: Setting, key?: string): Promise<RespondToAuthChallengeResponse> {
    const reply = await proveWithSrp(service, app, person);
    const named = key === undefined ? {} : { DEVICE_KEY: key };
    return respond(service, app, { ...reply, responses: { ...reply.responses, ...named } });
  }

  /** A code that was not used yet: a step passes before each. */
  function sendCode(
    { app, person }: Setting,
    session: string | undefined,
    key?: string,
  ): Promise<RespondToAuthChallengeResponse> {
    service.clock.advance(minute);
    const code = totpCode(person.secretCode, service.clock.now());
    const named = key === undefined ? {} : { DEVICE_KEY: key };
    return respond(service, app, {
      challenge: "SOFTWARE_TOKEN_MFA",
      session,
      responses: { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: code, ...named },
    });
  }

  /** A whole sign-in with the password and, if asked, a code. */
  async function signIn(setting: Setting): Promise<AuthenticationResultType> {
    const asked = await proveSelf(setting);
    const done = asked.AuthenticationResult ? asked : await sendCode(setting, asked.Session);
    return done.AuthenticationResult!;
  }

  /** A device that is tracked, with the tokens of the sign-in that did it. */
  async function bringDevice(
    setting: Setting,
  ): Promise<{ device: Device & { asksUser: boolean }; tokens: AuthenticationResultType }> {
    const tokens = await signIn(setting);
    return { device: await confirmDevice(service, tokens, { name: "Firefox on Linux" }), tokens };
  }

  function prove(
    { app, person }: Setting,
    session: string | undefined,
    device: Device,
  ): Promise<RespondToAuthChallengeResponse> {
    return proveDevice(service, { app, username: person.username, session }, device);
  }

  return { settle, proveSelf, sendCode, signIn, bringDevice, prove };
}
