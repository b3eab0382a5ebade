"use client";

import Link from "next/link";
import { type JSX, useActionState } from "react";
import { qrImage } from "../../shared/qr-image.ts";
import { send } from "../actions.ts";
import type { FormName, View } from "../view.ts";
import { CodeField, EmailField, Form } from "./fields.tsx";

/** What a form is drawn from. */
interface Shown {
  readonly view: View;
  readonly send: (data: FormData) => void;
  readonly mailbox: string;
}

/** Whichever form the server says, from one page to the next without scripts, in place with them. */
export function Forms({ first, mailbox }: { readonly first: View; readonly mailbox: string }): JSX.Element {
  const [view, sendForm] = useActionState(send, first);
  const Screen = screens[view.form] ?? SignIn;
  return (
    <>
      <p role="alert">{view.problem}</p>
      <p role="status">{view.notice}</p>
      <Screen key={view.form} view={view} send={sendForm} mailbox={mailbox} />
    </>
  );
}

const screens: Partial<Record<FormName, (shown: Shown) => JSX.Element>> = {
  "sign-up": SignUp,
  confirm: Confirm,
  "set-up": SetUpApp,
  code: EnterCode,
  resume: Resume,
};

function SignIn({ view, send }: Shown): JSX.Element {
  return (
    <>
      <h1>Sign in</h1>
      <Form name="sign-in" button="Sign in" send={send}>
        <EmailField email={view.email} />
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
      </Form>
      <p>
        New here? <Link href="/sign-up">Create an account</Link>
      </p>
    </>
  );
}

function SignUp({ view, send }: Shown): JSX.Element {
  return (
    <>
      <h1>Create an account</h1>
      <Form name="sign-up" button="Create account" send={send}>
        <EmailField email={view.email} />
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
        Have an account? <Link href="/">Sign in</Link>
      </p>
    </>
  );
}

function Confirm({ view, send, mailbox }: Shown): JSX.Element {
  return (
    <>
      <h1>Confirm your address</h1>
      <p>
        A code is on its way to <b>{view.email}</b>. This is a sandbox: it waits in the{" "}
        <a href={mailbox} target="_blank" rel="noopener">
          mailbox
        </a>
        .
      </p>
      <Form name="confirm" button="Confirm" send={send} email={view.email}>
        <CodeField />
      </Form>
      <Form name="resend" button="Send another code" send={send} email={view.email} isPlain />
    </>
  );
}

function SetUpApp({ view, send }: Shown): JSX.Element {
  return (
    <>
      <h1>Set up your authenticator app</h1>
      <p>Scan this with the app on your phone, then type the six digits that it shows.</p>
      <img
        src={qrImage(view.uri ?? "")}
        alt="QR code with the secret that stands below"
        width={240}
        height={240}
      />
      <p>
        Or type it in: <code>{view.secret}</code>
      </p>
      <Form name="set-up" button="Confirm" send={send}>
        <CodeField />
      </Form>
      <Form name="cancel" button="Start again" send={send} isPlain />
    </>
  );
}

function EnterCode({ send }: Shown): JSX.Element {
  return (
    <>
      <h1>Enter your code</h1>
      <p>Open your authenticator app and type the six digits that it shows.</p>
      <Form name="code" button="Sign in" send={send}>
        <CodeField />
      </Form>
      <Form name="cancel" button="Start again" send={send} isPlain />
    </>
  );
}

function Resume({ send }: Shown): JSX.Element {
  return (
    <>
      <h1>You were signing in</h1>
      <Form name="resume" button="Go on" send={send} />
      <Form name="cancel" button="Start again" send={send} isPlain />
    </>
  );
}
