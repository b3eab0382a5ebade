import { type JSX, type ReactNode, useActionState, useEffect, useRef } from "react";
import { explain } from "../shared/explain.ts";
import { digits } from "../shared/digits.ts";

/** Reads what was typed in. */
export type Typed = (name: string) => string;

interface FormProps {
  readonly button: string;
  /** What sending does; what it throws is told. */
  readonly onSend: (typed: Typed) => Promise<void>;
  readonly children: ReactNode;
}

/** A form with one button, that says what went wrong and puts the focus back to where it is mended. */
export function Form({ button, onSend, children }: FormProps): JSX.Element {
  const [problem, send, isSending] = useActionState(async (_before: string, data: FormData) => {
    try {
      await onSend((name) => {
        const value = data.get(name);
        return typeof value === "string" ? value : "";
      });
      return "";
    } catch (error) {
      return explain(error);
    }
  }, "");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem !== "" && !isSending) form.current?.querySelector("input")?.focus();
  }, [problem, isSending]);
  return (
    <form ref={form} action={send}>
      <p role="alert">{problem}</p>
      {children}
      <button disabled={isSending}>{button}</button>
    </form>
  );
}

/** An address to sign in with. */
export function EmailField(): JSX.Element {
  return (
    <label>
      E-mail address <input name="email" type="email" autoComplete="username" required autoFocus />
    </label>
  );
}

/** A form for the six digits of an app or a message. */
export function CodeForm(props: {
  readonly button: string;
  readonly onSend: (code: string) => Promise<void>;
}): JSX.Element {
  return (
    <Form button={props.button} onSend={(typed) => props.onSend(digits(typed("code")))}>
      <label>
        Code <input name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
      </label>
    </Form>
  );
}

/** A button that looks like a link. */
export function PlainButton(props: {
  readonly onPress: () => void;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <button type="button" className="plain" onClick={props.onPress}>
      {props.children}
    </button>
  );
}
