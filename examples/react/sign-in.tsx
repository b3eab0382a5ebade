import type { JSX } from "react";
import {
  cancelSignIn,
  confirmSignIn,
  signIn,
  type SignInNextStep,
  type TOTPSetupDetails,
} from "@poolhouse/auth";
import { qrImage } from "../shared/qr-image.ts";
import { CodeForm, EmailField, Form, PlainButton, type Typed } from "./form.tsx";

/** Told of what comes next. */
type OnStep = (step: SignInNextStep, email?: string) => void;

export function SignIn(props: { readonly onStep: OnStep; readonly onSignUp: () => void }): JSX.Element {
  const send = async (typed: Typed): Promise<void> => {
    const email = typed("email");
    const { nextStep } = await signIn({ username: email, password: typed("password") });
    props.onStep(nextStep, email);
  };
  return (
    <>
      <h1>Sign in</h1>
      <Form button="Sign in" onSend={send}>
        <EmailField />
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
      </Form>
      <p>
        New here? <PlainButton onPress={props.onSignUp}>Create an account</PlainButton>
      </p>
    </>
  );
}

interface AnswerProps {
  readonly onStep: OnStep;
  readonly onCancel: () => void;
}

/** The first code of an authenticator app that is being set up. */
export function SetUpApp(props: AnswerProps & { readonly details: TOTPSetupDetails }): JSX.Element {
  const { sharedSecret } = props.details;
  const { href } = props.details.getSetupUri("Poolhouse example");
  return (
    <>
      <h1>Set up your authenticator app</h1>
      <p>Scan this with the app on your phone, then type the six digits that it shows.</p>
      <img src={qrImage(href)} alt="QR code with the secret that stands below" width={240} height={240} />
      <p>
        Or type it in: <code>{sharedSecret}</code>
      </p>
      <Answer button="Confirm" {...props} />
    </>
  );
}

/** A code of an app that is set up. */
export function EnterCode(props: AnswerProps): JSX.Element {
  return (
    <>
      <h1>Enter your code</h1>
      <p>Open your authenticator app and type the six digits that it shows.</p>
      <Answer button="Sign in" {...props} />
    </>
  );
}

function Answer({ button, onStep, onCancel }: AnswerProps & { readonly button: string }): JSX.Element {
  const send = async (code: string): Promise<void> =>
    onStep((await confirmSignIn({ challengeResponse: code })).nextStep);
  return (
    <>
      <CodeForm button={button} onSend={send} />
      <p>
        <PlainButton onPress={() => void cancelSignIn().then(onCancel)}>Start again</PlainButton>
      </p>
    </>
  );
}
