// What the capabilities of the walkthrough do: a beginning, in the handler of a trigger each.

/** A part of a trigger's handler. */
export interface HandlerPart {
  readonly imports?: readonly string[];
  /** The type of what the pool hands over, as far as the body uses it. */
  readonly event?: string;
  /** Statements, indented by two. */
  readonly body: string;
}

const signUp = "{ request: { userAttributes: Record<string, string> } }";

const challenge = `{
  request: {
    session: { challengeName: string; challengeResult: boolean }[];
    challengeAnswer?: string;
    privateChallengeParameters?: Record<string, string>;
  };
  response: Record<string, unknown>;
}`;

const domainOf = `  const [, domain = ""] = (event.request.userAttributes["email"] ?? "").toLowerCase().split("@");`;

/** By capability, and by the trigger as the questions name it. */
export const capabilityCode: Readonly<Record<string, Readonly<Record<string, HandlerPart>>>> = {
  addUserToGroup: {
    PostConfirmation: {
      imports: [
        `import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";`,
      ],
      event: "{ userPoolId: string; userName: string }",
      body: `  // The group must be one of the definition's.
  const group = { UserPoolId: event.userPoolId, Username: event.userName, GroupName: "users" };
  const client = new CognitoIdentityProviderClient({ endpoint: process.env["POOLHOUSE_ENDPOINT"] });
  await client.send(new AdminAddUserToGroupCommand(group));`,
    },
  },
  emailDenylist: {
    PreSignup: {
      event: signUp,
      body: `${domainOf.replace("domain", "deniedDomain")}
  if (["spam.example.com"].includes(deniedDomain)) throw new Error("Invalid email domain.");`,
    },
  },
  emailAllowlist: {
    PreSignup: {
      event: signUp,
      body: `${domainOf}
  if (!["example.com"].includes(domain)) throw new Error("Invalid email domain.");`,
    },
  },
  customAuthScaffolding: {
    DefineAuthChallenge: {
      event: challenge,
      body: `  // One right answer is enough here; count event.request.session to allow fewer tries.
  const isPassed = event.request.session.at(-1)?.challengeResult === true;
  event.response["issueTokens"] = isPassed;
  event.response["failAuthentication"] = false;
  if (!isPassed) event.response["challengeName"] = "CUSTOM_CHALLENGE";`,
    },
    CreateAuthChallenge: {
      event: challenge,
      body: `  event.response["publicChallengeParameters"] = { question: "What is the answer?" };
  event.response["privateChallengeParameters"] = { answer: "42" };`,
    },
    VerifyAuthChallengeResponse: {
      event: challenge,
      body: `  const { challengeAnswer, privateChallengeParameters } = event.request;
  event.response["answerCorrect"] = challengeAnswer === privateChallengeParameters?.["answer"];`,
    },
  },
  "alter-claims": {
    PreTokenGeneration: {
      event: "{ response: Record<string, unknown> }",
      body: `  event.response["claimsOverrideDetails"] = { claimsToAddOrOverride: { team: "example" } };`,
    },
  },
  mfaWithCaptcha: {
    DefineAuthChallenge: { event: challenge, body: toFillIn("asks for a captcha") },
    CreateAuthChallenge: { event: challenge, body: toFillIn("shows the captcha") },
    VerifyAuthChallengeResponse: {
      event: challenge,
      body: toFillIn("asks the captcha's service about the answer"),
    },
  },
  confirmationRedirect: {
    CustomMessage: {
      event: "{ response: Record<string, unknown> }",
      body: toFillIn("writes a link to your page into event.response.emailMessage"),
    },
  },
};

function toFillIn(what: string): string {
  return `  // Fill in what ${what}.`;
}
