import {
  autoSignIn,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  signIn,
  type SignInNextStep,
  signUp,
  type TOTPSetupDetails,
} from "@poolhouse/auth";
import { type JSX, useState } from "react";
import { renderSVG } from "uqr";
import { CodeField, Field, Form, LinkButton } from "./form";
import { MailboxLink } from "./mailbox-link";

/** Where the sign-in stands after a form. */
type OnStep = (step: SignInNextStep, email: string) => void;

const digits = (text: string): string => text.replaceAll(/\D/g, "");

export function SignIn(props: { readonly onStep: OnStep; readonly onSignUp: () => void }): JSX.Element {
  return (
    <Form
      title="Sign in"
      button="Sign in"
      onSend={async (typed) => {
        const username = typed("email").trim();
        const { nextStep } = await signIn({ username, password: typed("password") });
        if (nextStep.signInStep === "CONFIRM_SIGN_UP") await resendSignUpCode({ username });
        props.onStep(nextStep, username);
      }}
      footer={<LinkButton onPress={props.onSignUp}>Create an account</LinkButton>}
    >
      <Field label="E-mail address" name="email" type="email" autoComplete="username" />
      <Field label="Password" name="password" type="password" autoComplete="current-password" />
    </Form>
  );
}

export function SignUp(props: {
  readonly onSent: (email: string) => void;
  readonly onSignIn: () => void;
}): JSX.Element {
  return (
    <Form
      title="Create an account"
      button="Create account"
      onSend={async (typed) => {
        const username = typed("email").trim();
        await signUp({ username, password: typed("password"), options: { autoSignIn: true } });
        props.onSent(username);
      }}
      footer={<LinkButton onPress={props.onSignIn}>I have an account</LinkButton>}
    >
      <Field label="E-mail address" name="email" type="email" autoComplete="username" />
      <Field label="Password" name="password" type="password" autoComplete="new-password" />
      <p className="hint">At least eight characters, with a capital, a small letter, a digit and a symbol.</p>
    </Form>
  );
}

export function ConfirmSignUp(props: {
  readonly email: string;
  readonly onStep: OnStep;
  readonly onDone: () => void;
}): JSX.Element {
  const { email, onDone, onStep } = props;
  return (
    <Form
      title="Confirm your address"
      button="Confirm"
      onSend={async (typed) => {
        const { nextStep } = await confirmSignUp({
          username: email,
          confirmationCode: digits(typed("code")),
        });
        if (nextStep.signUpStep !== "COMPLETE_AUTO_SIGN_IN") return onDone();
        onStep((await autoSignIn()).nextStep, email);
      }}
      footer={<MailboxLink />}
    >
      <p>A code is on its way to {email}.</p>
      <CodeField />
    </Form>
  );
}

export function SetUpApp(props: {
  readonly email: string;
  readonly details: TOTPSetupDetails;
  readonly onStep: OnStep;
}): JSX.Element {
  const { details, email, onStep } = props;
  const address = details.getSetupUri("My app", email).href;
  // Black on white whatever the page's colours: phones expect it.
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}`;
  return (
    <Form
      title="Set up your authenticator app"
      button="Confirm"
      onSend={async (typed) => {
        const challengeResponse = digits(typed("code"));
        onStep((await confirmSignIn({ challengeResponse })).nextStep, email);
      }}
    >
      <p>Scan this with an authenticator app on your phone, then type the code that it shows.</p>
      <img src={picture} alt="QR code with the secret for your authenticator app" />
      <Secret text={details.sharedSecret} />
      <CodeField />
    </Form>
  );
}

function Secret({ text }: { readonly text: string }): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <p className="hint">
      Or type this in: <code>{text}</code>{" "}
      <LinkButton onPress={() => void copy()}>{isCopied ? "Copied" : "Copy"}</LinkButton>
    </p>
  );
}

export function EnterCode(props: { readonly onStep: OnStep; readonly onCancel: () => void }): JSX.Element {
  return (
    <Form
      title="Enter your code"
      button="Confirm"
      onSend={async (typed) => {
        const challengeResponse = digits(typed("code"));
        props.onStep((await confirmSignIn({ challengeResponse })).nextStep, "");
      }}
      footer={<LinkButton onPress={props.onCancel}>Back to sign in</LinkButton>}
    >
      <p>Your authenticator app shows it.</p>
      <CodeField />
    </Form>
  );
}
