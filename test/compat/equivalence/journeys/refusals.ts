/** Every name of every refusal that is documented, by every function that asks. */
import { type Refusals, refusals, titleOf } from "../table/refusals.ts";
import type { ScriptedJourney } from "../journey.ts";
import type { Driver } from "../record.ts";
import { refuse, scriptedPool, tokens } from "../scripted.ts";

const bySms = {
  ChallengeName: "SMS_MFA",
  Session: "session-1",
  ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "SMS", CODE_DELIVERY_DESTINATION: "+1***" },
};
const signIn = {
  username: "ada",
  password: "Correct-Horse-9",
  options: { authFlowType: "USER_PASSWORD_AUTH" },
};
const device = { DeviceKey: "eu-west-1_1", DeviceGroupKey: "-abc" };

/** What has to be done before the function can be asked. */
async function prepare(driver: Driver, { from }: Refusals): Promise<void> {
  if (from === "signIn" || from === "signUp") return;
  const asked =
    from === "confirmSignIn" ? bySms : { AuthenticationResult: { ...tokens(), NewDeviceMetadata: device } };
  driver.answerWith(scriptedPool({ InitiateAuth: { ChallengeParameters: {}, ...asked } }));
  await driver.run("signIn", signIn);
}

/** What StartWebAuthnRegistration answers, as much as an authenticator looks at. */
const StartWebAuthnRegistration = {
  CredentialCreationOptions: {
    challenge: "Y2hhbGxlbmdl",
    rp: { id: "example.com", name: "Example" },
    user: { id: "YWRh", name: "ada", displayName: "ada" },
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
  },
};

const everyRefusal = refusals.map((each) => ({
  needsPage: each.needsPage,
  title: titleOf(each),
  async go(driver: Driver) {
    await prepare(driver, each);
    for (const name of each.names) {
      const status = name === "InternalErrorException" ? 500 : 400;
      const refusal = refuse(name, `${name} was said.`, status);
      driver.answerWith(scriptedPool({ StartWebAuthnRegistration, [each.operation]: refusal }));
      await driver.run(each.from, ...(each.input === undefined ? [] : [each.input]));
    }
  },
}));

export const refusalJourneys: readonly ScriptedJourney[] = everyRefusal.filter(({ needsPage }) => !needsPage);

/** Those that come after an authenticator's answer. */
export const pageRefusalJourneys: readonly ScriptedJourney[] = everyRefusal.filter(
  ({ needsPage }) => needsPage,
);
