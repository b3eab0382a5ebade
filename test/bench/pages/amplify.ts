// The page as an app has it, bundled twice: with the library that it names, and with ours in its place.
import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, signIn } from "aws-amplify/auth";
import { offer } from "./journey.ts";

offer(
  (Cognito) => Amplify.configure({ Auth: { Cognito } }),
  async ({ username, password, code }) => {
    const { nextStep } = await signIn({ username, password });
    if (nextStep.signInStep !== "CONFIRM_SIGN_IN_WITH_TOTP_CODE") throw new Error(nextStep.signInStep);
    await confirmSignIn({ challengeResponse: code });
    return String((await fetchAuthSession()).tokens?.accessToken);
  },
);
