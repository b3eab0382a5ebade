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

export const refusalJourneys: readonly ScriptedJourney[] = refusals.map((each) => ({
  title: titleOf(each),
  async go(driver) {
    await prepare(driver, each);
    for (const name of each.names) {
      const status = name === "InternalErrorException" ? 500 : 400;
      driver.answerWith(scriptedPool({ [each.operation]: refuse(name, `${name} was said.`, status) }));
      await driver.run(each.from, ...(each.input === undefined ? [] : [each.input]));
    }
  },
}));
