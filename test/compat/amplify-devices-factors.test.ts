// The unmodified aws-amplify 6 against a running server, only its endpoint set: remembered devices and codes by message.
import type { DeviceConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import {
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  signIn,
  type SignInOutput,
  signOut,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awaitCode, readMessages } from "../support/mailbox-reader.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { answer, configureAmplify, expectStep, password, signedIn, signInAnew } from "./amplify-steps.ts";
import { invite, preferFactors, provisionFactors } from "./factor-pools.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

interface Person {
  readonly username: string;
  readonly email: string;
  readonly phone: string;
}

/** Somebody with both addresses where devices are tracked and a code is required: by SMS, unless both are to be chosen from. */
async function arrive(
  person: Person,
  DeviceConfiguration: DeviceConfigurationType,
  { chooses = false }: { chooses?: boolean } = {},
): Promise<void> {
  const app = await provisionFactors(server.sdk, {
    mfa: "ON",
    factors: ["SMS", "EMAIL"],
    pool: { DeviceConfiguration },
    client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
  });
  configureAmplify(server.url, app);
  await invite(server.sdk, app, { ...person, password });
  const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
  if (!chooses) await preferFactors(server.sdk, app, { Username: person.username, SMSMfaSettings });
}

/** The way that devices take part in; Amplify's own where nothing else is said. */
const signInBySrp = (username: string): Promise<SignInOutput> =>
  signInAnew(username, password, { authFlowType: "USER_SRP_AUTH" });

const replacesCode = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };

describe("Amplify and devices in place of a code by SMS", () => {
  it("sends no message to somebody on a remembered device, until it is forgotten", async () => {
    const ada = { username: "ada", email: "ada@example.com", phone: "+4915110000061" };
    await arrive(ada, replacesCode);
    expectStep(await signInBySrp("ada"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, ada.phone))).toEqual(signedIn);
    expect(await fetchDevices()).toHaveLength(1);
    expect(await signInBySrp("ada")).toEqual(signedIn);
    expect(await readMessages(server.url, ada.phone)).toHaveLength(1);

    await forgetDevice();
    expectStep(await signInBySrp("ada"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, ada.phone, 2))).toEqual(signedIn);
  });

  it("knows the device where the choice of the first factor falls on SRP", async () => {
    const grace = { username: "grace", email: "grace@example.com", phone: "+4915110000062" };
    await arrive(grace, replacesCode);
    const choose = async (preferredChallenge: "PASSWORD" | "PASSWORD_SRP"): Promise<SignInOutput> => {
      await signOut();
      const options = { authFlowType: "USER_AUTH", preferredChallenge } as const;
      return signIn({ username: "grace", password, options });
    };
    expectStep(await choose("PASSWORD_SRP"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, grace.phone))).toEqual(signedIn);
    expect(await choose("PASSWORD_SRP")).toEqual(signedIn);
    expect(await signInBySrp("grace")).toEqual(signedIn);
    // Amplify does not name its device here.
    expectStep(await choose("PASSWORD"), "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    expect(await answer(await awaitCode(server.url, grace.phone, 2))).toEqual(signedIn);
  });

  it("proves the device after the code where it does not replace the code", async () => {
    const mary = { username: "mary", email: "mary@example.com", phone: "+4915110000063" };
    await arrive(mary, { ChallengeRequiredOnNewDevice: false }, { chooses: true });
    for (const count of [1, 2]) {
      expectStep(await signInBySrp("mary"), "CONTINUE_SIGN_IN_WITH_MFA_SELECTION");
      expectStep(await answer("EMAIL"), "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
      expect(await answer(await awaitCode(server.url, mary.email, count))).toEqual(signedIn);
    }
    const [device, ...others] = await fetchDevices();
    expect(others).toEqual([]);
    expect((await fetchAuthSession()).tokens?.accessToken.payload["device_key"]).toBe(device?.id);
  });
});
