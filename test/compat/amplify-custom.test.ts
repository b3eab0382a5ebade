// The unmodified aws-amplify 6 and custom challenges: functions in a module that the triggers file names.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn, signOut } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

/** A riddle with three tries, as somebody might have written it for Lambda. */
const functions = `
const define = ({ request: { session } }) => {
  const last = session.at(-1);
  if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER", issueTokens: false, failAuthentication: false };
  if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true, failAuthentication: false };
  const tries = session.filter((step) => step.challengeName === "CUSTOM_CHALLENGE").length;
  return tries < 3 ? { challengeName: "CUSTOM_CHALLENGE" } : { issueTokens: false, failAuthentication: true };
};
const create = () => ({
  publicChallengeParameters: { riddle: "two and two" },
  privateChallengeParameters: { answer: "four" },
});
const verify = ({ request }) => ({
  answerCorrect: request.challengeAnswer === request.privateChallengeParameters.answer,
});
const claims = ({ request }) => ({
  claimsOverrideDetails: { claimsToAddOrOverride: { hint: request.clientMetadata?.hint ?? "none" } },
});
export const handler = async (event) => {
  const [name] = event.triggerSource.split("_");
  const answers = { DefineAuthChallenge: define, CreateAuthChallenge: create, VerifyAuthChallengeResponse: verify, TokenGeneration: claims };
  return { ...event, response: answers[name](event) };
};
`;

const password = "Correct-Horse-9";
const username = "ada@example.com";
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:riddle";
let folder: string;
let server: RunningServer;
let app: ProvisionedApp;

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-functions-"));
  writeFileSync(join(folder, "riddle.mjs"), functions);
  const triggers = join(folder, "triggers.json");
  writeFileSync(triggers, JSON.stringify({ riddle: { module: "./riddle.mjs" } }));
  server = await startRunningServer({ flags: ["--triggers", triggers] });
  app = await provisionApp(server.sdk, {
    pool: {
      UsernameAttributes: ["email"],
      LambdaConfig: {
        DefineAuthChallenge: arn,
        CreateAuthChallenge: arn,
        VerifyAuthChallengeResponse: arn,
        PreTokenGeneration: arn,
      },
    },
    client: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
  });
  await provisionPerson(server.sdk, app, { username, password, permanent: true });
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: app.userPoolId,
        userPoolClientId: app.clientId,
        userPoolEndpoint: server.url,
      },
    },
  });
});
afterEach(() => signOut());
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const custom = { signInStep: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE" } as const;

describe("Amplify and a custom challenge", () => {
  it("signs in without a password (CUSTOM_WITHOUT_SRP), after a wrong answer and a right one", async () => {
    const begun = await signIn({ username, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
    expect(begun).toMatchObject({ isSignedIn: false, nextStep: custom });
    expect(begun.nextStep).toMatchObject({ additionalInfo: { riddle: "two and two" } });
    expect(JSON.stringify(begun)).not.toContain("four");
    expect(await confirmSignIn({ challengeResponse: "five" })).toMatchObject({ nextStep: custom });
    const options = { clientMetadata: { hint: "asked" } };
    expect(await confirmSignIn({ challengeResponse: "four", options })).toMatchObject({ isSignedIn: true });
    const { tokens } = await fetchAuthSession();
    expect(tokens?.idToken?.payload["hint"]).toBe("asked");
    expect(await getCurrentUser()).toMatchObject({ signInDetails: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
  });

  it("signs in with the password first (CUSTOM_WITH_SRP)", async () => {
    const begun = await signIn({ username, password, options: { authFlowType: "CUSTOM_WITH_SRP" } });
    expect(begun.nextStep).toMatchObject(custom);
    expect(await confirmSignIn({ challengeResponse: "four" })).toMatchObject({ isSignedIn: true });
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    expect(tokens?.idToken?.payload["hint"]).toBe("none");
  });

  it("refuses a wrong password before the riddle", async () => {
    const wrong = {
      username,
      password: "Wrong-Horse-9",
      options: { authFlowType: "CUSTOM_WITH_SRP" },
    } as const;
    await expect(signIn(wrong)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("gives up after three wrong answers", async () => {
    await signIn({ username, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
    for (const wrong of ["one", "two"]) await confirmSignIn({ challengeResponse: wrong });
    await expect(confirmSignIn({ challengeResponse: "three" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });
});
