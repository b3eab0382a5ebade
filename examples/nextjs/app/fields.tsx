"use client";

import type { JSX, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import type { FormName } from "../view.ts";

/** A form with one button. It says which it is, and whom it is about where it does not ask. */
export function Form(props: {
  readonly name: FormName;
  readonly button: string;
  readonly send: (data: FormData) => void;
  readonly email?: string | undefined;
  readonly isPlain?: boolean;
  readonly children?: ReactNode;
}): JSX.Element {
  return (
    <form action={props.send}>
      <input type="hidden" name="form" value={props.name} />
      {props.email !== undefined && <input type="hidden" name="email" value={props.email} />}
      {props.children}
      <Submit text={props.button} look={props.isPlain === true ? "plain" : ""} />
    </form>
  );
}

function Submit({ text, look }: { readonly text: string; readonly look: string }): JSX.Element {
  const { pending } = useFormStatus();
  return (
    <button className={look} disabled={pending}>
      {text}
    </button>
  );
}

/** An address to sign in with. */
export function EmailField({ email }: { readonly email: string | undefined }): JSX.Element {
  return (
    <label>
      E-mail address{" "}
      <input name="email" type="email" autoComplete="username" defaultValue={email} required autoFocus />
    </label>
  );
}

/** Six digits of an app or a message. */
export function CodeField(): JSX.Element {
  return (
    <label>
      Code <input name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
    </label>
  );
}
