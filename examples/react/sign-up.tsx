import type { JSX } from "react";
import { autoSignIn, confirmSignUp, resendSignUpCode, type SignInNextStep, signUp } from "@poolhouse/auth";
import { CodeForm, EmailField, Form, PlainButton, type Typed } from "./form.tsx";

export function SignUp(props: {
  readonly onSent: (email: string) => void;
  readonly onSignIn: () => void;
}): JSX.Element {
  const send = async (typed: Typed): Promise<void> => {
    const email = typed("email");
    const options = { userAttributes: { email }, autoSignIn: true };
    await signUp({ username: email, password: typed("password"), options });
    props.onSent(email);
  };
  return (
    <>
      <h1>Create an account</h1>
      <Form button="Create account" onSend={send}>
        <EmailField />
        <label>
          Password
          <input
            name="password"
            type="password"
            autoComplete="new-password"
            aria-describedby="policy"
            required
          />
          <small id="policy">Eight characters or more: upper and lower case, a digit, a symbol.</small>
        </label>
      </Form>
      <p>
        Have an account? <PlainButton onPress={props.onSignIn}>Sign in</PlainButton>
      </p>
    </>
  );
}

export function ConfirmSignUp(props: {
  readonly email: string;
  readonly mailbox: string;
  readonly onStep: (step: SignInNextStep, email: string) => void;
  readonly onDone: () => void;
}): JSX.Element {
  const { email: username } = props;
  const send = async (confirmationCode: string): Promise<void> => {
    const { nextStep } = await confirmSignUp({ username, confirmationCode });
    // The password is at hand only if the page was not loaded anew since the sign-up.
    if (nextStep.signUpStep !== "COMPLETE_AUTO_SIGN_IN") return props.onDone();
    props.onStep((await autoSignIn()).nextStep, username);
  };
  return (
    <>
      <h1>Confirm your address</h1>
      <p>
        A code is on its way to <b>{username}</b>. This is a sandbox: it waits in the{" "}
        <a href={props.mailbox} target="_blank" rel="noopener">
          mailbox
        </a>
        .
      </p>
      <CodeForm button="Confirm" onSend={send} />
      <p>
        <PlainButton onPress={() => void resendSignUpCode({ username }).catch(() => undefined)}>
          Send another code
        </PlainButton>
      </p>
    </>
  );
}
