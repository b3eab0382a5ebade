// Custom challenges in the dialects of Amplify's mobile libraries and with the AWS SDK, on remembered devices, too.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdminForgetDeviceCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { dialects } from "./mobile/dialect.ts";
import { givePhone, password, useServer } from "./mobile/pools.ts";
import { answer, signInByRiddle } from "./mobile/sign-in.ts";

/** A riddle with three tries. */
const functions = `
const define = ({ request: { session } }) => {
  const last = session.at(-1);
  if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
  if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true };
  const tries = session.filter((step) => step.challengeName === "CUSTOM_CHALLENGE").length;
  return tries < 3 ? { challengeName: "CUSTOM_CHALLENGE" } : { failAuthentication: true };
};
const create = () => ({
  publicChallengeParameters: { riddle: "two and two" },
  privateChallengeParameters: { answer: "four" },
});
const verify = ({ request }) => ({
  answerCorrect: request.challengeAnswer === request.privateChallengeParameters.answer,
});
const answers = { DefineAuthChallenge: define, CreateAuthChallenge: create, VerifyAuthChallengeResponse: verify };
export const handler = async (event) => ({ ...event, response: answers[event.triggerSource.split("_")[0]](event) });
`;

const folder = mkdtempSync(join(tmpdir(), "poolhouse-riddle-"));
const triggers = join(folder, "triggers.json");
writeFileSync(join(folder, "riddle.mjs"), functions);
writeFileSync(triggers, JSON.stringify({ riddle: { module: "./riddle.mjs" } }));
const server = useServer(["--triggers", triggers]);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(dialects)("$name and custom challenges", (dialect) => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    const riddle = "arn:aws:lambda:eu-west-1:123456789012:function:riddle";
    app = await provisionApp(server.current.sdk, {
      pool: {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
        ...(!dialect.provesDeviceInSession && {
          UserPoolTags: { "poolhouse:devices-without-session": "on" },
        }),
        LambdaConfig: {
          DefineAuthChallenge: riddle,
          CreateAuthChallenge: riddle,
          VerifyAuthChallengeResponse: riddle,
        },
      },
      client: { GenerateSecret: dialect.hasSecret, ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] },
    });
  });

  it("signs in without a password, after a wrong answer and a right one", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "ada" });
    const asked = await signInByRiddle(phone);
    expect(asked).toMatchObject({ name: "CUSTOM_CHALLENGE", shown: { riddle: "two and two" } });
    expect((await answer(phone, { ANSWER: "five" })).name).toBe("CUSTOM_CHALLENGE");
    expect((await answer(phone, { ANSWER: "four" })).name).toBe("DONE");
  });

  it("proves the password first where the app has one", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "grace" });
    await expect(signInByRiddle(phone, "Wrong-Horse-9")).rejects.toMatchObject({
      type: "NotAuthorizedException",
    });
    expect((await signInByRiddle(phone, password)).name).toBe("CUSTOM_CHALLENGE");
    expect((await answer(phone, { ANSWER: "four" })).name).toBe("DONE");
  });

  it("proves a known device after the answer, and gets over one that was forgotten", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "mary" });
    await signInByRiddle(phone, password);
    expect((await answer(phone, { ANSWER: "four" })).name).toBe("DONE");
    const { device } = phone;
    expect(device).toBeDefined();
    expect((await signInByRiddle(phone, password)).name).toBe("CUSTOM_CHALLENGE");
    expect((await answer(phone, { ANSWER: "four" })).name).toBe("DONE");
    expect(phone.device).toBe(device);
    const forgotten = { UserPoolId: app.userPoolId, Username: "mary", DeviceKey: device?.key };
    await server.current.sdk.send(new AdminForgetDeviceCommand(forgotten));
    expect((await signInByRiddle(phone, password)).name).toBe("CUSTOM_CHALLENGE");
    expect((await answer(phone, { ANSWER: "four" })).name).toBe("DONE");
    expect(phone.device?.key).not.toBe(device?.key);
  });
});
