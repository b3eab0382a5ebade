import { AuthError } from "@poolhouse/auth";
import { type JSX, type ReactNode, useActionState, useEffect, useRef } from "react";

interface FormProps {
  readonly title: string;
  readonly button: string;
  /** What sending does; what it throws is told. */
  readonly onSend: (typed: (name: string) => string) => Promise<void>;
  readonly children: ReactNode;
  /** Below the button. */
  readonly footer?: ReactNode;
}

/** One step: a form with one button, that says what went wrong and puts the focus back to where it is mended. */
export function Form({ title, button, onSend, children, footer }: FormProps): JSX.Element {
  const [problem, send, isSending] = useActionState(async (_before: string, data: FormData) => {
    try {
      await onSend((name) => {
        const value = data.get(name);
        return typeof value === "string" ? value : "";
      });
      return "";
    } catch (error) {
      return error instanceof AuthError ? error.message : "Something went wrong. Please try again.";
    }
  }, "");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem !== "" && !isSending) form.current?.querySelector("input")?.focus();
  }, [problem, isSending]);
  return (
    <main>
      <h1>{title}</h1>
      <form ref={form} action={send}>
        {children}
        <p role="alert">{problem}</p>
        <button disabled={isSending}>{button}</button>
      </form>
      {footer}
    </main>
  );
}

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: string;
  /** What a password manager or a phone may fill in. */
  readonly autoComplete: string;
}

export function Field({ label, ...input }: FieldProps): JSX.Element {
  return (
    <label>
      {label}
      <input required {...input} />
    </label>
  );
}

/** The digits of a message or an authenticator app. */
export function CodeField(): JSX.Element {
  return (
    <label>
      Code
      <input name="code" required inputMode="numeric" autoComplete="one-time-code" autoFocus />
    </label>
  );
}

/** A button that looks like a link. */
export function LinkButton(props: {
  readonly onPress: () => void;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <button type="button" className="link" onClick={props.onPress}>
      {props.children}
    </button>
  );
}
